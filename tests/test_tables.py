import pytest

from dashboard.choices import Applicability
from dashboard.drawing import cell_class, cell_content, score_content
from dashboard.queries.cells import Cell, Mark
from dashboard.scoring import Score
from dashboard.tables import lines_per_page

STANDS = {"applicability": Applicability.APPLICABLE, "word": "Low", "levels": 2, "asked": 3}


def cell(**values: object) -> Cell:
    return Cell(**(STANDS | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "classes"),
    [
        (cell(rank=1), "shade-3"),
        (cell(rank=2), "shade-6"),
        (cell(), "shade-0"),
        (cell(done=1), "shade-0 under-way"),
        (cell(rank=1, is_overdue=True), "shade-3 overdue"),
        (Cell(applicability=Applicability.NOT_APPLICABLE, is_overdue=True), "not-applicable"),
        (Cell(), "outside"),
    ],
)
def test_what_a_cell_looks_like_follows_from_its_standing(given: Cell, classes: str) -> None:
    assert cell_class(given) == classes


@pytest.mark.parametrize(
    ("mark", "sign"), [(Mark.BLOCKED, ">!<"), (Mark.WAITING, ">7<"), (Mark.GAINED, ">★<")]
)
def test_a_cell_carries_one_mark_and_its_name(mark: Mark, sign: str) -> None:
    shown = cell_content(cell(waiting=7, mark=mark))
    assert sign in shown
    assert shown.count("aria-label") == 1


def test_a_cell_without_a_mark_carries_none() -> None:
    assert "mark" not in cell_content(cell())


def test_what_is_overdue_is_said_and_not_only_drawn() -> None:
    assert "review overdue" in cell_content(cell(is_overdue=True))


def test_a_word_is_shown_as_text() -> None:
    assert "&lt;b&gt;" in cell_content(cell(word="<b>"))


def test_what_is_outside_shows_nothing() -> None:
    assert cell_content(Cell()) == ""


def test_a_score_has_its_maximum_beside_it() -> None:
    shown = score_content(Score(1234, 2468))
    assert "<strong>1,234</strong>" in shown
    assert "/ 2,468" in shown
    assert 'width="50"' in shown


def test_a_score_of_no_maximum_says_so() -> None:
    assert "No aim counts here" in score_content(Score())


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [
        ("", 100), ("50", 50), ("0", 1), ("99999", 1000), ("123456", 100), ("-5", 100),
        ("1e9", 100), ("²", 100), ("٣", 100), ("all", 2345),
    ],
)  # fmt: skip
def test_a_page_holds_what_is_asked_for_within_reason(wanted: str, lines: int) -> None:
    assert lines_per_page(wanted, 2345, 8) == lines


def test_all_of_nothing_is_a_page() -> None:
    assert lines_per_page("all", 0, 17) == 1


@pytest.mark.parametrize(
    ("columns", "lines"), [(0, 2345), (17, 1176), (60, 333), (200, 100), (5000, 100)]
)
def test_a_page_holds_no_more_cells_than_a_worker_can_bear(columns: int, lines: int) -> None:
    assert lines_per_page("all", 2345, columns) == lines
    assert lines_per_page("1000", 2345, columns) == min(lines, 1000)

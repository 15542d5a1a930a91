"""docs/importing.md: its files can be imported, and it explains every column."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from dashboard.actions import criteria
from dashboard.criteria.loader import load
from dashboard.imports import assessments, projects
from dashboard.imports.assessments import import_assessments
from dashboard.imports.projects import import_projects
from dashboard.models import Standing
from dashboard.queries.verification import differences_found
from tests.actions.makers import nothing_changed

PAGE = (Path(__file__).parents[2] / "docs" / "importing.md").read_text()
FILES = re.findall(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.django_db
def test_every_file_on_the_page_can_be_imported_and_imported_again(tmp_path: Path) -> None:
    criteria.apply(load(settings.BASE_DIR / "criteria"), by=None)
    for number, text in enumerate(FILES):
        file = tmp_path / f"{number}.csv"
        file.write_text(text)
        enter = import_projects if text.startswith("key,") else import_assessments
        assert enter(file).ignored == []
        with nothing_changed():
            enter(file)
    assert len(FILES) == 3
    assert list(differences_found()) == []
    reached = Standing.objects.filter(rank__gt=0, aim__key="automated-testing")
    assert list(reached.order_by("project__slug").values_list("project__slug", "level")) == [
        ("colours", "first-results"),
        ("web-shop", "first-results"),
    ]


@pytest.mark.parametrize("module", [projects, assessments])
def test_every_column_has_a_line_in_a_table(module: object) -> None:
    columns: tuple[str, ...] = module.COLUMNS  # type: ignore[attr-defined]
    told = re.findall(r"^\| (`.*?`) \|", PAGE, re.MULTILINE)
    words = {word for cell in told for word in re.findall(r"`(\w+)`", cell)}
    assert set(columns) <= words
    assert words <= {*projects.COLUMNS, *assessments.COLUMNS}


def test_what_it_quotes_is_what_is_told() -> None:
    code = "".join(file.read_text() for file in Path(projects.__file__).parent.glob("*.py"))
    for words in ("this is not text in UTF-8", "a quotation mark is not closed or not doubled",
                  "says this already", "it contradicts line", "was merged into"):  # fmt: skip
        assert words in code
        assert words in PAGE

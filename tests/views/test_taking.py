"""What is taken away: the board, a comparison and movements, as CSV, XLSX and JSON."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.test.utils import override_settings
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from dashboard.actions import assessments, projects, teams
from dashboard.exports.files import safe
from dashboard.models import Assessment, Project, Team
from tests.actions import makers

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVIL = '=HYPERLINK("http://evil")'


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def day(days: int) -> str:
    return ago(days).date().isoformat()


@pytest.fixture
def api() -> Project:
    makers.apply(makers.ready(), makers.area("safety", makers.aim("keys", "sealed")), at=ago(90))
    engine, front = makers.team("engine", at=ago(85)), makers.team("front", at=ago(85))
    api = makers.project("api", name=EVIL, team=engine, owner=makers.person("+1"), at=ago(80))
    makers.met(api, "known", at=ago(70), by=makers.person("@Ada"))
    makers.met(api, "clear", "sealed", at=ago(50))
    projects.move(project=api, team=front, by=None, at=ago(20))
    makers.project("quiet", team=engine, at=ago(10))
    return api


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def objects(client: Client, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/json"
    found: list[dict[str, Any]] = json.loads(b"".join(answer))["rows"]
    return found


def cells(client: Client, address: str) -> list[tuple[Any, ...]]:
    answer = client.get(address)
    assert "spreadsheetml" in answer["Content-Type"]
    book = load_workbook(BytesIO(b"".join(answer)))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    return list(book.active.iter_rows(values_only=True))


# What would be executed.


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "\nx", "  =1", " \t +1", "\u00a0=1", "\0=1",
     "\uff1d1", "\uff0b1", "-", "\tx", "\x01=1", "\ufffe=1", "\x7f @1"],
)  # fmt: skip
def test_text_that_a_spreadsheet_would_execute_is_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "1-2", "x@y", "'=1", "No level", "a\nb"])
def test_other_text_is_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize("value", [-1, 0, 1.5, -2.5, True, None])
def test_numbers_stay_numbers(value: Any) -> None:
    assert safe(value) is value


def test_days_and_times_are_iso() -> None:
    assert safe(date(2026, 1, 2)) == "2026-01-02"
    assert safe(NOW) == "2026-11-21T12:00:00+00:00"


@pytest.mark.parametrize("name", ["board", "compare", "movements"])
def test_nothing_of_a_file_is_executed(client: Client, api: Project, name: str) -> None:
    days = "" if name == "board" else f"?from={day(79)}"
    told = rows(client, f"/{name}.csv{days}")
    assert {row["name"] for row in told} >= {f"'{EVIL}"}
    assert any(f"'{EVIL}" in row for row in cells(client, f"/{name}.xlsx{days}"))
    assert any(row["name"] == EVIL for row in objects(client, f"/{name}.json{days}"))


def test_what_no_spreadsheet_can_hold_is_left_out(client: Client) -> None:
    makers.apply(makers.ready())
    makers.project("api", name="a\x08b" + "c" * 10)
    assert cells(client, "/board.xlsx")[1][1] == "ab" + "c" * 10


def test_what_is_left_out_uncovers_nothing(client: Client) -> None:
    makers.apply(makers.ready())
    makers.project("api", name="\x01=1+1")
    assert cells(client, "/board.xlsx")[1][1] == "'=1+1"


# The board.


def test_the_board_has_a_row_for_each_project_and_numbers_are_numbers(
    client: Client, api: Project
) -> None:
    first, quiet = sorted(objects(client, "/board.json"), key=lambda row: str(row["project"]))
    assert first["points"] == 2
    assert first["maximum"] == 7
    assert first["percentage"] == 29
    assert (first["testing/tests"], first["testing/tests rank"]) == ("Started", 1)
    assert (quiet["assessed"], quiet["points"], quiet["testing/tests"]) == (False, None, "")


def test_it_is_the_board_as_it_was_asked_for(client: Client, api: Project) -> None:
    assert [row["project"] for row in rows(client, "/board.csv?team=engine")] == ["quiet"]
    assert [row["project"] for row in rows(client, "/board.csv?q=quiet")] == ["quiet"]
    (front,) = rows(client, "/board.csv?down=teams&team=front&across=areas")
    assert (front["team"], front["safety points"], front["safety maximum"]) == ("front", "1", "1")
    of_area = rows(client, "/board.csv?area=safety")
    assert "testing/tests" not in of_area[0]
    assert [row["points"] for row in of_area if row["project"] == "api"] == ["1"]


def test_all_pages_are_in_it(client: Client) -> None:
    makers.apply(makers.ready())
    team = makers.team()
    for number in range(3):
        makers.project(f"p{number}", team=team)
    assert len(rows(client, "/board.csv?per_page=1&page=2")) == 3


def test_the_board_of_a_day_is_that_of_the_day(client: Client, api: Project) -> None:
    (then,) = rows(client, f"/compare.csv?on={day(60)}")
    assert (then["team"], then["testing/tests"], then["points"]) == ("engine", "No level", "0")
    (team,) = rows(client, f"/compare.csv?on={day(60)}&down=teams")
    assert (team["team"], team["testing/tests maximum"]) == ("engine", "6")


# Spreadsheets.


@override_settings(TIME_ZONE="Europe/Berlin")
def test_days_and_moments_are_dates_that_can_be_sorted_and_filtered(
    client: Client, api: Project
) -> None:
    answer = client.get(f"/movements.xlsx?from={day(60)}&to={day(10)}")
    page = load_workbook(BytesIO(b"".join(answer))).active
    moment = ago(50).replace(tzinfo=None)
    on, at = page["A2"], page["B2"]
    assert (on.value, on.number_format) == (datetime(*moment.timetuple()[:3]), "yyyy-mm-dd")
    assert (at.value, at.number_format) == (moment, "yyyy-mm-dd hh:mm:ss")
    assert page.auto_filter.ref == f"A1:{get_column_letter(page.max_column)}5"
    assert page.freeze_panes == "B2"


@pytest.mark.parametrize("chart", ["levels", "scores", "causes"])
def test_the_days_of_a_chart_are_dates(client: Client, api: Project, chart: str) -> None:
    found = cells(client, f"/progress/{chart}.xlsx")[-1][0]
    assert found == datetime(NOW.year, NOW.month, NOW.day)
    told = objects(client, f"/progress/{chart}.json")[-1]
    assert day(0) in told.values()


def test_a_table_without_a_row_opens(client: Client) -> None:
    assert len(cells(client, "/board.xlsx")) == 1


# What moved.


def test_a_comparison_has_a_row_for_each_standing_that_moved(client: Client, api: Project) -> None:
    up, also = rows(client, f"/compare.csv?from={day(60)}")
    assert (up["aim"], up["what"], up["level before"], up["level after"]) == (
        "tests", "up", "", "Started",
    )  # fmt: skip
    assert (up["points before"], up["points after"], also["aim"]) == ("0", "1", "keys")
    assert up["causes"] == "Work done; Handed over"
    assert (up["team before"], up["team after"]) == ("engine", "front")
    assert up["history"] == "http://testserver/projects/api/history/?of=testing/tests"


def test_what_a_file_says_of_itself_never_takes_the_place_of_its_rows(
    client: Client, api: Project
) -> None:
    for name in ("compare", "movements"):
        answer = client.get(f"/{name}.json?from={day(60)}&team=engine&rows=all")
        told = json.loads(b"".join(answer), object_pairs_hook=list)
        assert [key for key, _ in told] == ["from", "to", "team", "rows"]


def counted(side: Any) -> int:
    return int(side or 0)


@pytest.mark.parametrize(
    ("part", "what"), [("team=engine", "gone"), ("team=front", "new"), ("group=edge", "new")]
)
def test_what_differs_sums_to_what_the_score_differs_by(
    client: Client, api: Project, part: str, what: str
) -> None:
    edge = teams.create_group(slug="edge", name="Edge", by=None, at=ago(19))
    teams.group_team(team=Team.objects.get(slug="front"), group=edge, by=None, at=ago(15))
    told = objects(client, f"/compare.json?from={day(30)}&{part}")
    assert [row["what"] for row in told] == [what, what]
    side = "after" if what == "gone" else "before"
    for name in ("level", "applicability", "points", "maximum"):
        assert {row[f"{name} {side}"] for row in told} == {None}
    assert {row[f"team {side}"] for row in told} == {""}
    shown = client.get(f"/compare/?from={day(30)}&{part}").content.decode()
    (both,) = re.findall(r"<dt>Points of their maximum</dt><dd>(.*?)</dd>", shown)
    sides = [re.sub(r"<[^>]*>", "", side).strip() for side in both.split("→")]
    assert sides == (["2 of 7", "0 of 0"] if what == "gone" else ["0 of 0", "2 of 7"])
    for name, sum_ in (("points", 2), ("maximum", 7)):
        change = sum(counted(row[f"{name} after"]) - counted(row[f"{name} before"]) for row in told)
        assert change == (-sum_ if what == "gone" else sum_)


def test_who_said_so_and_who_decided_are_told_apart(client: Client, api: Project) -> None:
    ada, lead = makers.person("Ada"), makers.person("Lead")
    makers.said(api, "better", "met", at=ago(9), by=ada)
    answer = Assessment.objects.get(project=api, objective__key="better")
    assessments.confirm(
        project=api, objective=answer.objective, seen=answer.revision, by=lead, at=ago(8)
    )
    for name in ("compare", "movements"):
        (row,) = rows(client, f"/{name}.csv?from={day(10)}")
        assert (row["said by"], row["decided by"]) == ("Ada", "Lead")
    (team,) = {
        row["said by"] for row in rows(client, f"/movements.csv?from={day(21)}&to={day(19)}")
    }
    assert team == ""


def test_movements_of_a_group_are_those_of_its_teams_of_then(client: Client, api: Project) -> None:
    edge = teams.create_group(slug="edge", name="Edge", by=None, at=ago(19))
    teams.group_team(team=Team.objects.get(slug="front"), group=edge, by=None, at=ago(15))
    makers.met(api, "better", at=ago(10))
    told = rows(client, f"/movements.csv?from={day(60)}&group=edge")
    assert [row["day"] for row in told] == [day(10)]


def test_movements_of_a_period_have_before_and_after(client: Client, api: Project) -> None:
    told = rows(client, f"/movements.csv?from={day(60)}&to={day(10)}")
    assert [row["cause"] for row in told] == ["work-done", "work-done"] + ["handed-over"] * 2
    first = told[0]
    assert (first["day"], first["at"]) == (day(50), ago(50).isoformat())
    assert (first["level before"], first["level after"]) == ("", "Started")
    assert (first["verb"], first["team before"], first["maximum after"]) == (
        "answered", "engine", "6",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "number"),
    [("team=front", 2), ("team=engine", 4), ("project=api", 4), ("area=safety", 2),
     ("project=quiet", 0)],
)  # fmt: skip
def test_movements_of_a_part(client: Client, api: Project, part: str, number: int) -> None:
    assert len(rows(client, f"/movements.csv?from={day(60)}&{part}")) == number


# How it is sent.


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
@pytest.mark.parametrize(
    ("name", "days", "file"),
    [
        ("board", "", f"board-{NOW.date()}"),
        ("compare", f"?from={day(60)}", f"moved-{day(60)}-to-{day(0)}"),
        ("movements", f"?from={day(60)}&to={day(1)}", f"movements-{day(60)}-to-{day(1)}"),
        ("board", "?team=front&area=testing", f"board-front-testing-{NOW.date()}"),
        ("compare", f"?on={day(60)}&team=engine", f"board-engine-{day(60)}"),
        ("compare", f"?from={day(60)}&team=front", f"moved-front-{day(60)}-to-{day(0)}"),
        ("movements", f"?from={day(60)}&area=safety", f"movements-safety-{day(60)}-to-{day(0)}"),
        ("progress/scores", f"?from={day(60)}", f"scores-{day(60)}-to-{day(0)}"),
        (
            "progress/causes",
            "?aim=safety/keys&period=3",
            f"causes-safety-keys-{day(71)}-to-{day(0)}",
        ),
    ],
)
def test_a_file_is_named_by_its_days_and_not_sent_twice(
    client: Client, api: Project, name: str, days: str, file: str, kind: str
) -> None:
    answer = client.get(f"/{name}.{kind}{days}")
    assert answer["Content-Disposition"] == f'attachment; filename="{file}.{kind}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    again = client.get(f"/{name}.{kind}{days}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address",
    ["compare.csv?from=x", "movements.json?to=2030-01-01", "movements.csv?on=2026-11-01",
     "movements.xlsx?from=1900-01-01", "compare.xlsx?on=x", "board.csv?area=nope",
     "compare.csv?area=nope", "compare.csv?on=2026-11-01&area=nope",
     "movements.csv?from=2026-11-01&area=nope", "progress/scores.csv?to=9999-99-99",
     "progress/scores.json?to=2030-01-01", "progress/levels.csv?to=0001-01-01",
     "progress/causes.xlsx?from=2030-11-20", "progress/promises.svg?to=x"],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(client: Client, api: Project, address: str) -> None:
    answer = client.get(f"/{address}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert len(answer.content) > 20


@pytest.mark.parametrize("part", ["team=nope", "group=core", "project=%00", "team=a/b"])
@pytest.mark.parametrize("name", ["board", "compare", "movements"])
def test_of_what_is_nowhere_there_is_no_file(
    client: Client, api: Project, name: str, part: str
) -> None:
    for kind in ("csv", "xlsx", "json"):
        assert client.get(f"/{name}.{kind}?from={day(60)}&{part}").status_code == 404


@pytest.mark.parametrize("address", ["board.pdf", "board.", "board.CSV", "movements.csvx"])
def test_there_are_no_other_forms(client: Client, address: str) -> None:
    assert client.get(f"/{address}").status_code == 404


def test_where_nothing_is_there_is_a_heading_and_no_row(client: Client) -> None:
    assert rows(client, "/board.csv") == []
    assert client.get("/movements.csv").status_code == 400


def test_the_pages_offer_what_they_show(client: Client, api: Project) -> None:
    assert 'href="/board.csv?team=front"' in client.get("/?team=front").content.decode()
    assert 'href="/board.json?area=safety"' in client.get("/areas/safety/").content.decode()
    shown = client.get(f"/compare/?from={day(60)}&to={day(1)}&team=front").content.decode()
    asked = f"?from={day(60)}&amp;to={day(1)}&amp;team=front"
    assert f'href="/compare.xlsx{asked}"' in shown
    assert f'href="/movements.csv{asked}"' in shown

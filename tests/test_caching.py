"""Pages kept for readers who are not logged in: never stale, never somebody else's, bounded."""

import gzip

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dashboard import caching
from dashboard.actions import projects
from tests.actions import makers
from tests.views.conftest import fill

pytestmark = pytest.mark.django_db
ADDRESSES = ["/", "/areas/testing/", "/projects/p0/", "/aims/", "/aims/testing/tests/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_did_not_change_costs_one_query(client: Client, address: str) -> None:
    fill(1)
    first = client.get(address).content
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).content == first
    assert len(queries) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_holds_it_already_is_told_so(client: Client, address: str) -> None:
    fill(1)
    tag = client.get(address)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers={"if-none-match": tag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert len(queries) == 1


def test_a_write_is_seen_on_the_next_request(client: Client) -> None:
    (project,) = fill(1)
    tag = client.get("/")["ETag"]
    projects.rename(project=project, name="Renamed", by=None)
    answer = client.get("/", headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert "Renamed" in answer.content.decode()


def test_it_is_sent_compressed_to_whoever_takes_it(client: Client) -> None:
    fill(1)
    plain = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Content-Encoding" not in plain
    assert set(plain["Vary"].split(", ")) >= {"Cookie", "Accept-Encoding"}


def test_somebody_logged_in_gets_a_page_of_their_own(client: Client) -> None:
    fill(1)
    tag = client.get("/")["ETag"]
    client.force_login(User.objects.create_user("ada"))
    own = client.get("/", headers={"if-none-match": tag})
    assert "Log out" in own.content.decode()
    assert own["Cache-Control"] == "private, no-cache"
    client.logout()
    assert "Log in" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?q=p",
        f"?q={'x' * 8192}",
        "?page=-1&per_page=1e9&sort=;",
        "?page=99",
        "?utterly=unknown",
        "?team=nobody&utterly=1",
        "?sort=",
        "?level=x",
    ],
)
def test_only_addresses_that_the_product_gives_are_kept(client: Client, query: str) -> None:
    fill(1)
    assert client.get(f"/{query}").status_code == 200
    assert len(caching.pages) == 0


@pytest.mark.parametrize("query", ["", "?down=teams", "?blocked=yes&show=heat", "?sort=-score"])
def test_these_are_kept(client: Client, query: str) -> None:
    fill(1)
    client.get(f"/{query}")
    assert len(caching.pages) == 1


def test_what_is_kept_is_bounded_in_bytes() -> None:
    pages = caching.pages
    assert pages.maxsize == caching.BYTES
    for number in range(4):
        pages[str(number)] = caching.Kept((), bytes(caching.BYTES // 3))
    assert pages.currsize <= caching.BYTES
    assert "0" not in pages


def test_pages_of_before_a_write_make_room_at_once(client: Client) -> None:
    (project,) = fill(1)
    for address in ADDRESSES:
        client.get(address)
    assert len(caching.pages) == len(ADDRESSES)
    projects.rename(project=project, name="Renamed", by=None)
    client.get("/")
    assert len(caching.pages) == 1
    assert "Renamed" in gzip.decompress(next(iter(caching.pages.values())).body).decode()


def test_another_organisation_is_another_page(client: Client, settings: object) -> None:
    fill(1)
    client.get("/")
    settings.ORGANISATION = "Harbour"  # type: ignore[attr-defined]
    assert "Harbour" in client.get("/").content.decode()


def test_a_page_that_is_not_there_is_not_kept(client: Client) -> None:
    makers.apply(makers.ready())
    assert client.get("/projects/nobody/").status_code == 404
    assert len(caching.pages) == 0


CHART_FILES = [
    "levels.csv",
    "scores.json",
    "standing.xlsx",
    "causes.csv?period=all",
    "standing.svg",
]


@pytest.mark.parametrize("file", CHART_FILES)
def test_a_file_of_a_chart_that_did_not_change_costs_one_query(client: Client, file: str) -> None:
    fill(1)
    first = client.get(f"/progress/{file}")
    with CaptureQueriesContext(connection) as queries:
        second = client.get(f"/progress/{file}")
    assert len(queries) == 1
    assert b"".join(second) == b"".join(first) != b""
    for header in ("Content-Type", "Content-Disposition", "ETag", "X-Content-Type-Options"):
        assert second[header] == first[header]


@pytest.mark.parametrize("query", ["?period=12", "?period=x", "?utterly=unknown"])
def test_a_file_at_any_other_address_is_made_anew(client: Client, query: str) -> None:
    fill(1)
    assert client.get(f"/progress/levels.csv{query}").status_code == 200
    assert len(caching.pages) == 0


def test_a_kept_file_tells_of_a_write_on_the_next_request(client: Client) -> None:
    (project,) = fill(1)
    address = f"/progress/levels.json?project={project.slug}"
    client.get(address)
    projects.rename(project=project, name="Renamed", by=None)
    assert "Renamed" in b"".join(client.get(address)).decode()

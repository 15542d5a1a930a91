"""HTML and script in every text of a file are shown as text everywhere."""

import pytest
from django.test import Client

from dashboard.imports.assessments import import_assessments
from dashboard.imports.projects import import_projects
from tests.actions import makers
from tests.imports.conftest import Write

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"
LINK = "https://example.org/?a=%3Cb%3E&c='x'"


@pytest.mark.django_db
def test_pages_show_it_as_text(write: Write, client: Client) -> None:
    makers.apply(makers.ready())
    columns = "key,name,team,group,url,repository,description,owner,contact"
    words = f"{EVIL} [x](javascript:alert(1))"
    import_projects(write(columns, f"api,{EVIL},{EVIL},{EVIL},{LINK},{LINK},{words},{EVIL},{EVIL}"))
    import_assessments(
        write(
            "project,aim,objective,answer,by,evidence,note",
            f"api,tests,known,met,{EVIL},{LINK},{words}",
            f"api,tests,clear,not applicable,{EVIL},,{words}",
        )
    )
    for address in ("/", "/projects/api/", "/areas/testing/", "/aims/testing/tests/"):
        page = client.get(address)
        assert page.status_code == 200, address
        html = page.content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript:' not in html
    assert "&lt;script&gt;" in client.get("/projects/api/").content.decode()

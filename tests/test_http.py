import json
import logging

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from dashboard.http import DatabaseFaults, JsonLines, RequestLog, is_signed_in, site


def answered(request: HttpRequest) -> HttpResponse:
    return RequestLog(lambda asked: HttpResponse(status=418))(request)


def test_every_answer_carries_an_id_of_its_own(rf: RequestFactory) -> None:
    first, second = (answered(rf.get("/"))["X-Request-ID"] for _ in range(2))
    assert first != second


def test_an_id_that_was_given_is_kept(rf: RequestFactory) -> None:
    assert answered(rf.get("/", headers={"X-Request-ID": "a-1.b_2"}))["X-Request-ID"] == "a-1.b_2"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "a\nb", "<b>"])
def test_an_id_that_could_confuse_the_log_is_not(rf: RequestFactory, given: str) -> None:
    assert answered(rf.get("/", headers={"X-Request-ID": given}))["X-Request-ID"] != given


def test_every_request_has_a_line_in_the_log(
    rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "dashboard.request"):
        answer = answered(rf.get("/aims/?q=secret"))
    line = json.loads(JsonLines().format(caplog.records[0]))
    assert (line["method"], line["path"], line["status"]) == ("GET", "/aims/", 418)
    assert line["request"] == answer["X-Request-ID"]


def test_a_line_of_the_log_is_one_line_with_its_fault() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError as error:
        fault = (type(error), error, error.__traceback__)
    record = logging.LogRecord("a", logging.ERROR, "b.py", 1, "%s\n", ("broke",), fault)
    text = JsonLines().format(record)
    assert "\n" not in text
    assert "ValueError" in json.loads(text)["exception"]


@pytest.mark.parametrize(
    ("typed", "limit"),
    [({"note": "x" * 99}, "DATA_UPLOAD_MAX_MEMORY_SIZE"), ({}, "DATA_UPLOAD_MAX_NUMBER_FIELDS")],
)
@pytest.mark.django_db
def test_a_form_that_is_too_large_is_no_error_of_ours(
    client: Client,
    caplog: pytest.LogCaptureFixture,
    settings: Settings,
    typed: dict[str, str],
    limit: str,
) -> None:
    setattr(settings, limit, 1)
    answer = client.post(reverse("account_login"), {"login": "a", "password": "b"} | typed)
    assert answer.status_code == 413
    told = [record for record in caplog.records if record.name.startswith("django.security.")]
    assert [(record.levelname, record.exc_info) for record in told] == [("WARNING", None)]
    assert all(record.levelno <= logging.WARNING for record in caplog.records)


def test_where_only_errors_are_wanted_a_form_that_is_too_large_is_none(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        logging.getLogger("django.security.RequestDataTooBig").error("too large")
    assert not caplog.records


def test_other_faults_than_those_of_the_database_pass(rf: RequestFactory) -> None:
    faults = DatabaseFaults(lambda asked: HttpResponse())
    assert faults.process_exception(rf.get("/"), ValueError()) is None


def test_without_a_session_cookie_nobody_asks_who_it_is(rf: RequestFactory) -> None:
    request = rf.get("/")
    assert not hasattr(request, "user")
    assert not is_signed_in(request)


@pytest.mark.parametrize(("user", "expected"), [(AnonymousUser(), False), (User(), True)])
def test_with_one_it_depends_on_the_user(
    rf: RequestFactory, settings: Settings, user: User, expected: bool
) -> None:
    request = rf.get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request.user = user
    assert is_signed_in(request) is expected


def test_templates_know_the_organisation(rf: RequestFactory, settings: Settings) -> None:
    settings.ORGANISATION = "Acme"
    assert site(rf.get("/"))["organisation"] == "Acme"


@pytest.mark.django_db
def test_the_organisation_is_shown_as_text(client: Client, settings: Settings) -> None:
    settings.ORGANISATION = "Acme <&> Sons"
    assert "Acme &lt;&amp;&gt; Sons" in client.get("/").content.decode()

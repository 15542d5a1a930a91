"""Many answers in one save, as programs and browsers without JavaScript ask for it."""

from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dashboard.actions import assessments, people, projects
from dashboard.actions.assessments import Words
from dashboard.choices import Answer, Role
from dashboard.models import Assessment, CheckIn, Person, Project
from dashboard.queries import sheets
from tests.actions import makers

pytestmark = pytest.mark.django_db
OF_PROJECT = "/projects/api/answers/"
OF_AIM = "/mine/answers/testing/tests/"
BOTH = pytest.mark.parametrize("address", [OF_PROJECT, OF_AIM])


@pytest.fixture
def project() -> Project:
    """Of a team that has another, with one area that leads confirm and one that stewards do."""
    safety = makers.area("safety", makers.aim("keys", "sealed"), confirmed_by="steward")
    makers.apply(makers.ready(), safety)
    engine = makers.team("engine")
    makers.project("jobs", team=engine)
    makers.project("web", team=makers.team("front"))
    return makers.project("api", team=engine)


def somebody(project: Project, role: Role, name: str) -> Client:
    client, user = Client(), User.objects.create(username=name)
    person = makers.person(name, user=user)
    people.add_member(team=project.team, person=person, role=role, by=None)
    client.force_login(user)
    return client


@pytest.fixture
def lead(project: Project) -> Client:
    return somebody(project, Role.LEAD, "Grace")


@pytest.fixture
def member(project: Project) -> Client:
    return somebody(project, Role.MEMBER, "Ada")


class Fields(HTMLParser):
    """What a browser would send of the lines of a page."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.text = ""
        self.feed(shown)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = str(told.get("name", ""))
        if not name[:1].isdigit() or (told.get("type") == "radio" and "checked" not in told):
            return
        self.values[name] = told.get("value") or ""
        self.text = name if tag == "textarea" else ""

    def handle_endtag(self, tag: str) -> None:
        self.text = ""

    def handle_data(self, data: str) -> None:
        if self.text:
            self.values[self.text] += data


class Form:
    """A form as somebody opened it, and what they change in it before they save."""

    def __init__(self, client: Client, address: str = OF_PROJECT) -> None:
        self.client, self.address = client, address
        self.shown(client.get(address))

    def shown(self, answer: object) -> None:
        assert isinstance(answer, HttpResponse)
        self.text = answer.content.decode()
        self.values = Fields(self.text).values

    def say(self, key: str, answer: str = "met", slug: str = "api", **words: str) -> None:
        self.values |= {f"{name(key, slug)}-{part}": text for part, text in words.items()}
        self.values[f"{name(key, slug)}-answer"] = answer

    def save(self, **more: str) -> int:
        answer = self.client.post(self.address, self.values | more)
        if answer.status_code != 302:
            self.shown(answer)
            return answer.status_code
        assert answer.headers["Location"] == self.address
        self.shown(self.client.get(self.address))
        return 302


def name(key: str, slug: str = "api") -> str:
    return f"{Project.objects.get(slug=slug).pk}-{makers.find(key).pk}"


def kept(key: str, slug: str = "api") -> Assessment:
    return Assessment.objects.get(objective__key=key, project__slug=slug)


def test_one_save_takes_all_that_was_changed(lead: Client) -> None:
    form = Form(lead)
    form.say("known", evidence_url="https://ci.example/1", note="We *know*.")
    form.say("clear")
    form.say("better", "not-yet")
    assert form.save() == 302
    assert "3 answers saved." in form.text
    row = kept("known")
    assert (row.evidence_url, row.note) == ("https://ci.example/1", "We *know*.")
    assert [kept(key).answer for key in ("clear", "better")] == ["met", "not-yet"]
    assert Assessment.objects.count() == 3


def test_one_aim_is_answered_across_all_projects_of_ones_teams(member: Client) -> None:
    form = Form(member, OF_AIM)
    form.say("known")
    form.say("known", "not-yet", "jobs")
    assert form.save() == 302
    assert (kept("known").answer, kept("known", "jobs").answer) == ("met", "not-yet")
    assert "/projects/web/" not in form.text


def test_what_stands_is_chosen_already(project: Project, lead: Client) -> None:
    makers.said(project, "known", words=Words("So.", "https://ci.example/1"))
    values = Form(lead).values
    assert values[f"{name('known')}-answer"] == "met"
    assert values[f"{name('known')}-note"] == "So."
    assert values[f"{name('known')}-evidence_url"] == "https://ci.example/1"
    assert f"{name('clear')}-answer" not in values


def test_the_notice_is_shown_once(lead: Client) -> None:
    form = Form(lead)
    form.say("known")
    form.save()
    assert "1 answer saved." in form.text
    assert "1 answer saved." not in lead.get(OF_PROJECT).content.decode()


def test_what_a_member_says_waits_and_what_a_lead_says_counts(lead: Client, member: Client) -> None:
    form = Form(member)
    form.say("known")
    form.save()
    form = Form(lead)
    form.say("clear")
    form.say("sealed")
    form.save()
    assert kept("known").confirmed_at is None
    assert str(kept("clear").confirmed_by) == "Grace"
    assert kept("sealed").confirmed_at is None, "that area is confirmed by stewards"
    assert "Waiting to be confirmed" in form.text


@BOTH
def test_a_form_that_nobody_touched_changes_nothing(
    project: Project, member: Client, address: str
) -> None:
    words = Words("Two\n\nlines.\n", "https://ci.example/1", "Report")
    makers.said(project, "known", words=words)
    form = Form(member, address)
    form.values[f"{name('known')}-note"] = "Two\r\n\r\nlines."  # as browsers send it
    with makers.nothing_written():
        assert form.save() == 302
    assert "Nothing was changed." in form.text


def test_twice_is_as_good_as_once(lead: Client) -> None:
    form, again = Form(lead), Form(lead)
    for each in (form, again):
        each.say("known")
    form.save()
    with makers.nothing_written():
        assert again.save() == 302


def test_the_same_evidence_keeps_its_title_and_its_day(project: Project, lead: Client) -> None:
    words = Words("", "https://ci.example/1", "Report", makers.NOW.date())
    makers.said(project, "known", words=words)
    form = Form(lead)
    form.say("known", note="Looked again.")
    form.save()
    row = kept("known")
    assert (row.evidence_title, row.evidence_on) == ("Report", makers.NOW.date())
    form.say("known", evidence_url="https://ci.example/2")
    form.save()
    row = kept("known")
    assert (row.evidence_title, row.evidence_on) == ("", None)


def test_lines_that_only_others_changed_are_theirs(project: Project, lead: Client) -> None:
    """Whoever did not touch a line neither overwrites it nor hears of it."""
    form = Form(lead)
    makers.said(project, "known", Answer.NOT_YET, by=makers.person("Mary"))
    form.say("clear")
    assert form.save() == 302
    assert (kept("known").answer, kept("clear").answer) == ("not-yet", "met")
    assert form.values[f"{name('known')}-answer"] == "not-yet"


@BOTH
def test_what_somebody_else_said_meanwhile_is_told_and_the_rest_saved(
    project: Project, lead: Client, address: str
) -> None:
    form = Form(lead, address)
    form.say("known", note="Mine.")
    form.say("clear")
    theirs = Words("Not at all.", "https://theirs.example/")
    makers.said(project, "known", Answer.NOT_YET, words=theirs, by=makers.person("Mary"))
    assert form.save() == 409
    assert (kept("known").note, kept("clear").answer) == ("Not at all.", "met")
    for words in (
        "1 saved, 1 not", "Mary changed this at", "Not at all.", "https://theirs.example/",
    ):  # fmt: skip
        assert words in form.text
    assert form.values[f"{name('known')}-note"] == "Mine."
    assert form.values[f"{name('known')}-answer"] == "met"
    assert form.save() == 302  # after all
    assert (kept("known").answer, kept("known").note) == ("met", "Mine.")


def test_one_who_leaves_theirs_says_so_by_typing_it(project: Project, lead: Client) -> None:
    form = Form(lead)
    form.say("known")
    makers.said(project, "known", Answer.NOT_YET)
    assert form.save() == 409
    form.say("known", "not-yet")
    with makers.nothing_written():
        assert form.save() == 302


def test_what_they_took_back_meanwhile_is_told_too(project: Project, lead: Client) -> None:
    makers.said(project, "known")
    form = Form(lead)
    form.say("known", "not-yet")
    assessments.take_back(project=project, objective=makers.find("known"), by=makers.person("Mary"))
    assert form.save() == 409
    assert "Nothing said" in form.text


@pytest.mark.parametrize(
    ("answer", "words", "told"),
    [
        ("perhaps", {}, "That is no answer"),
        ("", {"note": "Only a note."}, "Choose an answer."),
        ("not-applicable", {}, "Say why it is not applicable."),
        ("met", {"evidence_url": "nonsense with spaces"}, "no web address"),
        ("met", {"evidence_url": "javascript:alert(1)"}, "no web address"),
        ("met", {"evidence_url": "https://a.example/" + "x" * 1000}, "at most 1000"),
        ("met", {"note": "\x00"}, "Null characters"),
        ("met", {"note": "x" * 20_001}, "This text is too long"),
        ("met", {"stamp": ""}, "Load the page again"),
        ("met", {"stamp": "x"}, "Load the page again"),
        ("met", {"stamp": "-1-00"}, "Load the page again"),
    ],
)
def test_a_mistake_is_told_at_its_line_and_the_rest_saved(
    lead: Client, answer: str, words: dict[str, str], told: str
) -> None:
    form = Form(lead)
    form.say("known", answer, **words)
    form.say("clear")
    assert form.save() == 422
    assert told in form.text
    assert "1 saved, 1 not" in form.text
    assert list(Assessment.objects.values_list("objective__key", flat=True)) == ["clear"]


def test_where_all_is_wrong_nothing_is_written(lead: Client) -> None:
    form = Form(lead)
    form.say("known", "perhaps")
    form.say("clear", "not-applicable")
    with makers.nothing_written():
        assert form.save() == 422
    assert "0 saved, 2 not" in form.text


def test_good_late_and_wrong_lines_in_one_save(project: Project, lead: Client) -> None:
    form = Form(lead)
    form.say("known")
    form.say("clear", "not-applicable")
    form.say("better")
    makers.said(project, "known", Answer.NOT_YET, by=makers.person("Mary"))
    assert form.save() == 409
    assert "1 saved, 2 not" in form.text
    assert kept("better").answer == "met"


def test_evidence_is_asked_for_where_the_criteria_do(lead: Client) -> None:
    makers.apply(
        makers.area("testing", makers.aim("tests", makers.objective("known", evidence="required")))
    )
    form = Form(lead)
    assert "Evidence, for “met”" in form.text
    form.say("known")
    assert form.save() == 422
    assert "asks for evidence" in form.text
    form.say("known", evidence_url="ci.example/1")
    assert form.save() == 302
    assert kept("known").evidence_url == "https://ci.example/1"


@BOTH
def test_what_is_no_longer_asked_is_counted_and_the_rest_saved(lead: Client, address: str) -> None:
    form = Form(lead, address)
    form.say("known")
    form.say("clear")
    criteria = makers.ready()
    criteria["aims"][0]["objectives"]["started"][0]["retired"] = makers.NOW.date()
    makers.apply(criteria)
    assert form.save() == 422
    assert "1 answer cannot be given any more" in form.text
    assert [row.objective.key for row in Assessment.objects.all()] == ["clear"]


def test_another_teams_project_takes_nothing(project: Project, lead: Client) -> None:
    form = Form(lead, OF_AIM)
    line = f"{Project.objects.get(slug='web').pk}-{makers.find('known').pk}"
    form.values |= {f"{line}-answer": "met", f"{line}-stamp": "0-00"}
    with makers.nothing_written():
        assert form.save() == 422
    assert "1 answer cannot be given any more" in form.text


def test_a_project_handed_over_meanwhile_takes_nothing(project: Project, lead: Client) -> None:
    form = Form(lead, OF_AIM)
    form.say("known")
    form.say("known", slug="jobs")
    projects.move(project=project, team=makers.team("other"), by=None)
    assert form.save() == 422
    assert [row.project.slug for row in Assessment.objects.all()] == ["jobs"]


def test_an_archived_project_says_so_and_takes_no_more(project: Project, lead: Client) -> None:
    form = Form(lead)
    form.say("known")
    projects.archive(project=project, by=None)
    with makers.nothing_written():
        assert form.save(look="yes") == 422
    assert "Api is archived" in form.text
    assert "1 answer cannot be given any more" in form.text
    assert "<textarea" not in lead.get(OF_PROJECT).content.decode()
    assert "Api" not in lead.get(OF_AIM).content.decode()


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", {"known", "clear", "better", "all", "kept", "sealed"}),
        ("?area=safety", {"sealed"}),
        ("?level=started", {"known", "clear", "sealed"}),
        ("?area=testing&level=mature", {"all", "kept"}),
        ("?area=safety&level=mature", set()),
    ],
)
def test_an_area_or_a_level_is_asked_for_by_address(
    lead: Client, query: str, keys: set[str]
) -> None:
    shown = Form(lead, OF_PROJECT + query)
    every = ("known", "clear", "better", "all", "kept", "sealed")
    assert {key for key in every if f"{name(key)}-stamp" in shown.values} == keys
    assert ("Nothing is asked of Api here" in shown.text) == (not keys)


def test_what_is_open_is_all_that_nobody_confirmed(project: Project, lead: Client) -> None:
    makers.met(project, "known")
    makers.said(project, "clear")
    makers.said(project, "better", Answer.NOT_YET)
    form = Form(lead, f"{OF_PROJECT}?open=yes&area=testing&level=started")
    assert f"{name('known')}-stamp" not in form.values
    assert f"{name('clear')}-stamp" in form.values
    assert 'name="look"' not in form.text
    form.say("clear", "not-yet")
    makers.met(project, "clear", words=Words("Confirmed meanwhile."))
    assert form.save() == 409
    assert "Confirmed meanwhile." in form.text, "it stays, although it is open no more"
    form.say("clear", note="Confirmed meanwhile.")
    assert form.save() == 302
    assert "Nothing is open here" in form.text


@pytest.mark.parametrize(
    "address",
    [
        "/projects/nothing/answers/",
        "/projects/api/answers/?area=nothing",
        "/projects/api/answers/?level=nothing",
        "/projects/api/answers/?area=testing&level=nothing",
        "/mine/answers/testing/nothing/",
        "/mine/answers/nothing/tests/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_there_is_not_found(lead: Client, address: str, method: str) -> None:
    assert getattr(lead, method)(address).status_code == 404


def test_where_nothing_is_asked_that_is_said(project: Project, lead: Client) -> None:
    criteria = makers.area("testing", makers.aim("tests", "known", applies_to=["library"]))
    makers.apply(criteria, kinds=["library"])
    assert "asked of no project of your teams" in lead.get(OF_AIM).content.decode()
    assert "Nothing is asked of Api here" in lead.get(OF_PROJECT).content.decode()


def test_a_lead_says_that_the_rest_is_still_true(lead: Client) -> None:
    form = Form(lead, f"{OF_PROJECT}?area=testing")
    form.say("known")
    assert form.save(look="yes") == 302
    assert "1 answer saved. Checked in." in form.text
    row = CheckIn.objects.get()
    assert (str(row.area), str(row.checked_in_by)) == ("Testing", "Grace")


def test_without_an_area_all_is_still_true(lead: Client) -> None:
    assert Form(lead).save(look="yes") == 302
    assert CheckIn.objects.get().area is None


def test_what_is_not_saved_is_not_said_to_be_true(lead: Client) -> None:
    form = Form(lead)
    form.say("known", "perhaps")
    assert form.save(look="yes") == 422
    assert not CheckIn.objects.exists()


def test_a_member_is_not_offered_to_check_in_and_may_not(member: Client) -> None:
    form = Form(member)
    assert 'name="look"' not in form.text
    form.say("known")
    with makers.nothing_written():
        assert member.post(OF_PROJECT, form.values | {"look": "yes"}).status_code == 403


def test_who_sees_one_level_is_not_asked_whether_all_is_true(lead: Client) -> None:
    assert 'name="look"' in Form(lead).text
    assert 'name="look"' not in Form(lead, f"{OF_PROJECT}?level=started").text


def test_a_form_is_turned_before_it_is_too_large(
    lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LINES", 4)
    first, second = Form(lead), Form(lead, f"{OF_PROJECT}?page=2")
    assert "Lines 1 to 4 of 6." in first.text
    stamps = [{each for each in form.values if "stamp" in each} for form in (first, second)]
    assert [len(each) for each in stamps] == [4, 2]
    assert not stamps[0] & stamps[1]
    second.say("sealed", "perhaps")
    assert second.save() == 422
    assert "Lines 5 to 6 of 6." in second.text
    first.say("sealed", stamp=second.values[f"{name('sealed')}-stamp"])
    assert first.save() == 302, "a line of another page is one of the same form"


def test_a_full_page_is_within_what_is_taken_of_one_form(lead: Client) -> None:
    assert 4 * sheets.LINES + 10 <= 1000
    many = [makers.aim(f"aim-{n}", *[f"o{n}-{each}" for each in range(50)]) for n in range(5)]
    makers.apply(makers.area("testing", *many))
    form = Form(lead)
    assert len(form.values) == 3 * sheets.LINES  # nothing is chosen yet
    for each in [key for key in form.values if key.endswith("-stamp")]:
        form.values[each.replace("stamp", "answer")] = "perhaps"
    with makers.nothing_written():
        assert form.save() == 422
        assert "0 saved, 200 not" in form.text
        assert form.save(**{f"{number}-more": "" for number in range(500)}) == 413
    assert "too much for one save" in form.text


def test_an_empty_form_changes_nothing(lead: Client) -> None:
    with makers.nothing_written():
        assert lead.post(OF_PROJECT).status_code == 302
        assert lead.post(OF_AIM).status_code == 302


def test_a_form_needs_its_token(lead: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = lead.cookies
    form = Form(lead)
    form.say("known")
    assert strict.post(OF_PROJECT, form.values).status_code == 403
    assert not Assessment.objects.exists()


@BOTH
def test_whoever_was_logged_out_meanwhile_comes_back_to_the_form(
    project: Project, client: Client, address: str
) -> None:
    answer = client.post(f"{address}?page=2")
    there = f"/accounts/login/?next={address}%3Fpage%3D2"
    assert (answer.status_code, answer.headers["Location"]) == (302, there)


def test_an_administrator_who_acts_for_the_first_time_is_entered(project: Project) -> None:
    admin = Client()
    admin.force_login(User.objects.create_superuser("Kofi"))
    form = Form(admin)
    assert not Person.objects.filter(name="Kofi").exists(), "whoever only reads is not"
    form.say("known")
    assert form.save() == 302
    assert str(kept("known").answered_by) == "Kofi"


def cost(client: Client, address: str, **values: str) -> int:
    """Queries to show a form, or to save it."""
    with CaptureQueriesContext(connection) as counted:
        client.post(address, values) if values else client.get(address)
    return len(counted)


def test_a_form_costs_the_same_for_few_lines_and_many(project: Project, lead: Client) -> None:
    lead.get(OF_AIM)  # what a process reads once
    few = [cost(lead, OF_PROJECT), cost(lead, OF_AIM)]
    many = [makers.aim(f"aim-{n}", *[f"o{n}-{each}" for each in range(9)]) for n in range(9)]
    makers.apply(makers.area("testing", *makers.ready()["aims"], *many))
    for number in range(9):
        makers.said(makers.project(f"more-{number}", team=project.team), "known")
        makers.said(project, f"o{number}-1")
    lead.get(OF_AIM)
    assert [cost(lead, OF_PROJECT), cost(lead, OF_AIM)] == few
    assert max(few) <= 10


def test_a_save_costs_what_its_changes_cost(project: Project, lead: Client) -> None:
    makers.met(project, "kept")
    costs = []
    for keys in (["known"], ["clear", "better", "all"]):
        form = Form(lead)
        for key in keys:
            form.say(key)
        costs.append(cost(lead, OF_PROJECT, **form.values))
    assert costs[1] - costs[0] <= 2 * 18


def test_the_ways_in_are_shown_to_who_may(project: Project, lead: Client, client: Client) -> None:
    """No link leads to where somebody is turned away."""
    other = Client()
    other.force_login(User.objects.create(username="stranger"))
    ways = {
        "/projects/api/": [f'href="{OF_PROJECT}"', f'href="{OF_PROJECT}?area=testing"'],
        "/aims/testing/tests/": [f'href="{OF_AIM}"'],
        "/mine/": [f'href="{OF_PROJECT}"', f'href="{OF_AIM}"'],
    }
    for address, links in ways.items():
        assert all(link in lead.get(address).content.decode() for link in links), address
        assert not any(link in other.get(address).content.decode() for link in links), address
        assert not any(link in client.get(address).content.decode() for link in links), address


def test_no_way_leads_into_an_archive_or_to_what_is_not_asked(
    project: Project, lead: Client
) -> None:
    projects.archive(project=project, by=None)
    assert OF_PROJECT not in lead.get("/projects/api/").content.decode()
    of_libraries = makers.area("testing", makers.aim("tests", "known", applies_to=["library"]))
    makers.apply(of_libraries, kinds=["library"])
    assert OF_AIM not in lead.get("/aims/testing/tests/").content.decode()
    assert "/answers/" not in lead.get("/mine/").content.decode()

import pytest

from dashboard.choices import Confirmer, Role
from dashboard.rights import VISITOR, Reader

OWN, OTHER = 1, 2  # teams
TESTING, SAFETY = 10, 20  # areas
MEMBER, DEPUTY, LEAD = (Reader(roles={OWN: role}) for role in (Role.MEMBER, Role.DEPUTY, Role.LEAD))
STEWARD, STEWARD_OF_ALL = Reader(areas=frozenset({TESTING})), Reader(areas=frozenset({None}))
ADMINISTRATOR = Reader(is_administrator=True)
EVERYBODY = {
    "visitor": VISITOR,
    "member": MEMBER,
    "deputy": DEPUTY,
    "lead": LEAD,
    "steward": STEWARD,
    "steward of all": STEWARD_OF_ALL,
    "administrator": ADMINISTRATOR,
}


def who(question: str, *asked: object) -> set[str]:
    return {name for name, reader in EVERYBODY.items() if getattr(reader, question)(*asked)}


@pytest.mark.parametrize(
    ("question", "asked", "allowed"),
    [
        ("may_answer", (OWN,), {"member", "deputy", "lead", "administrator"}),
        ("may_answer", (OTHER,), {"administrator"}),
        ("may_lead", (OWN,), {"deputy", "lead", "administrator"}),
        ("may_lead", (OTHER,), {"administrator"}),
        ("may_review", (TESTING,), {"steward", "steward of all", "administrator"}),
        ("may_review", (SAFETY,), {"steward of all", "administrator"}),
        ("may_review", (None,), {"steward of all", "administrator"}),
        (
            "may_confirm",
            (OWN, TESTING, Confirmer.LEAD),
            {"deputy", "lead", "steward", "steward of all", "administrator"},
        ),
        (
            "may_confirm",
            (OTHER, TESTING, Confirmer.LEAD),
            {"steward", "steward of all", "administrator"},
        ),
        (
            "may_confirm",
            (OWN, TESTING, Confirmer.STEWARD),
            {"steward", "steward of all", "administrator"},
        ),
        ("may_confirm", (OWN, SAFETY, Confirmer.STEWARD), {"steward of all", "administrator"}),
    ],
)
def test_who_may_do_what(question: str, asked: tuple[object, ...], allowed: set[str]) -> None:
    assert who(question, *asked) == allowed


def test_cycles_are_planned_by_whoever_answers_for_everything() -> None:
    assert {name for name, reader in EVERYBODY.items() if reader.may_plan} == {
        "steward of all",
        "administrator",
    }

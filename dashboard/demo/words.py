"""What people of the made-up organisation write: notes, reasons, minutes. Markdown where it may be.

Any criteria may be in force, so that most of it fits any statement; `NOTES` holds what fits one.
"""

from dataclasses import dataclass
from random import Random

EVIDENCE_TITLES = (
    "Page in the team's handbook",
    "Minutes of the team meeting",
    "The change that did it",
    "Run of the pipeline",
    "Notes of the rehearsal",
    "The team's dashboard",
)
GENERIC_NOTES = (
    "Talked through at the team meeting; nobody disagreed.",
    "True since the spring, and **checked again** before we said so.",
    "Two of us looked independently and came to the same answer.",
    "Tried out on an ordinary working day, by somebody who had not done it before.",
    "We agreed what the word means to us and wrote it down: see the handbook.",
    "It took three attempts. What went wrong in the first two:\n\n"
    "- we began with the largest part\n- nobody had a day set aside for it",
    "Not pretty, but it holds. We shall come back to it in the next review.",
    "Copied from *Tidewater*, who had solved it already. Thank you!",
)
NOTES = {
    "significance-understood": (
        "Of our last ten faults, **seven** would have met a test first.",
        "Everybody named the change they are most afraid of. It was the same one.",
    ),
    "coverage-known": (
        "Measured on every run. Today 48 % of lines; the importers have almost none.",
        "Counted by feature instead of by line: 14 of 31 are covered from end to end.",
    ),
    "significant-increase": (
        "We agreed on *half of what was missing*. From 48 % to 76 %, and the importers are in it.",
        "Significant means: nobody is afraid of the booking code any more. That is so.",
    ),
    "complete-coverage": (
        "What is left out is listed in one file, each line with a reason.",
        "Complete means every feature in the user's guide. The last one came in this month.",
    ),
    "flaky-tests-listed": ("Nine of them; `test_midnight` leads with 31 failures.",),
    "duration-known": ("Typically 11 minutes, on a bad afternoon 25.",),
    "verdict-in-time": ("Six minutes since the slow tests run beside the fast ones.",),
    "clean-build": ("Builds in a fresh container, on every push.",),
    "branches-short": ("Typical: a day and a half. The longest of the last twenty: nine days.",),
    "single-action": ("`make release`, then one confirmation by anybody in the team.",),
    "backup-restored": ("Restored on a spare machine in 3 h 40 min. Two grants were missing.",),
    "run-book-exists": ("Five failures, a page each. Printed and hung beside the door, too.",),
    "secrets-listed": ("Twenty-three of them, four of which nobody could explain at first.",),
    "dependencies-listed": ("118, of which we chose 19. The list is made by every build.",),
    "contact-published": ("`SECURITY.md`, and a mailbox that two people read.",),
    "lone-knowledge-listed": ("The billing run and the map tiles. Each has one person.",),
    "setup-written": ("Followed by a new colleague on her first morning, with two corrections.",),
    "expectations-written": ("Half a page. Above all: *ask before you assert*.",),
}
NOT_YET_NOTES = (
    "Looked at, and it is not so.",
    "Partly; the older half of the code is still without.",
    "We thought so until we tried to show it.",
)
NOT_APPLICABLE_NOTES = (
    "There is nothing of the kind in this project; we looked.",
    "Another team does this for us, and their project answers for it.",
    "The project will be switched off before it could matter.",
)
SENT_BACK = (
    "The link shows the plan, not the result. Please link what came of it.",
    "That was one part of the project; the statement is about the whole.",
    "I could not open the evidence, and nor could two others.",
)
UNDONE = (
    "No longer true since the rewrite of the importer; we had rather say so.",
    "The rehearsal was due in spring and did not happen, so this has lapsed.",
    "The colleague who kept it up has left, and we noticed only now.",
)
SECOND_TRY = "Sorry, that was the wrong link. This one shows the result."


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way, and who could clear it."""

    what: str
    who: str
    note: str


OBSTACLES = (
    Obstacle(
        "No second test environment",
        "Platform budget, Workshop group",
        "Asked for in writing **twice**. Everything else for this aim is ready.",
    ),
    Obstacle(
        "Waiting for the legal department's answer",
        "Legal, harbour office",
        "Their queue is eleven weeks long at the moment.",
    ),
    Obstacle(
        "The supplier's interface forbids it",
        "Purchasing, when the contract is renewed",
        "The new contract should name it; a draft sentence is in the handbook.",
    ),
    Obstacle(
        "Nobody has access to the old machine room",
        "Harbour master's office",
        "The only key is with somebody who retired.",
    ),
)
PLANNED_NOTES = ("Comes first, once the season is over.", "Agreed with the stewards.", "")
DEFERRED_NOTES = (
    "Not before the move to the new data store; it would be done twice.",
    "Two colleagues are away until the summer. We take it up when they are back.",
)
AIM_NOT_APPLICABLE_NOTES = (
    "Nothing in this project to which it could apply; agreed with the stewards.",
    "Somebody else runs this for us, and answers for it.",
)
CHECK_INS = ("", "", "Read through everything; still so.", "Still true. Two links mended.", "")


@dataclass(frozen=True, slots=True)
class Findings:
    """What a review found: aims that moved since the last one, and what comes next."""

    present: tuple[str, ...]
    moved: tuple[str, ...]
    ahead: tuple[str, ...]
    remark: str


REMARKS = {
    "on-track": (
        "A good quarter. The evidence could be followed without asking anybody.",
        "Others should see this: the team shows it at the next open house.",
        "Steady, and without haste. Nothing to add.",
    ),
    "gaps": (
        "More was meant than done. The team keeps its plan and drops one thing beside it.",
        "What is open is open for good reasons, and they are written down.",
        "The team asks for a second pair of hands for one week.",
    ),
    "off-track": (
        "Nothing has moved. The team cannot clear what is in its way; **somebody above it must**.",
        "Half of what is recorded could not be shown. To be looked at again in a month.",
    ),
}


def minutes(found: Findings) -> str:
    """Minutes of a review, in Markdown."""
    told = (("Moved since last time", found.moved), ("Next", found.ahead))
    points = [f"- {what}: {_strong(names)}" for what, names in told if names]
    paragraphs = (f"Present: {', '.join(found.present)}.", "\n".join(points), found.remark)
    return "\n\n".join(filter(None, paragraphs))


def _strong(names: tuple[str, ...]) -> str:
    return ", ".join(f"**{name}**" for name in names)


def note_for(key: str, rng: Random) -> str:
    """A note to a met objective: one made for it, a general one, or none."""
    if key in NOTES:
        return rng.choice(NOTES[key])
    return rng.choice(GENERIC_NOTES) if rng.random() < 0.3 else ""

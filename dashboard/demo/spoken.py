"""What people of the made-up organisation say to each other, promise, and agree on."""

from dataclasses import dataclass

WITHDRAWN = (
    "The colleague who was to do it has been lent to the harbour office until spring.",
    "The season began three weeks early; we had rather say so than miss it in silence.",
    "It rests on the new data store, which comes *after* this half-year now.",
)
REMARKS_BESIDE = (
    (
        "How did you come to agree on this? We have tried twice and talk past each other.",
        "With an example each, on paper, **before** anybody spoke. Come and sit in next time.",
    ),
    (
        "Does this hold for the older half of the code, too?",
        "It does since the spring. The two exceptions are listed in the handbook.",
    ),
    (
        "Who keeps this up when you are all at the regatta?",
        "Whoever has the telephone that week; it takes ten minutes and is written down.",
    ),
)


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a steward doubts, what the team replies, and how it is settled."""

    disputed: str
    replied: str
    settled: str


DISPUTES = (
    Dispute(
        "I looked on three mornings, and on two of them it was not so.",
        "Those were the mornings of the move. We can show the four weeks since.",
        "Seen together: it has held for **four weeks**. Settled; thank you for the figures.",
    ),
    Dispute(
        "To me this says *everybody*, and two of you told me otherwise.",
        "Both joined this month. Is it not enough that it is so after the first weeks?",
        "It is. What we take *everybody* to mean is written beside the objective now.",
    ),
)
MEANINGS = {
    "significant-increase": "*Significant* means: **half of what was missing** when we began.",
    "complete-coverage": "*Complete* means: every feature named in the user's guide.",
    "significance-understood": "*Understood* means: each of us can name the last fault it saved.",
}
GENERIC_MEANINGS = (
    "For us it is so when it has held for **a month**, holidays included.",
    "*The team* means all who have the telephone in turn, not only those who write code.",
    "It counts for what runs in the harbour today; what is being switched off is left out.",
)
TEAM_MINUTES = (
    "The team knows where it stands. It asks for **one quiet week** before the season.",
    "Half of what is open waits for somebody else. The steward takes that to the harbour office.",
    "A pleasure. Other teams should be shown how the last steps were done.",
)
HALF_WRITTEN = "To be looked at after the break: the evidence could not be"


def meaning_of(key: str, number: int) -> str:
    """What a team takes an objective to mean: words made for it, or general ones."""
    return MEANINGS.get(key, GENERIC_MEANINGS[number % len(GENERIC_MEANINGS)])

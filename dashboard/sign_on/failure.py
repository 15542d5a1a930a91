"""Why somebody was not logged in."""

from enum import Enum


class Reason(Enum):
    """Each has its words in `account/sign_on_failed.html`."""

    DENIED = "denied"
    STALE = "stale"
    CLOSED = "closed"
    UNPROVEN = "unproven"
    AWAY = "away"

    @property
    def status(self) -> int:
        """Of the page: theirs, ours, or the provider's fault."""
        return {"denied": 403, "stale": 400, "closed": 403, "unproven": 502, "away": 503}[
            self.value
        ]


class Failure(Exception):  # noqa: N818  (it is an answer, not a fault)
    """Nobody is logged in. What was wrong is told to the log, not to the page."""

    def __init__(self, reason: Reason, told: str) -> None:
        super().__init__(told)
        self.reason = reason

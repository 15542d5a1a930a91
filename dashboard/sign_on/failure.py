"""Why somebody was not logged in."""

from enum import Enum


class Reason(Enum):
    """Its name in `account/sign_on_failed.html`, and the status of that page."""

    DENIED = "denied", 403
    STALE = "stale", 400
    CLOSED = "closed", 403
    UNPROVEN = "unproven", 502
    AWAY = "away", 503


class Failure(Exception):  # noqa: N818  (it is an answer, not a fault)
    """Nobody is logged in. What was wrong is told to the log, not to the page."""

    def __init__(self, reason: Reason, told: str) -> None:
        super().__init__(told)
        self.reason = reason

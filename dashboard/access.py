"""Who may do what: fetching an object and being allowed to is one call."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up: an administrator makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

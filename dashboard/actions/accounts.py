"""Accounts of people whom an OpenID provider vouches for; imported only where there is one."""

import re
from itertools import count

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User

from dashboard.actions.action import action
from dashboard.actions.moment import Refused
from dashboard.sign_on.people import Voucher

UNFIT = re.compile(r"[^\w.@+-]")
LONGEST = 100  # of a user name, with room for a number behind it
TAKEN = "forgotten-"  # what forgetting calls an account: nobody else may be called so


def account_of(voucher: Voucher) -> User:
    """The account of whoever is vouched for; the first time one is joined, or entered.

    One query where they were here before. Raises `Refused` where the account is closed.
    """
    user = _linked(voucher) or _first_seen(voucher)
    if not user.is_active:
        raise Refused("This account is closed.")
    return user


def _linked(voucher: Voucher) -> User | None:
    links = SocialAccount.objects.filter(provider=voucher.issuer, uid=voucher.subject)
    link = links.select_related("user").first()
    return link.user if link else None


def _first_seen(voucher: Voucher) -> User:
    with action(by=None):
        # Whoever pressed twice waited for the lock, and is known by now.
        user = _linked(voucher)
        if user is None:
            user = _joinable(voucher) or _entered(voucher)
            SocialAccount.objects.create(user=user, provider=voucher.issuer, uid=voucher.subject)
        return user


def _joinable(voucher: Voucher) -> User | None:
    """The account that is plainly theirs: the only one with an address that is proved.

    None that may administer, because the provider would then decide who does; and none that
    another subject holds, because addresses are given to others. Raises `Refused` where an account
    with that address is closed, proved or not: to come by another way is not to come back.
    """
    same = _with_address(voucher.email)
    if not all(user.is_active for user in same):
        raise Refused("An account with this address is closed.")
    if not voucher.is_email_verified or len(same) != 1:
        return None
    (user,) = same
    is_held = SocialAccount.objects.filter(user=user, provider=voucher.issuer).exists()
    return None if user.is_staff or user.is_superuser or is_held else user


def _with_address(email: str) -> list[User]:
    """Beyond ASCII, databases differ in what they call the same: no such address is."""
    if not (email and email.isascii()):
        return []
    return [user for user in User.objects.filter(email__iexact=email) if user.email.isascii()]


def _entered(voucher: Voucher) -> User:
    """A new account, which may read. An address that is not proved is not kept: it would be found
    when its owner comes."""
    first, _, last = voucher.name.partition(" ")
    user = User(
        username=_free_name(voucher.username),
        first_name=first,
        last_name=last,
        email=voucher.email if voucher.is_email_verified else "",
    )
    user.set_unusable_password()
    user.save()
    return user


def _free_name(wish: str) -> str:
    """The user name wished for, or, where somebody has it, the same with a number."""
    fit = UNFIT.sub("", User.normalize_username(wish))[:LONGEST]
    base = "reader" if not fit or fit.lower().startswith(TAKEN) else fit
    number, name = count(2), base
    while User.objects.filter(username__iexact=name).exists():
        name = f"{base}-{next(number)}"
    return name

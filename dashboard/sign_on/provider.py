"""The way to the provider and back. What is kept meanwhile is in the session; no token is."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from secrets import token_urlsafe
from typing import Any

import requests
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dashboard.sign_on.failure import Failure, Reason
from dashboard.sign_on.people import Voucher, voucher_of
from dashboard.sign_on.tokens import Unproven, claims_of
from dashboard.sign_on.wanted import Wanted

PASSING = ("server_error", "temporarily_unavailable")
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
ERROR = re.compile(r'"error": ?"([a-z_]{1,50})"')


def chosen() -> Wanted:
    """The provider that the environment names; nothing of this is imported where it names none."""
    wanted: Wanted | None = settings.SIGN_ON
    assert wanted is not None
    return wanted


class ClosedSignUp(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """The library's own sign-up stays closed: whose account it is, `actions.accounts` decides."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False

    def get_requests_session(self) -> requests.Session:
        """A redirect could carry the client's secret to anybody: none is followed."""
        session: requests.Session = super().get_requests_session()
        session.max_redirects = 0
        return session


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth ships no types
    """The one that the environment names; with PKCE."""

    pkce_enabled_default = True

    def get_oauth2_adapter(self, request: HttpRequest) -> "Inquiry":
        return Inquiry(request, self.app.provider_id)


class Inquiry(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """Asks the provider, at addresses that may be asked."""

    def get_provider(self) -> Provider:
        wanted = chosen()
        app = SocialApp(
            provider=Provider.id,
            provider_id=wanted.issuer,
            name=wanted.name,
            client_id=wanted.client_id,
            secret=wanted.client_secret,
            settings={"server_url": wanted.issuer},
        )
        return Provider(self.request, app=app)

    @property
    def openid_config(self) -> dict[str, Any]:
        told: dict[str, Any] = super().openid_config
        if str(told["issuer"]).rstrip("/") != chosen().issuer:
            raise Unproven(f"it calls itself {told['issuer']}, and OIDC_URL says otherwise")
        for name in ENDPOINTS:
            _need_safe(name, told.get(name, ""))
        return told

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("account_provider_callback"))

    def read(self, address: str, **headers: str) -> dict[str, Any]:
        """What stands at one of its addresses."""
        with ClosedSignUp().get_requests_session() as session:
            answer = session.get(address, headers=headers)
            answer.raise_for_status()
            return dict(answer.json())


def begin(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider, to come back with a proof. Raises `Failure`."""
    nonce = token_urlsafe(32)
    with _failures():
        provider = Inquiry(request, chosen().issuer).get_provider()
        there: HttpResponse = provider.redirect(
            request,
            AuthProcess.LOGIN,
            next_url=get_next_redirect_url(request),
            data={"nonce": nonce},
            auth_params={"nonce": nonce},
        )
        return there


def vouched_for(request: HttpRequest) -> tuple[Voucher, str | None]:
    """Whom the provider vouches for, and where they wanted to go. Raises `Failure`."""
    state = _state(request)
    if error := request.GET.get("error"):
        raise _told(error)
    with _failures():
        inquiry = Inquiry(request, chosen().issuer)
        claims, more = _claims(request, inquiry, state)
        return voucher_of(chosen().issuer, claims, more), state.get("next")


def _state(request: HttpRequest) -> dict[str, Any]:
    """What was kept when this browser set out; it serves once."""
    issuer, state_id = chosen().issuer, request.GET.get("state", "")
    state: dict[str, Any] | None = statekit.unstash_state(
        request, provider_id=issuer, state_id=state_id
    )
    if state is None:
        raise Failure(Reason.STALE, "this browser did not set out, or too long ago")
    return state


def _told(error: str) -> Failure:
    """What the provider itself says is wrong."""
    if error == "access_denied":
        return Failure(Reason.DENIED, "the provider denied access")
    reason = Reason.AWAY if error in PASSING else Reason.UNPROVEN
    return Failure(reason, f"the provider answered {error[:50]!r}")


def _claims(
    request: HttpRequest, inquiry: Inquiry, state: Mapping[str, Any]
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What the token proves, and what the provider says besides of the same subject."""
    app, told = inquiry.get_provider().app, inquiry.openid_config
    given = inquiry.get_access_token_data(
        request, app, inquiry.get_client(request, app), state["pkce_code_verifier"]
    )
    claims = claims_of(
        given["id_token"],
        inquiry.read(told["jwks_uri"]),
        issuer=told["issuer"],
        client_id=app.client_id,
        nonce=state["data"]["nonce"],
    )
    if "userinfo_endpoint" not in told:
        return claims, {}
    token = f"Bearer {given['access_token']}"
    more = inquiry.read(told["userinfo_endpoint"], Authorization=token)
    if more.get("sub") != claims["sub"]:
        raise Unproven("it speaks of somebody else than its id token")
    return claims, more


def _need_safe(name: str, address: str) -> None:
    """Nothing goes in the clear, and the browser only where the page's policy lets it."""
    origin = "/".join(address.split("/", 3)[:3])
    is_open = name == "authorization_endpoint"
    if address and not address.startswith("https://") and origin not in chosen().origins:
        raise Unproven(f"its {name} does not begin with https://")
    if is_open and origin not in chosen().origins:
        raise Unproven(f"its {name} is at {origin}: name it in OIDC_ORIGINS")


@contextmanager
def _failures() -> Iterator[None]:
    """A provider may send anything, or nothing at all: each has its reason, and none breaks us."""
    try:
        yield
    except (requests.ConnectionError, requests.Timeout) as error:
        raise Failure(Reason.AWAY, f"the provider does not answer: {error}") from error
    except requests.HTTPError as error:
        is_its_fault = error.response is not None and error.response.status_code >= 500
        reason = Reason.AWAY if is_its_fault else Reason.UNPROVEN
        raise Failure(reason, f"the provider answered: {error}") from error
    except OAuth2Error as error:  # it repeats the answer, and a token might be in it
        code = ERROR.search(str(error))
        said = code[1] if code else "nothing that is understood here"
        raise Failure(Reason.UNPROVEN, f"the provider gave no token, but {said}") from None
    except (Unproven, requests.RequestException) as error:
        raise Failure(Reason.UNPROVEN, f"the provider is not believed: {error}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Failure(Reason.UNPROVEN, "the provider's answer makes no sense") from error

"""A small OpenID provider on this machine, for tests; it lies when it is told to."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "upstanding", "the secret of a client, long enough"
DISCOVERY = "/.well-known/openid-configuration"
PAGE = """<!doctype html><html lang="en"><title>Provider</title><h1>Who are you?</h1>
<form method="post" action="/authorize?{query}">
<button name="answer" value="yes">Go on</button><button name="answer" value="no">Turn back</button>
</form></html>"""
Answer = tuple[int, str, str]  # status, type and body

ADA = {
    "sub": "ada-1",
    "name": "Ada Byron",
    "preferred_username": "ada",
    "email": "ada@example.org",
    "email_verified": True,
}


@dataclass
class Behaviour:
    """Whom it vouches for, and what of its answers is not as it should be.

    `claims`, `info` and `discovery` replace what it would say; None leaves it out. `answers` are
    given at a path instead of its own; None hangs up.
    """

    person: Mapping[str, Any] = field(default_factory=lambda: ADA)
    claims: Mapping[str, Any] = field(default_factory=dict)
    info: Mapping[str, Any] = field(default_factory=dict)
    discovery: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Answer | None] = field(default_factory=dict)
    sign: Callable[["Provider", Mapping[str, Any]], str] | None = None


def without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


@dataclass
class Provider:
    """What it knows, and what it was asked."""

    port: int = 0
    asks: bool = True  # or knows the browser already, and sends it back at once
    now: Behaviour = field(default_factory=Behaviour)
    asked: dict[str, dict[str, str]] = field(default_factory=dict)  # the last question of each path
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAPrivateKey = field(default_factory=lambda: generate_private_key(65537, 2048))

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """The settings that name it."""
        named = {"OIDC_URL": self.issuer, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET}
        return named | {"OIDC_NAME": "Example SSO"}

    def token(self, question: Mapping[str, str]) -> str:
        """An id token for whoever asked."""
        began = int(time.time())
        own = {"iss": self.issuer, "aud": CLIENT, "iat": began, "exp": began + 300}
        claims = without_none(
            {**self.now.person, **own, "nonce": question.get("nonce"), **self.now.claims}
        )
        sign = self.now.sign or (lambda provider, said: provider.signed(said, provider.key))
        return sign(self, claims)

    def signed(self, claims: Mapping[str, Any], key: RSAPrivateKey) -> str:
        return jwt.encode(dict(claims), key, algorithm="RS256", headers={"kid": "one"})

    def keys(self) -> dict[str, Any]:
        public = RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def answer(self, path: str, said: dict[str, str], token: str) -> Answer:
        """What it answers to a question, unless it is told to answer something else."""
        match path:
            case _ if path == DISCOVERY:
                return as_json(self.discovered())
            case "/jwks":
                return as_json(self.keys())
            case "/authorize":
                return 200, "text/html", PAGE.format(query=escape(urlencode(said)))
            case "/token":
                return self.exchanged(said)
            case "/userinfo" if token == "Bearer access":
                return as_json(without_none({**self.now.person, **self.now.info}))
        return 404, "text/plain", "There is nothing here."

    def discovered(self) -> dict[str, Any]:
        return without_none(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                **self.now.discovery,
            }
        )

    def decided(self, question: dict[str, str]) -> str:
        """Where the browser goes once somebody answered."""
        back = {"state": question["state"]}
        if question.pop("answer") == "yes":
            back["code"] = token_urlsafe(8)
            self.codes[back["code"]] = question
        else:
            back["error"] = "access_denied"
        return f"{question['redirect_uri']}?{urlencode(back)}"

    def exchanged(self, said: dict[str, str]) -> Answer:
        """A code is good once, for the client that it was given to, with the key to its proof."""
        question = self.codes.pop(said.get("code", ""), {})
        digest = sha256(said.get("code_verifier", "").encode()).digest()
        proof = urlsafe_b64encode(digest).decode().rstrip("=")
        same = (said.get("client_id"), said.get("client_secret"), said.get("redirect_uri"), proof)
        meant = (CLIENT, SECRET, question.get("redirect_uri"), question.get("code_challenge"))
        if same != meant or question.get("code_challenge_method") != "S256":
            return as_json({"error": "invalid_grant"}, 400)
        given = {"access_token": "access", "token_type": "Bearer", "expires_in": 300}
        return as_json({**given, "id_token": self.token(question)})


def as_json(value: object, status: int = 200) -> Answer:
    return status, "application/json", json.dumps(value)


@contextmanager
def serving() -> Iterator[Provider]:
    """The provider, at a free port of this machine, until the test is over."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            said = dict(parse_qsl(address.query))
            if address.path == "/authorize" and not provider.asks:
                self.send_back({**said, "answer": "yes"})
            else:
                self.give(address.path, said)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            address = urlsplit(self.path)
            said = dict(parse_qsl(address.query)) | dict(parse_qsl(body))
            if address.path == "/authorize":
                self.send_back(said)
            else:
                self.give(address.path, said)

        def send_back(self, said: dict[str, str]) -> None:
            self.send_response(302)
            self.send_header("Location", provider.decided(said))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def give(self, path: str, said: dict[str, str]) -> None:
            provider.asked[path] = said
            token = self.headers.get("Authorization", "")
            instead = provider.now.answers
            answer = instead[path] if path in instead else provider.answer(path, said, token)
            if answer is None:
                self.close_connection = True
                return
            status, kind, body = answer
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if status == 302:
                self.send_header("Location", body)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            """It is silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    provider.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()

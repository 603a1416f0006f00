"""An OpenID provider on this machine, for tests: it signs in whoever asks, and can be made to lie."""

import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

from fastapi import FastAPI, Request
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tests.web.desks import served

CLIENT, SECRET = "casemill desk", "a secret / of two"
UNSIGNED = "unsigned"


@dataclass
class Provider:
    """`claims` are those of the ID token beside the usual; the rest is how it lies.

    With `asks` it shows a page of its own first.
    """

    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    claims: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, str] = field(default_factory=dict)
    signer: Any = None
    header: dict[str, str] = field(default_factory=dict)
    token: str | None = None
    status: int = 200
    asks: bool = False
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def reset(self) -> None:
        """Honest again: Ada Lovelace, who belongs to the curators."""
        self.claims = {"preferred_username": "ada.lovelace", "roles": ["staff", "curators"]}
        self.discovery, self.answer, self.header = {}, {}, {}
        self.signer, self.token, self.status = None, None, 200

    def id_token(self, nonce: str) -> str:
        """As it was asked for, but for `claims`; one that is None is left out."""
        now = int(time.time())
        said = {"iss": self.address, "sub": "17", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        said = {name: value for name, value in {**said, **self.claims}.items() if value is not None}
        header = {"alg": "RS256", "kid": "one", **self.header}
        return jwt.encode(header, said, self.signer or self.key, algorithms=[header["alg"]])


def unsigned(provider: Provider, nonce: str) -> str:
    """The token without a signature, as `none` has it (RFC 7519, section 6)."""
    _, body, _ = provider.id_token(nonce).split(".")
    head = urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    return f"{head}.{body}."


def shared_key() -> OctKey:
    """The client's secret as a key, with which any client could sign."""
    return OctKey.import_key(SECRET.encode() * 2)


def _app(provider: Provider) -> FastAPI:
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def discover() -> Mapping[str, Any]:
        return {
            "issuer": provider.address,
            "authorization_endpoint": f"{provider.address}/authorize",
            "token_endpoint": f"{provider.address}/token",
            "jwks_uri": f"{provider.address}/keys",
            **provider.discovery,
        }

    @app.get("/keys")
    def keys() -> Mapping[str, Any]:
        strange = {"kty": "from the future", "kid": "two"}
        return {"keys": [strange, provider.key.as_dict(private=False)]}

    @app.get("/authorize")
    def authorize(request: Request) -> Response:
        query = dict(request.query_params)
        code = sha256(query["state"].encode()).hexdigest()
        provider.asked[code] = query
        answer = {"code": code, "state": query["state"], "iss": provider.address, **provider.answer}
        back = f"{query['redirect_uri']}?{urlencode(answer)}"
        if provider.asks:
            return HTMLResponse(f'<title>Who?</title><a href="{escape(back)}">It is me</a>')
        return RedirectResponse(back, 303)

    @app.post("/token")
    async def exchange(request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = provider.asked.pop(form["code"], {})
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        client = f"{quote(CLIENT, safe='')}:{quote(SECRET, safe='')}".encode()
        right = (
            b64decode(request.headers["authorization"].removeprefix("Basic ")) == client
            and asked.get("code_challenge") == challenge
            and asked["redirect_uri"] == form["redirect_uri"]
        )
        if not right or provider.status != 200:
            return Response(status_code=400 if provider.status == 200 else provider.status)
        token = unsigned(provider, asked["nonce"]) if provider.token == UNSIGNED else provider.token
        body = {"token_type": "Bearer", "id_token": token or provider.id_token(asked["nonce"])}
        return JSONResponse(body)

    return app


@contextmanager
def serving() -> Iterator[Provider]:
    """The provider, at an address of this machine."""
    provider = Provider()
    provider.reset()
    with served(_app(provider)) as provider.address:
        yield provider

"""What holds for every request and every answer, whoever asks."""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.access.hosts import is_ours, is_same_origin
from web.desk import Desk
from web.faults import problem

_KEYED = "/api/v1/reconcile/"
_SAFE = {"GET", "HEAD", "OPTIONS"}
_POLICY = (
    *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "frame-src 'self'"),
    *("connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"),
)
HEADERS = {
    "content-security-policy": "; ".join(_POLICY),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_STRANGE_HOST = "This server is not known by that name. Use its address, or add the name to `hosts` in casemill.toml.\n"
_STRANGE_ORIGIN = "This request came from another site, so nothing was done. Open the page itself and try again.\n"


class Guard:
    """The app behind it hears only what is meant for it, and all that it answers bears `HEADERS`."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app, self._desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        state = scope.setdefault("state", {})

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _complete(headers, HEADERS.items())
                if "renewed" in state and "set-cookie" not in headers:
                    headers["set-cookie"] = state["renewed"]
            await send(message)

        refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
        await (refusal or self._app)(scope, receive, answer)

    def _refusal(self, method: str, path: str, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if not is_ours(host, self._desk.settings.hosts, local=self._desk.is_local):
            return _told(path, 421, _STRANGE_HOST)
        # Behind a key in the path no cookie counts: there is nothing that another site could do in somebody's name.
        if path.startswith(_KEYED):
            return None
        if method not in _SAFE and not _is_from_here(headers, host):
            return _told(path, 403, _STRANGE_ORIGIN)
        return None


def _told(path: str, status: int, words: str) -> Response:
    return problem(status, words.strip()) if path.startswith("/api/") else PlainTextResponse(words, status)


def _is_from_here(headers: Headers, host: str) -> bool:
    if (origin := headers.get("origin")) is not None:
        return is_same_origin(origin, host)
    # No browser: a program with a token, and nothing that a browser adds by itself.
    return "authorization" in headers and "cookie" not in headers


def _complete(headers: MutableHeaders, wanted: Iterable[tuple[str, str]]) -> None:
    for name, value in wanted:
        headers.setdefault(name, value)

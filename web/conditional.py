"""Answers of the API that a program has already are not sent again (RFC 9110, 13): each bears its digest."""

from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.faults import problem

_API = "/api/"
_LATER = "private, no-cache"


class Conditional:
    """Gives what is read by the API a strong `ETag`, and answers 304 where `If-None-Match` has it.

    Streams and files are left as they are. A NUL in an address, which no name of ours has, is refused.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        if scope["type"] != "http" or not scope["path"].startswith(_API):
            await self._app(scope, receive, send)
        elif b"%00" in scope.get("raw_path", b"") + scope["query_string"] or "\x00" in scope["path"]:
            await problem(400, "No address here has the character NUL. Leave it out.")(scope, receive, send)
        else:
            known = Headers(scope=scope).get("if-none-match", "") if scope["method"] == "GET" else ""
            await self._app(scope, receive, _Sender(send, known, is_read=scope["method"] == "GET"))


class _Sender:
    def __init__(self, send: Send, known: str, *, is_read: bool) -> None:
        self._send, self._is_read = send, is_read
        self._known = {each.strip().removeprefix("W/") for each in known.split(",")}
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._is_read and _is_whole(message):
            self._start = message
            return
        if self._start is not None and message["type"] == "http.response.body":
            start, self._start = self._start, None
            if not message.get("more_body"):
                message = self._tagged(start, message)
            await self._send(start)
        await self._send(message)

    def _tagged(self, start: Message, message: Message) -> Message:
        etag = f'"{sha256(message.get("body", b"")).hexdigest()}"'
        headers = MutableHeaders(scope=start)
        headers["etag"] = etag
        headers.setdefault("cache-control", _LATER)
        headers.add_vary_header("accept, authorization, cookie")
        if etag not in self._known and "*" not in self._known:
            return message
        start["status"] = 304
        for name in ("content-length", "content-type"):
            del headers[name]
        return {"type": "http.response.body", "body": b""}


def _is_whole(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == 200 and "content-length" in headers and "etag" not in headers

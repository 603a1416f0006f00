"""A site of traps on the loopback address, for tests: a real server, in a thread of its own."""

import asyncio
import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256

import brotli
from aiohttp import web

WORDS = "The town council opened its workshops to residents, and the project has since been copied by its neighbours. "
Handler = Callable[[web.Request], web.StreamResponse]


@dataclass
class Site:
    """Pages by path, and what was asked for. A page is text, or a function that answers; so does `otherwise`."""

    port: int = 0
    pages: dict[str, str | Handler] = field(default_factory=dict)
    otherwise: Handler | None = None
    asked: list[tuple[str, bool]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    busy: int = 0
    most_busy: int = 0

    @property
    def host(self) -> str:
        """Host and port, as `allow_hosts` wants them."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"http://{self.host}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]

    def forget(self) -> None:
        """A new night."""
        self.asked.clear()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The page with an ETag, or 304, or 404, or what its function says."""
        known = request.headers.get("If-None-Match")
        self.asked.append((request.path_qs, bool(known or request.headers.get("If-Modified-Since"))))
        self.agents.add(request.headers.get("User-Agent", ""))
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        try:
            return await self._answer(request, known)
        finally:
            self.busy -= 1

    async def _answer(self, request: web.Request, known: str | None) -> web.StreamResponse:
        page = self.pages.get(request.path_qs, self.otherwise)
        if page is None:
            return web.Response(status=404, text="no such page")
        if callable(page):
            answer = page(request)
            return await answer if asyncio.iscoroutine(answer) else answer
        etag = f'"{sha256(page.encode()).hexdigest()[:12]}"'
        if known == etag:
            return web.Response(status=304, headers={"ETag": etag})
        kind = "text/html" if page.startswith("<") and not page.startswith("<?xml") else "text/plain"
        return web.Response(text=page, content_type=kind, headers={"ETag": etag})


def case(title: str, words: str = WORDS) -> str:
    """A page with something to say."""
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>"


def listing(*links: str, following: str = "") -> str:
    """A page that leads to others."""
    items = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    after = f'<a rel="next" href="{following}">more</a>' if following else ""
    return f"<html><body><ul>{items}</ul>{after}</body></html>"


def redirect(location: str) -> Handler:
    """A page that lies elsewhere."""
    return lambda _: web.Response(status=302, headers={"Location": location})


def status(code: int, **headers: str) -> Handler:
    """A page that answers so."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: web.Response(status=code, headers=named, text="an error")


def first(*answers: Handler, then: Handler) -> Handler:
    """A page that answers otherwise the first few times."""
    left = list(answers)
    return lambda request: (left.pop(0) if left else then)(request)


def packed(content: bytes, encoding: str, *, said: str = "") -> Handler:
    """A page sent packed, as it says, or as `said`."""
    pack = {"gzip": gzip.compress, "br": brotli.compress}[encoding]
    body = pack(content)
    return lambda _: web.Response(
        body=body, headers={"Content-Encoding": said or encoding, "Content-Type": "text/html"}
    )


def torn(request: web.Request) -> web.Response:
    """A page that is not packed as it says."""
    return web.Response(body=b"torn", headers={"Content-Encoding": "gzip"})


def plain(content: bytes, content_type: str = "text/html") -> Handler:
    """A page without ETag."""
    return lambda _: web.Response(body=content, headers={"Content-Type": content_type})


def dated(content: bytes, at: datetime) -> Handler:
    """A page that knows when it changed last."""
    told = format_datetime(at.astimezone(UTC), usegmt=True)

    def answer(request: web.Request) -> web.Response:
        code = 304 if request.headers.get("If-Modified-Since") == told else 200
        body = b"" if code == 304 else content
        return web.Response(status=code, body=body, headers={"Last-Modified": told, "Content-Type": "text/html"})

    return answer


async def _never(request: web.Request) -> web.Response:
    await asyncio.sleep(30)
    return web.Response()


def slow(request: web.Request) -> "web.Response":
    """A page that never comes."""
    return _never(request)  # type: ignore[return-value]


async def dripping(request: web.Request) -> web.StreamResponse:
    """A page that comes letter by letter, without end."""
    answer = web.StreamResponse(headers={"Content-Type": "text/html"})
    await answer.prepare(request)
    while True:
        await answer.write(b"x")
        await asyncio.sleep(0.02)


async def endless(request: web.Request) -> web.StreamResponse:
    """A page that comes fast, without end and without its length."""
    answer = web.StreamResponse(headers={"Content-Type": "text/html"})
    await answer.prepare(request)
    while True:
        await answer.write(b"<p>words</p>" * 10_000)


async def cut_short(request: web.Request) -> web.StreamResponse:
    """A page of which only the beginning comes, and then the connection ends."""
    answer = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "5000"})
    await answer.prepare(request)
    await answer.write(b"<h1>Half</h1>")
    assert request.transport
    request.transport.close()
    return answer


def refresh(location: str, *, seconds: int = 0, inside: str = "head") -> str:
    """A page that sends its readers on."""
    sent = f'<meta http-equiv="refresh" content="{seconds}; url={location}">'
    return f"<html><{inside}>{sent}</{inside}><p>Moved.</p></html>"


@contextmanager
def served() -> Iterator[Site]:
    """A site, as long as the context lasts."""
    site = Site()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", site.answer)
        runner = web.AppRunner(app, shutdown_timeout=0, handler_cancellation=True)
        await runner.setup()
        listening = web.TCPSite(runner, "127.0.0.1", 0)
        await listening.start()
        site.port = runner.addresses[0][1]
        return runner

    runner = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield site
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()

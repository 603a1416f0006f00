"""One HTTP exchange: no redirect followed, nothing retried, and no socket opened to where none may be."""

import socket
from collections.abc import Mapping
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

import aiohttp

from models.frozen import Frozen
from pipeline.fetch.addresses import refusal_of_address
from pipeline.fetch.targets import ForbiddenTargetError, Target
from pipeline.fetch.unpacking import ACCEPTED, OverLimitError, unpack

_PIECE = 1 << 16
# What a server may say before the page: aiohttp's own bound for one line, and for all of them.
_HEADER_BYTES = 1 << 14


class NoAnswerError(Exception):
    """Nobody answered, or not to the end, or not in time."""


class Answer(Frozen):
    """A server's answer, its body unpacked; `headers` by their names in small letters, the last where one recurs."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def header(self, name: str) -> str | None:
        """The header, or None."""
        return self.headers.get(name)


class Wire:
    """Connections; hosts that the operator named have theirs apart from all others, whose addresses are judged."""

    def __init__(self, *, user_agent: str, timeout: float) -> None:
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": ACCEPTED, "Accept": "text/html, */*;q=0.8"}
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        for named in (False, True):
            self._sessions[named] = await self._stack.enter_async_context(self._session(named=named))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    def _session(self, *, named: bool) -> aiohttp.ClientSession:
        # Addresses are tried one after the other: the guard's error must reach us, not be one of several.
        connector = aiohttp.TCPConnector(
            limit_per_host=1, happy_eyeballs_delay=None, socket_factory=None if named else _guarded_socket
        )
        return aiohttp.ClientSession(
            connector=connector,
            timeout=self._timeout,
            headers=self._headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            max_line_size=_HEADER_BYTES,
            max_field_size=_HEADER_BYTES,
        )

    async def exchange(self, target: Target, headers: Mapping[str, str], *, limit: int) -> Answer:
        """The answer to a GET.

        Raises NoAnswerError, ForbiddenTargetError where the name leads to an address that may not be reached,
        OverLimitError where the body, packed or not, has more than `limit` bytes, and DamagedError.
        """
        session = self._sessions[target.named]
        try:
            async with session.get(target.url, headers=headers, allow_redirects=False) as response:
                body = await _read(response, limit)
                found = {name.lower(): value for name, value in response.headers.items()}
                encodings = response.headers.getall("Content-Encoding", [])
                content = unpack(body, ",".join(encodings).split(","), limit=limit) if body else b""
                return Answer(status=response.status, headers=found, content=content)
        except TimeoutError as error:
            raise NoAnswerError(f"no answer within {self._timeout.total:g} s") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise NoAnswerError(_told(error)) from error


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    if (response.content_length or 0) > limit:
        raise OverLimitError
    body = bytearray()
    async for piece in response.content.iter_chunked(_PIECE):
        body += piece
        if len(body) > limit:
            raise OverLimitError
    return bytes(body)


def _guarded_socket(address_info: aiohttp.AddrInfoType) -> socket.socket:
    """A socket for the very address that it will be connected to. Raises ForbiddenTargetError."""
    family, kind, protocol, _, address = address_info
    if reason := refusal_of_address(str(address[0])):
        raise ForbiddenTargetError(f"its name leads to {address[0]}, which is {reason}")
    return socket.socket(family=family, type=kind, proto=protocol)


def _told(error: Exception) -> str:
    words = str(error).strip() or type(error).__name__
    return words.splitlines()[0][:300]

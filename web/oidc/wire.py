"""What is asked of a provider: JSON documents, small, soon, and from where they were expected."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
from pydantic_core import from_json

from pipeline.oidc import is_safe_address
from web.oidc.errors import ProviderError

_MOST_BYTES = 1 << 20
_PATIENCE = aiohttp.ClientTimeout(total=10)
_OK = 200


async def get_json(address: str) -> Mapping[str, Any]:
    """The object at the address. Raises ProviderError."""
    return await _ask("GET", address, {})


async def post_form(
    address: str, fields: Mapping[str, str], client: tuple[str, str] | None = None
) -> Mapping[str, Any]:
    """The object that answers a form of the client's, which is its name and secret. Raises ProviderError."""
    return await _ask("POST", address, _basic(*client) if client else {}, data=dict(fields))


def _basic(name: str, secret: str) -> Mapping[str, str]:
    """The header of RFC 6749, section 2.3.1: both parts are form-encoded before they are joined."""
    words = f"{quote(name, safe='')}:{quote(secret, safe='')}"
    return {"authorization": f"Basic {b64encode(words.encode()).decode()}"}


async def _ask(
    method: str, address: str, extra: Mapping[str, str], data: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    if not is_safe_address(address):
        raise ProviderError(f"{address} is neither HTTPS nor on this machine")
    headers = {"accept": "application/json", **extra}
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.request(method, address, headers=headers, allow_redirects=False, data=data) as response,
        ):
            body = await _read(response)
            if response.status != _OK:
                raise ProviderError(f"{address} answered {response.status}")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise ProviderError(f"{address}: {type(error).__name__}") from error
    return _object(address, body)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = b""
    async for piece in response.content.iter_chunked(1 << 16):
        body += piece
        if len(body) > _MOST_BYTES:
            raise ProviderError(f"{response.url} answered more than {_MOST_BYTES:,} bytes")
    return body


def _object(address: str, body: bytes) -> Mapping[str, Any]:
    try:
        content = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise ProviderError(f"{address} answered no JSON") from error
    if not isinstance(content, dict):
        raise ProviderError(f"{address} answered no JSON object")
    return content

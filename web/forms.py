"""What a form or a program sends."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from web.desk import desk_of
from web.visitor import session_of, token_of

_MOST_BYTES = 64 * 1024
_MOST_JSON = 256 * 1024
_STALE = "This form is out of date, so nothing was done. Load the page anew and try again."


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields of an urlencoded form; of one given twice the last. Raises HTTPException (413, 400)."""
    body = await _read(request, _MOST_BYTES)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=100))
    except ValueError as error:
        raise HTTPException(400, "The form cannot be read. Load the page anew and send it again.") from error


async def read_json(request: Request) -> bytes:
    """What a program, or a page of ours, sends. Raises HTTPException (413, 403)."""
    body = await _read(request, _MOST_JSON)
    if not token_of(request):
        check_form_token(request, request.headers.get("x-form-token", ""))
    return body


def check_form_token(request: Request, given: str) -> None:
    """Raises HTTPException (403) where that is none of this session's forms'."""
    desk, session = desk_of(request), session_of(request)
    if session is None or not desk.sessions.is_form_token(session, given):
        raise HTTPException(403, _STALE)


async def _read(request: Request, most: int) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise HTTPException(413, f"At most {most:,} bytes can be sent here, and this has more. Send it in parts.")
    return body


Form = Annotated[Mapping[str, str], Depends(read_form)]
Json = Annotated[bytes, Depends(read_json)]

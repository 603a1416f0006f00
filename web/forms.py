"""What a form sends."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

_MOST_BYTES = 64 * 1024


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields of an urlencoded form; of one given twice the last. Raises HTTPException (413, 400)."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise HTTPException(413, f"A form may have {_MOST_BYTES} bytes, and this one has more.")
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=100))
    except ValueError as error:
        raise HTTPException(400, "The form cannot be read. Load the page anew and send it again.") from error


Form = Annotated[Mapping[str, str], Depends(read_form)]

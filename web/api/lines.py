"""Answers of many lines (NDJSON), which are never held as a whole."""

from typing import Any

from fastapi import Request

MEDIA_TYPE = "application/x-ndjson"
LINES: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}, "description": "As JSON, or by line"}
}


def wants_lines(request: Request) -> bool:
    """Whether the program asks for lines by its `Accept`."""
    accepted = {each.partition(";")[0].strip().lower() for each in request.headers.get("accept", "").split(",")}
    return MEDIA_TYPE in accepted

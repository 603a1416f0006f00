"""The page as it was captured, kept where it can do nothing."""

from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from extractors.readers.charset import decode
from models.record import CaseRecord
from pipeline.archive import read
from web.desk import Desk, desk_of
from web.discretion import Discreet, Discretion
from web.pages.cases import read_case
from web.rendering import render
from web.visitor import Reader

router = APIRouter(include_in_schema=False)
Which = Annotated[int | None, Query(ge=1)]
# No script, no form, no request, no way out of its frame; its own styles alone.
_CAGE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_MARKUP = {"text/html", "application/xhtml+xml"}


@router.get("/cases/{case_id}/raw")
def raw(request: Request, user: Reader, discretion: Discreet, case_id: str, version: Which = None) -> Response:
    """The captured page in a frame of its own."""
    record = _allowed(desk_of(request), discretion, case_id, version)
    return render(request, "raw", user=user, record=record, version=version, is_markup=_is_markup(record))


@router.get("/cases/{case_id}/raw/page")
def page(request: Request, discretion: Discreet, case_id: str, version: Which = None) -> Response:
    """The captured page as a browser lays it out, sandboxed."""
    desk = desk_of(request)
    record = _allowed(desk, discretion, case_id, version)
    if not _is_markup(record):
        return _text(desk, record)
    return _caged(_decoded(desk, record), "text/html")


@router.get("/cases/{case_id}/raw/source")
def source(request: Request, discretion: Discreet, case_id: str, version: Which = None) -> Response:
    """The captured page's source as plain text."""
    desk = desk_of(request)
    record = _allowed(desk, discretion, case_id, version)
    return _text(desk, record)


@router.get("/cases/{case_id}/raw/file")
def file(request: Request, discretion: Discreet, case_id: str, version: Which = None) -> Response:
    """The captured bytes, to be kept as a file and opened by what the reader trusts."""
    desk = desk_of(request)
    record = _allowed(desk, discretion, case_id, version)
    name = quote(PurePosixPath(record.source.uri).name or "page", safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}", "content-security-policy": _CAGE}
    content = read(desk.settings.raw, record.source.sha256)
    return Response(content, media_type="application/octet-stream", headers=headers)


def _allowed(desk: Desk, discretion: Discretion, case_id: str, version: int | None) -> CaseRecord:
    """The record of a page that may be shown as captured. Raises HTTPException (403)."""
    record, _ = read_case(desk, case_id, version)
    discretion.check_capture(record, lambda: _decoded(desk, record))
    return record


def _text(desk: Desk, record: CaseRecord) -> Response:
    is_words = record.source.media_type.startswith("text/") or _is_markup(record)
    return _caged(_decoded(desk, record) if is_words else record.text, "text/plain")


def _caged(content: str, media_type: str) -> Response:
    kept = content.encode("utf-8", "replace")
    return Response(kept, media_type=f"{media_type}; charset=utf-8", headers={"content-security-policy": _CAGE})


def _decoded(desk: Desk, record: CaseRecord) -> str:
    content = read(desk.settings.raw, record.source.sha256)
    decoded = decode(content)
    return decoded.text if decoded else record.text


def _is_markup(record: CaseRecord) -> bool:
    return record.source.media_type.partition(";")[0].strip() in _MARKUP

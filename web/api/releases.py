"""Releases for bulk download, as they were published, and the schema of a record."""

import json
from base64 import b64encode
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

import models
from models.frozen import Frozen
from pipeline.release.manifest import Release, chain, folder_of, latest_release, release_of
from web.desk import desk_of
from web.visitor import Reader

router = APIRouter()
_LATEST = "latest"
_BYTES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file", "content": {"application/octet-stream": {}}},
    206: {"description": "The range that was asked for", "content": {"application/octet-stream": {}}},
    304: {"description": "It is as it was"},
    416: {"description": "The file has no such range", "content": {"text/plain": {}}},
}
_SCHEMA = Path(models.__path__[0], "record.schema.json")


class ReleasedFile(Frozen):
    """A file of a release: where it is, its size in bytes, the digest of these, and what it is for."""

    name: str
    href: str
    bytes: int
    sha256: str
    media_type: str


class ListedRelease(Frozen):
    """A release: the run that made it, the one `before`, its number of records, what changed since (ADD, MOD, DEL)."""

    run: str
    before: str | None
    records: int
    changes: dict[str, int]


class ReleaseFiles(ListedRelease):
    """A release with its files."""

    files: tuple[ReleasedFile, ...]


class Releases(Frozen):
    """The releases that are kept, the newest first."""

    releases: tuple[ListedRelease, ...]


@router.get("/releases")
def releases(request: Request, user: Reader) -> Releases:  # noqa: ARG001 -- asking who it is lets them in
    """The releases that are kept, the newest first."""
    told = (_told(each) for each in chain(desk_of(request).settings.processed))
    return Releases(releases=tuple(ListedRelease.model_validate(each) for each in told))


@router.get("/releases/{run}")
def release(request: Request, user: Reader, run: str) -> ReleaseFiles:  # noqa: ARG001 -- lets in
    """A release with its files; `latest` is the newest."""
    found, folder = _find(request, run)
    files = (_file(folder, found.run, path.name) for path in sorted(folder.iterdir()) if path.is_file())
    return ReleaseFiles.model_validate({**_told(found), "files": tuple(files)})


@router.get("/releases/{run}/files/{name}", response_class=FileResponse, responses=_BYTES)
def release_file(request: Request, user: Reader, run: str, name: str) -> Response:  # noqa: ARG001 -- lets in
    """A file of a release, whole or in ranges (RFC 9110); `Repr-Digest` (RFC 9530) is that of the whole."""
    found, folder = _find(request, run)
    if name not in {path.name for path in folder.iterdir() if path.is_file()}:
        raise HTTPException(404, f"The release has no file of that name. Those it has: /api/v1/releases/{found.run}")
    told = _file(folder, found.run, name)
    etag = f'"{told.sha256}"'
    if etag in {each.strip() for each in request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers={"etag": etag})
    digest = bytes.fromhex(told.sha256)
    headers = {"etag": etag, "repr-digest": f"sha-256=:{b64encode(digest).decode()}:"}
    return FileResponse(folder / name, media_type=told.media_type, headers=headers, filename=name)


@router.get("/schemas/record.json")
def record_schema(request: Request, user: Reader) -> dict[str, object]:  # noqa: ARG001 -- lets in
    """The JSON Schema of a record."""
    found: dict[str, object] = json.loads(_SCHEMA.read_bytes())
    return found


def _told(release: Release) -> dict[str, object]:
    return release.model_dump(include={"run", "before", "records", "changes"})


def _find(request: Request, run: str) -> tuple[Release, Path]:
    processed = desk_of(request).settings.processed
    known = {each.run for each in chain(processed)}
    wanted = latest_release(processed) if run == _LATEST else None
    found = release_of(processed, run) if run in known else wanted
    if found is None:
        raise HTTPException(404, "There is no such release, or none yet. Those that are kept: /api/v1/releases")
    return found, folder_of(processed, found.run)


def _file(folder: Path, run: str, name: str) -> ReleasedFile:
    path = folder / name
    stat = path.stat()
    return ReleasedFile(
        name=name,
        href=f"/api/v1/releases/{run}/files/{name}",
        bytes=stat.st_size,
        sha256=_digest(path, stat.st_mtime_ns, stat.st_size),
        media_type=_MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream"),
    )


@lru_cache(maxsize=4_096)
def _digest(path: Path, changed: int, size: int) -> str:  # noqa: ARG001 -- they tell one content from another
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


_MEDIA_TYPES = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "zst": "application/zstd",
    "parquet": "application/vnd.apache.parquet",
}

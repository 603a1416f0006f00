"""An export's tables described as a Frictionless Data Package."""

import json
import re
from collections.abc import Iterator

from pipeline.export.form import Job
from pipeline.release.packaging import schema_of
from pipeline.release.tables import TABLES, Table

Json = dict[str, object]


def package_of(job: Job, suffix: str, *, encoding: str | None = None) -> bytes:
    """The content of `datapackage.json` for tables in files of that suffix (Data Package 1.0)."""
    run = job.release.run
    content: Json = {
        "profile": "data-package",
        "name": "casemill",
        "id": f"casemill-{run.lower()}",
        "title": "Cases milled into records",
        "version": run,
        "resources": [{**_resource(table, suffix), **dict(_told(encoding))} for table in TABLES],
    }
    if job.wanted.licence:
        content["licenses"] = [{"name": _name(job.wanted.licence), "title": job.wanted.licence}]
    return json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n"


def _resource(table: Table, suffix: str) -> Json:
    return {
        "name": table.name,
        "path": f"{table.name}.{suffix}",
        "description": table.meaning,
        "format": suffix,
        "type": "table",
        "profile": "tabular-data-resource",
        "schema": schema_of(table),
    }


def _told(encoding: str | None) -> Iterator[tuple[str, object]]:
    if encoding:
        yield "mediatype", "text/csv"
        yield "encoding", encoding
        yield "dialect", {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"}


def _name(licence: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", licence).strip("-")

"""A release described for other programs: as a Frictionless Data Package, and as Croissant."""

import re
from collections.abc import Iterator, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from pipeline.release.manifest import DELTA, FINDINGS, RECORDS, SCHEMA, STATISTICS, Release
from pipeline.release.tables import TABLES, Column, ColumnType, Table, file_of

Json = dict[str, object]
_NAME = "casemill"
_TITLE = "Cases milled into records"
_DESCRIPTION = (
    "Case pages as normalised records: their sections and answers, and the actors, events, persons, contacts, places, "
    "dates, amounts and policy instruments that they speak of, each with its words on the page."
)
_PARQUET = "application/x-parquet"
_LINES = "application/jsonl"
_OTHERS = (
    (RECORDS, "jsonl", "application/zstd", "the records, one a line, sorted by id, under Zstandard"),
    (DELTA, "jsonl", _LINES, "what makes this release of the one before"),
    (FINDINGS, "jsonl", _LINES, "what is odd about the pages"),
    (STATISTICS, "json", "application/json", "what the release holds, counted"),
    (SCHEMA, "json", "application/schema+json", "the JSON Schema of a record"),
)
_CROISSANT_TYPES = {
    ColumnType.STRING: "sc:Text",
    ColumnType.INTEGER: "sc:Integer",
    ColumnType.NUMBER: "sc:Float",
    ColumnType.BOOLEAN: "sc:Boolean",
    ColumnType.ARRAY: "sc:Text",
}


class _File(NamedTuple):
    name: str
    format: str
    media_type: str
    meaning: str
    bytes: int
    sha256: str


def data_package(folder: Path, release: Release) -> Json:
    """The content of `datapackage.json` for the release in `folder` (Data Package 1.0, Frictionless)."""
    files = _files(folder)
    tables = {file_of(table.name): table for table in TABLES}
    return {
        "profile": "data-package",
        "name": _NAME,
        "id": f"{_NAME}-{release.run.lower()}",
        "title": _TITLE,
        "description": _DESCRIPTION,
        "version": release.run,
        "created": _time_of(release.run),
        "resources": [_resource(file, tables.get(file.name)) for file in files],
    }


def _files(folder: Path) -> list[_File]:
    named = [*((file_of(each.name), "parquet", _PARQUET, each.meaning) for each in TABLES), *_OTHERS]
    return [_File(*each, (folder / each[0]).stat().st_size, _digest(folder / each[0])) for each in named]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _time_of(run: str) -> str:
    """When the run began; its name tells."""
    return re.sub(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*", r"\1-\2-\3T\4:\5:\6Z", run)


def _resource(file: _File, table: Table | None) -> Json:
    described: Json = {
        "name": re.sub(r"[^a-z0-9]+", "-", file.name.removesuffix(".parquet")),
        "path": file.name,
        "description": file.meaning,
        "format": file.format,
        "mediatype": file.media_type,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
    if table is None:
        return {**described, "type": "file"}
    return {**described, "type": "table", "profile": "tabular-data-resource", "schema": schema_of(table)}


def schema_of(table: Table) -> Json:
    """The table's columns and keys (Table Schema 1.0)."""
    fields = [{"name": each.name, "type": each.type.value, "description": each.meaning} for each in table.columns]
    schema: Json = {"fields": fields, "primaryKey": list(table.key)}
    if table.columns[0].name == "case_id":
        owner = {"resource": "cases", "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["case_id"], "reference": owner}]
    return schema


def croissant(folder: Path, release: Release) -> Json:
    """The content of `croissant.json` for the release in `folder` (Croissant 1.0, MLCommons)."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": _NAME,
        "description": _DESCRIPTION,
        "datePublished": _time_of(release.run),
        "version": release.run,
        "distribution": [_file_object(file) for file in _files(folder)],
        "recordSet": [_record_set(table) for table in TABLES],
    }


def _file_object(file: _File) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "description": file.meaning,
        "contentUrl": file.name,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": file.media_type,
        "sha256": file.sha256,
    }


def _record_set(table: Table) -> Json:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.meaning,
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": list(_fields(table, table.columns)),
    }


def _fields(table: Table, columns: Sequence[Column]) -> Iterator[Json]:
    for column in columns:
        field: Json = {
            "@type": "cr:Field",
            "@id": f"{table.name}/{column.name}",
            "name": column.name,
            "description": column.meaning,
            "dataType": _CROISSANT_TYPES[column.type],
            "source": {"fileObject": {"@id": file_of(table.name)}, "extract": {"column": column.name}},
        }
        if column.type is ColumnType.ARRAY:
            field["repeated"] = True
        if column.name == "case_id":
            field["references"] = {"field": {"@id": "cases/id"}}
        yield field


_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}

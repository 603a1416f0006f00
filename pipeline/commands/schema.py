"""`casemill schema`: the record's JSON Schema."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.context import emit


def schema(
    *, output: Annotated[Path | None, typer.Option(help="A file to write [default: standard output].")] = None
) -> None:
    """Print the JSON Schema of a record."""
    text = record_schema()
    if output is None:
        emit(text.encode())
    else:
        output.write_text(f"{text}\n", encoding="utf-8")


def record_schema() -> str:
    """The JSON Schema of CaseRecord, as `models/record.schema.json` has it."""
    from models.record import CaseRecord

    described = CaseRecord.model_json_schema(mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**dialect, **described}, indent=2, ensure_ascii=False)

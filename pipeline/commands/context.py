"""What all commands share: where home is, and how words and data leave."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import RenderableType

    from pipeline.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
_FILE_WIDTH = 110


@dataclass(frozen=True)
class Globals:
    """The options before the command."""

    home: Path | None = None


def settings_of(context: typer.Context) -> "Settings":
    """The settings of the home that the caller named. Raises SettingsError."""
    from pipeline.settings import load_settings

    return load_settings(context.obj.home if isinstance(context.obj, Globals) else None)


def emit(line: bytes) -> None:
    """The line on standard output; a reader who had enough ends the command in peace."""
    try:
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Nothing more may be written, not even when the interpreter empties its buffers.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def emit_json(record: "BaseModel") -> None:
    """The record as one line of JSON on standard output."""
    emit(record.model_dump_json().encode())


def present(*parts: "RenderableType") -> None:
    """What was asked for, for people: in colour on a terminal, else as plain lines without padding."""
    from rich.console import Console

    console = Console(highlight=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, emoji=False, width=_FILE_WIDTH)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    for line in captured.get().splitlines():
        emit(line.rstrip().encode())


def tell(message: str) -> None:
    """Words beside what was asked for: a warning, a hint."""
    typer.echo(message, err=True)


def warn_of_missing_models(settings: "Settings") -> None:
    """Words on each model of the settings that is not installed."""
    from pipeline.fingerprint import model_version

    for language, package in settings.models.items():
        if model_version(package) is None:
            tell(f"The model {package} is not installed: names in {language} pages are found by rules alone.")

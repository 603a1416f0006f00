"""`casemill extract`: pages in, records out, and nothing kept."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.context import emit, settings_of, tell
from pipeline.exits import ExitCode

if TYPE_CHECKING:
    from pipeline.milling import Outcome, Workshop
    from pipeline.settings import Settings

Paths = Annotated[list[str], typer.Argument(help="Pages, folders of pages, or - for standard input.")]
TemplateKey = Annotated[str | None, typer.Option(help="The template's key [default: the one that fits best].")]
TemplateFolder = Annotated[
    Path | None, typer.Option(help="A folder with further templates.", exists=True, file_okay=False)
]
SourceName = Annotated[str, typer.Option(help="The source's name: an id is made of it and the page's path.")]
Language = Annotated[str | None, typer.Option(help="The pages' language, such as fr [default: each page's own].")]
AlwaysJson = Annotated[
    bool, typer.Option("--json", show_default=False, help="No more than without: it is always JSON.")
]
Region = Annotated[str | None, typer.Option(help="The pages' country, such as FR: for phone numbers and places.")]


def extract(
    context: typer.Context,
    paths: Paths,
    *,
    template: TemplateKey = None,
    templates: TemplateFolder = None,
    source: SourceName = "local",
    language: Language = None,
    region: Region = None,
    as_json: AlwaysJson = True,  # noqa: ARG001 -- it prints nothing else
) -> None:
    """Print pages' records, storing nothing.

    One record per page, as JSON Lines.

    A page that cannot be read gives a line with its path and the error; the others still come, the exit code is 4.
    """
    from pipeline.extraction import extract_paths
    from pipeline.milling import Batch

    settings = settings_of(context)
    workshop = _workshop(settings, templates, template)
    hints = Batch(source=source, template=template, language=language, region=region, tasks=())
    refused = False
    for path, outcome in extract_paths(paths, hints, workshop, workers=settings.workers):
        emit(_line(path, outcome))
        if outcome.kind == "refused":
            refused = True
            tell(f"casemill: {outcome.message}")
    if refused:
        raise typer.Exit(ExitCode.QUARANTINED)


def _workshop(settings: "Settings", templates: Path | None, template: str | None) -> "Workshop":
    from extractors.sections.catalogue import load_templates
    from models.errors import UnknownNameError
    from models.frozen import revise
    from pipeline.milling import workshop_of

    workshop = workshop_of(settings)
    if templates:
        workshop = revise(workshop, templates=templates.absolute())
    if template and template not in (known := load_templates(workshop.templates)):
        raise UnknownNameError(f"--template: no template is called {template}; there are: {', '.join(known)}")
    return workshop


def _line(path: str, outcome: "Outcome") -> bytes:
    if outcome.kind == "milled":
        return outcome.document
    return json.dumps(
        {"path": path, "error": {"code": outcome.code, "message": outcome.message}}, ensure_ascii=False
    ).encode()

"""`casemill impact`: what extracting anew would change."""

from typing import Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of, warn_of_missing_models
from pipeline.commands.progress import progress_bar

Sources = Annotated[list[str] | None, typer.Argument(help="Names of sources [default: all].", show_default=False)]
Limit = Annotated[
    int | None, typer.Option(min=1, help="So many cases, drawn fairly and the same each time [default: all].")
]
Examples = Annotated[int, typer.Option(min=0, max=100, help="The most changes of one sort to show.")]


def impact(
    context: typer.Context,
    sources: Sources = None,
    *,
    limit: Limit = None,
    examples: Examples = 3,
    as_json: AsJson = False,
) -> None:
    """Tell what extracting the stored cases anew would change.

    The archived pages are extracted with the program as it is now, and held beside the stored records: which values
    would appear, change or vanish. Nothing is written; `casemill run` makes the change.
    """
    from pipeline.impact import measure_impact

    settings = settings_of(context)
    warn_of_missing_models(settings)
    with progress_bar() as progress:
        report = measure_impact(settings, sources or (), limit=limit, examples=examples, progress=progress)
    if as_json:
        emit_json(report)
    else:
        from pipeline.commands.changes import changes

        present(*changes(report))

"""`casemill evaluate`: how well the extractors do."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of


def evaluate(
    context: typer.Context,
    gold_dir: Annotated[
        Path, typer.Argument(help="A folder with pages and <page>.gold.json files.", exists=True, file_okay=False)
    ],
    *,
    by_template: Annotated[bool, typer.Option("--by-template", help="A table for each template too.")] = False,
    details: Annotated[bool, typer.Option("--details", help="Finer labels too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Score the extractors against gold files.

    The figures are precision, recall and F1 for each label."""
    from extractors.toolkit import load_toolkit
    from pipeline.evaluation import evaluate as score
    from pipeline.evaluation import tabulate

    settings = settings_of(context)
    scores = score(gold_dir, load_toolkit(settings.own_templates, models=settings.models))
    if as_json:
        emit_json(scores)
    else:
        present(tabulate(scores, by_template=by_template, details=details))

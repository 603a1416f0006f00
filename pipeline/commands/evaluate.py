"""`casemill evaluate`: how well the extractors do."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.context import AsJson, emit_json, present, settings_of, tell, warn_of_missing_models
from pipeline.commands.progress import progress_bar
from pipeline.exits import ExitCode

if TYPE_CHECKING:
    from models.scores import Scores
    from pipeline.settings import Settings

GoldFolder = Annotated[
    Path, typer.Argument(help="A folder with pages and <page>.gold.json files.", exists=True, file_okay=False)
]
Errors = Annotated[bool, typer.Option("--errors", help="Each miss and each false find, in its context.")]
Label = Annotated[list[str] | None, typer.Option(help="Errors of this label alone; may be given again.")]
Page = Annotated[str, typer.Option(help="Only pages whose path holds this.")]
Details = Annotated[bool, typer.Option("--details", help="Finer and looser measures too.")]
Structure = Annotated[bool, typer.Option("--structure", help="Also pages of which a structure.jsonl speaks.")]
BaselineFile = Annotated[
    Path | None,
    typer.Option("--baseline", help="Tell what was gained and lost since this file.", exists=True, dir_okay=False),
]
NewBaseline = Annotated[Path | None, typer.Option("--write-baseline", help="Keep the result in this file.")]


def evaluate(
    context: typer.Context,
    gold_dir: GoldFolder,
    *,
    errors: Errors = False,
    label: Label = None,
    page: Page = "",
    details: Details = False,
    structure: Structure = False,
    baseline: BaselineFile = None,
    write_baseline: NewBaseline = None,
    as_json: AsJson = False,
) -> None:
    """Score the extractors against gold files.

    Precision, recall and F1 by label, F1 by template (the page's folder) and language, the worst pages, and how far
    confidence can be believed.

    Exit codes: 0 done, 4 some gold or pages cannot be read; the others are scored.
    """
    from extractors.evaluation.baseline import compare
    from models.frozen import revise
    from pipeline.evaluation import read_baseline
    from pipeline.evaluation import write_baseline as write

    settings = settings_of(context)
    known = read_baseline(baseline) if baseline else None
    scores = _score(settings, gold_dir, page, structure=structure)
    if known:
        scores = revise(scores, comparison=compare(scores, known))
    if write_baseline:
        write(scores, write_baseline)
    if as_json:
        emit_json(scores)
    else:
        from pipeline.commands.scoreboard import comparison, misses, scoreboard

        if errors or label:
            present(*misses(scores.worst, label or ()))
        present(*scoreboard(scores, details=details))
        if scores.comparison and baseline:
            present(*comparison(scores.comparison, baseline.name))
    for refusal in scores.refused:
        tell(f"casemill: {refusal.message}")
    if scores.refused:
        raise typer.Exit(ExitCode.QUARANTINED)


def _score(settings: "Settings", gold_dir: Path, page: str, *, structure: bool) -> "Scores":
    from pipeline.evaluation import evaluate as score
    from pipeline.gold import read_gold
    from pipeline.milling import workshop_of

    gold = read_gold(gold_dir, structure=structure, only=page)
    warn_of_missing_models(settings)
    with progress_bar() as progress:
        return score(gold, workshop_of(settings), workers=settings.workers, progress=progress)

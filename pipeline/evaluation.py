"""Records against a folder of gold files."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from extractors.evaluation.baseline import baseline_of
from extractors.evaluation.judging import Judged
from extractors.evaluation.scoring import score
from models.baseline import Baseline
from models.errors import UsageError
from models.record import CaseRecord
from models.scores import Refusal, Scores
from pipeline.gold import GoldFolder, LabelledPage
from pipeline.milling import Batch, Task, Workshop, drawn, mill
from pipeline.pool import local_engine
from pipeline.progress import Progress, Step, silent

_BATCH_SIZE = 2


def evaluate(folder: GoldFolder, workshop: Workshop, *, workers: int = 1, progress: Progress = silent) -> Scores:
    """The figures of what the workshop makes of the folder's pages; a page that cannot be milled is among `refused`."""
    refused = list(folder.refused)
    judged = []
    for page, outcome in judged_pages(folder.pages, workshop, workers=workers, progress=progress):
        if isinstance(outcome, Refusal):
            refused.append(outcome)
        else:
            judged.append(Judged(record=outcome, gold=page.gold, group=page.group))
    return score(judged, refused)


def judged_pages(
    pages: Sequence[LabelledPage], workshop: Workshop, *, workers: int = 1, progress: Progress = silent
) -> Iterator[tuple[LabelledPage, CaseRecord | Refusal]]:
    """Each page with its record, or with why it has none, in order."""
    progress(Step(doing="loading models", total=len(pages)))
    starts = range(0, len(pages), _BATCH_SIZE)
    batches = [Batch(source="gold", tasks=_tasks(pages[start : start + _BATCH_SIZE])) for start in starts]
    with drawn(local_engine(workers), partial(mill, workshop), batches) as results:
        for start, result in zip(starts, results, strict=True):
            for page, outcome in zip(pages[start:], result.outcomes, strict=False):
                if outcome.kind == "milled":
                    yield page, CaseRecord.model_validate_json(outcome.document)
                else:
                    yield page, Refusal(page=page.uri, message=outcome.message)
            progress(Step(doing="pages with gold", pages=len(result.outcomes), total=len(pages)))


def _tasks(pages: Sequence[LabelledPage]) -> tuple[Task, ...]:
    return tuple(Task(uri=page.uri, path=page.path) for page in pages)


def read_baseline(path: Path) -> Baseline:
    """The baseline in the file. Raises UsageError where it is none."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except ValidationError:
        raise UsageError(f"{path}: not a baseline; write one with `casemill evaluate … --write-baseline`") from None


def write_baseline(scores: Scores, path: Path) -> None:
    """The scores as a baseline in the file; the same scores give the same bytes."""
    path.write_text(baseline_of(scores).model_dump_json(indent=1) + "\n", encoding="utf-8")

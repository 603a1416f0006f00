"""Scores, for people."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from models.baseline import Comparison, Movement, Shift
from models.scores import Error, ErrorKind, Figures, PageScore, Reliability, Scores, Scoring
from pipeline.commands.summary import count_of

_WORST = 10
_SHIFTS = 30
_HEADING = 30
_GOOD, _FAIR = 0.9, 0.75
# What fits over a column of figures.
_SHORT = {
    "sections": "sect",
    "questions": "quest",
    "answers": "answ",
    "actors": "actor",
    "events": "event",
    "persons": "pers",
    "contacts": "cont",
    "places": "place",
    "dates": "date",
    "amounts": "amnt",
    "instruments": "instr",
}
_STYLES = {ErrorKind.MISSED: "magenta", ErrorKind.EXTRA: "yellow", ErrorKind.WRONG: "cyan"}


def scoreboard(scores: Scores, *, details: bool = False) -> Iterator[RenderableType]:
    """Tables by label, by template and language, the worst pages, and whether confidence can be believed."""
    if not scores.pages:
        yield Text("No page could be scored", style="bold")
        return
    yield Text(f"Labels, over {count_of(scores.pages, 'page')}", style="bold")
    yield _labels(scores, details=details)
    if scores.sector_accuracy is not None:
        yield Text(f"sector right for {scores.sector_accuracy:.0%} of the actors found", style="dim")
    yield Text("\nF1 by template and language", style="bold")
    yield _matrix(scores)
    if scores.worst:
        yield Text("\nWorst pages", style="bold")
        yield _worst(scores)
    if scores.reliability:
        yield Text("\nReliability of the confidence", style="bold")
        yield reliability_table(scores.reliability)
        told = scores.reliability
        yield Text(f"expected calibration error {told.error:.3f} over {count_of(told.things, 'thing')}", style="dim")


def _table(*columns: str) -> Table:
    return Table(*columns, box=None, header_style="dim", padding=(0, 2, 0, 0))


def _labels(scoring: Scoring, *, details: bool) -> Table:
    table = _table("label")
    for column in ("precision", "recall", "F1", "gold", "found", "right"):
        table.add_column(column, justify="right")
    for label, figures in scoring.labels.items():
        table.add_row(label, *_cells(figures))
        for each in _finer(scoring, label) if details else _split(scoring, label):
            table.add_row(f"  {each.removeprefix(label)[1:].replace('_', ' ')}", *_cells(scoring.details[each]))
    return table


def _finer(scoring: Scoring, label: str) -> list[str]:
    return [each for each in scoring.details if each.startswith(f"{label}_")]


def _split(scoring: Scoring, label: str) -> list[str]:
    return [each for each in _finer(scoring, label) if each in {"actors_named", "actors_kinds"}]


def _cells(figures: Figures) -> tuple[RenderableType, ...]:
    rates = (f"{figures.precision:.2f}", f"{figures.recall:.2f}", _rate(figures.f1))
    return (*rates, *(f"{count:,}" for count in (figures.gold, figures.predicted, figures.matched)))


def _rate(rate: float | None) -> Text:
    if rate is None:
        return Text("·", style="dim")
    return Text(f"{rate:.2f}", style="green" if rate >= _GOOD else "yellow" if rate >= _FAIR else "red")


def _matrix(scores: Scores) -> Table:
    table = Table(box=None, header_style="dim", padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True, overflow="ellipsis", max_width=20)
    for column in ("pages", *(_SHORT.get(label, label) for label in scores.labels), "sec."):
        table.add_column(column, justify="right", no_wrap=True)
    for rows in (scores.templates, scores.languages):
        for name, scoring in rows.items():
            rates = (scoring.labels[label].f1 if label in scoring.labels else None for label in scores.labels)
            table.add_row(name, f"{scoring.pages}", *map(_rate, rates), _rate(scoring.sector_accuracy))
        if rows is scores.templates:
            table.add_row()
    return table


def _worst(scores: Scores) -> Table:
    table = _table()
    table.add_column("errors", justify="right")
    table.add_column("page", overflow="ellipsis", no_wrap=True, max_width=48)
    table.add_column("in", overflow="fold")
    for page in scores.worst[:_WORST]:
        labels = ", ".join(f"{label} {count}" for label, count in page.labels.items())
        table.add_row(f"{len(page.errors)}", page.page, labels)
    if (more := len(scores.worst) - _WORST) > 0:
        table.add_row("", Text(f"and {count_of(more, 'page')} more; all errors: --errors", style="dim"))
    return table


def reliability_table(told: Reliability) -> Table:
    """The bands of confidence, with the share of right things in each."""
    table = _table()
    for column in ("confidence", "things", "mean", "right"):
        table.add_column(column, justify="right")
    for band in told.bands:
        table.add_row(
            f"{band.low:.2f}–{band.high:.2f}", f"{band.things:,}", f"{band.confidence:.2f}", f"{band.right:.2f}"
        )
    return table


def misses(pages: Sequence[PageScore], labels: Sequence[str] = ()) -> Iterator[RenderableType]:
    """Each error with the words around it, page by page; of `labels` alone where some are named."""
    for page in pages:
        errors = [error for error in page.errors if not labels or error.label in labels]
        if errors:
            yield Text.assemble((page.page, "bold"), (f"  {count_of(len(errors), 'error')}", "dim"))
            yield _errors(errors)
            yield Text()


def _errors(errors: Sequence[Error]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=6)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for error in errors:
        table.add_row(Text(error.kind.value, style=_STYLES[error.kind]), error.label, _told(error))
    return table


def _told(error: Error) -> Text:
    evidence = f"  {error.extractor} {error.confidence:.2f}" if error.extractor and error.confidence else ""
    text = Text.assemble((error.words, "bold"), (evidence, "dim"))
    if error.note:
        text.append(f"\n{error.note}", style="italic")
    if error.context and (error.context.before or error.context.after or error.section):
        text.append(f"\n{_above(error)}{error.context.before}", style="dim")
        text.append(error.context.quote, style="underline")
        text.append(error.context.after, style="dim")
    return text


def _above(error: Error) -> str:
    heading = " ".join(error.section.split())
    return f"{heading[:_HEADING]}{'…' if len(heading) > _HEADING else ''} › " if heading else ""


def comparison(told: Comparison, name: str) -> Iterator[RenderableType]:
    """What was gained and lost since the baseline called `name`."""
    counts = f"{len(told.gained)} gained, {len(told.lost)} lost"
    yield Text(f"\nBeside {name}: {counts}", style="bold")
    for pages, words in ((told.added, "not in the baseline"), (told.absent, "only in the baseline")):
        if pages:
            yield Text(
                f"{count_of(len(pages), 'page')} {words}: the figures below speak of different pages", style="yellow"
            )
    moved = {label: each for label, each in told.labels.items() if each.before != each.now}
    if moved:
        yield _moved(moved)
    if told.gained or told.lost:
        yield _shifts(told)


def _moved(moved: dict[str, Movement]) -> Table:
    table = _table("label")
    for column in ("before", "now", ""):
        table.add_column(column, justify="right")
    for label, each in moved.items():
        change = (each.now or 0) - (each.before or 0)
        style = "green" if change > 0 else "red"
        table.add_row(label, _rate(each.before), _rate(each.now), Text(f"{change:+.3f}", style=style))
    return table


def _shifts(told: Comparison) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", no_wrap=True, overflow="ellipsis", max_width=36)
    for shifts, word, style in ((told.lost, "lost", "red"), (told.gained, "gained", "green")):
        for each in shifts[:_SHIFTS]:
            words = "" if each.words.startswith("#") else each.words
            table.add_row(Text(word, style=style), each.label, Text(_was(each, word), style="dim"), words, each.page)
        if (more := len(shifts) - _SHIFTS) > 0:
            table.add_row(Text(word, style=style), "", "", f"and {more} more", "")
    return table


def _was(shift: Shift, word: str) -> str:
    return shift.kind if word == "lost" else f"no longer {shift.kind}"

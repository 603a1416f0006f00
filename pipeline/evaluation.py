"""Records against a folder of gold files: figures, a table of them for people, and what each page missed."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractors.evaluation.entities import judge_sectors
from extractors.evaluation.scoring import Judged, judge, score
from extractors.extract import extract
from extractors.toolkit import Toolkit, load_toolkit
from models.capture import Capture
from models.errors import CasemillError, UsageError
from models.gold import GoldPage
from models.record import CaseRecord
from models.scores import Figures, Scores, Scoring

GOLD_SUFFIX = ".gold.json"
STRUCTURE_FILE = "structure.jsonl"


def evaluate(gold_dir: Path, toolkit: Toolkit) -> Scores:
    """The figures of what `toolkit` extracts from every page under `gold_dir` that has a gold file.

    Raises UsageError where no page has one, or a gold file is broken or stands without its page, and PageError where
    a page cannot be milled.
    """
    return score(judged_pages(gold_dir, toolkit))


def judged_pages(gold_dir: Path, toolkit: Toolkit, *, structure: bool = False) -> Iterator[Judged]:
    """Each page's record beside its gold, in order of their paths; with `structure` also the pages that
    `structure.jsonl` files speak of. Raises as `evaluate` does.
    """
    golds = sorted([*gold_files(gold_dir), *(structure_lines(gold_dir) if structure else ())], key=lambda each: each[0])
    if not golds:
        raise UsageError(f"no page under {gold_dir} has a gold file; write <page>{GOLD_SUFFIX} beside the page")
    for page, gold in golds:
        if not page.is_file():
            raise UsageError(f"gold without its page: {page} is not there; put the page beside its gold file")
        content = page.read_bytes()
        name = page.relative_to(gold_dir).as_posix()
        record = extract(Capture(source="gold", uri=name, content=content), toolkit)
        yield Judged(record=record, gold=gold, group=page.parent.name)


def gold_files(gold_dir: Path) -> Iterator[tuple[Path, GoldPage]]:
    """Every gold file under the folder, with the path of the page beside it. Raises UsageError on a broken one."""
    for path in sorted(gold_dir.rglob(f"*{GOLD_SUFFIX}")):
        yield path.with_name(path.name.removesuffix(GOLD_SUFFIX)), _gold(path, path.read_bytes(), "")


def structure_lines(gold_dir: Path) -> Iterator[tuple[Path, GoldPage]]:
    """The lines of every structure.jsonl under the folder (gold of titles, sections and pairs alone), as above."""
    for path in sorted(gold_dir.rglob(STRUCTURE_FILE)):
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if line.strip():
                gold = _gold(path, line, f" line {number}")
                yield path.with_name(gold.page), gold


def _gold(path: Path, content: bytes, place: str) -> GoldPage:
    try:
        return GoldPage.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise UsageError(f"{path}{place}: broken gold: {where}: {first['msg']}; mend it, or move it away") from None


def explain(record: CaseRecord, gold: GoldPage, labels: Sequence[str] = ()) -> str:
    """What the record missed and made up on one page, a line a thing under each label; empty where all is right.

    Without `labels`, the labels of the main table; finer ones (`actors_named`, `contacts_url`) on request.
    """
    lines = []
    for verdict in judge(record, gold):
        wanted = verdict.label in labels if labels else "_" not in verdict.label
        if wanted and (verdict.missed or verdict.extra):
            lines.append(f"{verdict.label}: {len(verdict.right)} right")
            lines += [f"  missed  {_one_line(words)}" for words in verdict.missed]
            lines += [f"  extra   {_one_line(words)}" for words in verdict.extra]
    if not labels or "sectors" in labels:
        wrong = judge_sectors(record, gold).wrong
        lines += ["sectors:", *(f"  wrong   {words}" for words in wrong)] if wrong else []
    return "\n".join(lines)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def tabulate(scores: Scores, *, by_template: bool = False, details: bool = False) -> RenderableType:
    """The figures as tables for people: over all pages, and on request template by template."""
    tables: list[RenderableType] = [_table("All pages", scores, details=details)]
    if by_template:
        tables += [_table(group, scoring, details=details) for group, scoring in scores.templates.items()]
    return Group(*tables)


def _table(title: str, scoring: Scoring, *, details: bool) -> RenderableType:
    pages = "1 page" if scoring.pages == 1 else f"{scoring.pages} pages"
    table = Table("label", title=f"{title} ({pages})", title_justify="left")
    for column in ("precision", "recall", "F1", "gold", "found", "right"):
        table.add_column(column, justify="right")
    for label, figures in scoring.labels.items():
        table.add_row(label, *_cells(figures))
        finer = [each for each in scoring.details if each.startswith(f"{label}_")] if details else []
        for each in finer:
            table.add_row(f"  {each.removeprefix(label)[1:].replace('_', ' ')}", *_cells(scoring.details[each]))
    if scoring.sector_accuracy is None:
        return table
    return Group(table, Text(f"sector right for {scoring.sector_accuracy:.0%} of the actors found"))


def _cells(figures: Figures) -> tuple[str, ...]:
    rates = (figures.precision, figures.recall, figures.f1)
    counts = (figures.gold, figures.predicted, figures.matched)
    return (*(f"{rate:.2f}" for rate in rates), *(str(count) for count in counts))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the misses and extras of each page, then the figures; gives the exit code, 2 on wrong use."""
    parser = argparse.ArgumentParser(prog="pipeline.evaluation", description=__doc__)
    parser.add_argument("gold_dir", type=Path)
    parser.add_argument("--label", action="append", default=[], help="only this label (repeatable), e.g. contacts_url")
    parser.add_argument("--page", default="", help="only pages whose path holds this")
    parser.add_argument("--structure", action="store_true", help="also pages of structure.jsonl files")
    parser.add_argument("--model", action="append", default=[], help="language=package of a spaCy model (repeatable)")
    chosen = parser.parse_args(arguments)
    console = Console(highlight=False, soft_wrap=True)
    try:
        toolkit = load_toolkit(models=dict(pair.split("=", 1) for pair in chosen.model))
        pages = tuple(judged_pages(chosen.gold_dir, toolkit, structure=chosen.structure))
    except CasemillError as error:
        Console(stderr=True).print(str(error), markup=False)
        return 2
    shown = [page for page in pages if chosen.page in page.record.source.uri]
    for page in shown:
        told = explain(page.record, page.gold, chosen.label)
        if told:
            console.print(f"── {page.record.source.uri}\n{told}\n", markup=False)
    console.print(tabulate(score(shown), by_template=True, details=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Prints the tables. `--quick` takes fewer pages: memory's last step, and a night, are then of 1,000."""

import argparse
import os

from rich.console import Console
from rich.table import Table

from benchmarks import memory, nights, searches, speed
from benchmarks.corpora import development_pages, generated_pages
from pipeline.cores import keep_to_one_core

_STEPS = (1_000, 2_000, 5_000, 10_000)
_QUICK_STEPS = (100, 200, 500, 1_000)


def main() -> None:
    """Speed, memory, a night on which nothing has changed, and searches."""
    keep_to_one_core()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer pages and rounds")
    parser.add_argument("--only", choices=("speed", "memory", "nights", "searches"))
    chosen = parser.parse_args()
    console = Console(width=110)
    for name, table in {"speed": _speeds, "memory": _memory, "nights": _nights, "searches": _searches}.items():
        if chosen.only in {None, name}:
            console.print(table(quick=chosen.quick))


def _speeds(*, quick: bool) -> Table:
    corpora = {"development": development_pages(), "generated": generated_pages(50 if quick else 100)}
    table = Table(title="Pages a second, in one process but for the last column; models loaded")
    columns = ("pages", "words", "nlp.pipe by page", "nlp.pipe by block", "extract", "run", "run / faster nlp.pipe")
    for column in ("corpus", *columns, f"command, {os.cpu_count()} processes"):
        table.add_column(column, justify="left" if column == "corpus" else "right")
    for name, captures in corpora.items():
        if not captures:
            table.add_row(name, "not here")
            continue
        found = speed.measure(name, captures, rounds=1 if quick else 3)
        timed = (found.peer_by_page, found.peer_by_block, found.extraction, found.whole)
        rates = [f"{found.rate(seconds):.1f}" for seconds in timed]
        table.add_row(
            name,
            str(found.pages),
            f"{found.words:,}",
            *rates,
            f"{found.ratio:.2f}",
            f"{found.rate(found.command):.1f}",
        )
    return table


def _memory(*, quick: bool) -> Table:
    marks = memory.measure(_QUICK_STEPS if quick else _STEPS)
    table = Table(title="Memory of a whole run over generated pages, one process")
    for column in ("pages", "resident MB", "of the first step"):
        table.add_column(column, justify="right")
    for mark in marks:
        table.add_row(f"{mark.pages:,}", f"{mark.megabytes:.0f}", f"{mark.megabytes / marks[0].megabytes:.2f}")
    return table


def _nights(*, quick: bool) -> Table:
    table = Table(title="A run over pages that have not changed, one process")
    columns = ("pages", "peer, s", "run, s", "run / peer", "MB after a tenth", "MB at the end")
    for column in ("source", *columns):
        table.add_column(column, justify="left" if column == "source" else "right")
    for night in nights.measure(_STEPS[0] if quick else _STEPS[-1]):
        seconds = (f"{night.peer:.1f}", f"{night.seconds:.1f}", f"{night.ratio:.1f}")
        table.add_row(night.source, f"{night.pages:,}", *seconds, f"{night.early:.0f}", f"{night.late:.0f}")
    return table


def _searches(*, quick: bool) -> Table:
    count, rounds = (5_000, 20) if quick else (100_000, 100)
    table = Table(title=f"Searches among {count:,} cases, ten hits with snippets and facets: milliseconds")
    columns = ("median", "p95", "processor, p95", "FTS5 median", "FTS5 p95", "FTS5 p95 / p95")
    for column in ("query", *columns):
        table.add_column(column, justify="left" if column == "query" else "right")
    for found in searches.measure(count, rounds):
        ours = [searches.percentile(found.ours, share) for share in (0.5, 0.95)]
        peer = [searches.percentile(found.peer, share) for share in (0.5, 0.95)] if found.peer else []
        figures = [f"{each:.1f}" for each in (*ours, searches.percentile(found.ours_cpu, 0.95), *peer)]
        table.add_row(found.kind, *figures, f"{peer[1] / ours[1]:.1f}" if peer else "")
    return table


if __name__ == "__main__":
    main()

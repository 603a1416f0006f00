"""A sitting at the curators' queue in the terminal: a doubt, its words, a key, the next."""

import re
from typing import TYPE_CHECKING

import click

from curation.asking import REASONS, answers_of
from models.document import Span
from models.errors import DecisionError
from models.intent import Wanted
from models.queue import Chosen, Waiting
from pipeline.commands.context import present, tell
from pipeline.decisions.adding import add_wanted
from pipeline.decisions.standing import standing
from pipeline.doubts.reading import read_queue, sitting_of
from pipeline.settings import Settings
from pipeline.store.database import opened, reading
from pipeline.store.decisions import newest_decision

if TYPE_CHECKING:
    from rich.text import Text

_AROUND = 160
# What would move the cursor or change colours, and what turns the direction of writing.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_STOP = frozenset({"q", "\x03", "\x04", "\x1b"})


def plain(words: str) -> str:
    """The words of a page as a terminal may be given them: on one line, without what it would obey."""
    return " ".join(_CONTROL.sub(" ", words).split())


def sit(settings: Settings, chosen: Chosen, *, by: str) -> None:
    """Asks of one doubt after the other until there is none, or `by` stops."""
    place: str | None = None
    while (waiting := _show(settings, chosen, place, by)) is not None:
        if not _answered(settings, waiting, by):
            break
        place = waiting.place
    else:
        tell("Nothing more needs a look." if place else "Nothing needs a look.")


def _show(settings: Settings, chosen: Chosen, place: str | None, by: str) -> Waiting | None:
    """The next doubt, shown; None at the end."""
    from rich.text import Text

    with opened(settings.database_url) as store:
        queue = read_queue(store, settings.own_templates, chosen, after=place, limit=1)
        if not queue.doubts:
            return None
        waiting = queue.doubts[0]
        doubt = waiting.doubt
        with reading(store) as connection:
            progress = sitting_of(connection, by, queue.counts.total).words
            text = standing(connection, doubt.case).curated.record.text if doubt.case and doubt.span else ""
    head = Text(plain(doubt.name), style="bold")
    head.append(f"  {doubt.kind.replace('_', ' ')}", style="not bold")
    present(
        Text(),
        Text(progress, style="dim"),
        head,
        Text(f"{REASONS[doubt.reason]}: {plain(doubt.words)}", style="yellow"),
        Text(f"{plain(waiting.title)}  {doubt.case}" if doubt.case else doubt.step, style="dim"),
    )
    if doubt.span and text:
        present(_around(text, doubt.span))
    return waiting


def _around(text: str, span: Span) -> "Text":
    from rich.text import Text

    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, after = plain(text[start : span.start]), plain(text[span.end : end])
    words = Text(f"  {'… ' if start else ''}{before} ")
    words.append(plain(text[span.start : span.end]), style="bold reverse")
    words.append(f" {after}{' …' if end < len(text) else ''}")
    return words


def _answered(settings: Settings, waiting: Waiting, by: str) -> bool:
    """Whether to go on, after a key that decided or skipped."""
    answers = answers_of(waiting.doubt)
    offered = {key: answer for key, answer in (("y", answers.yes), ("n", answers.no)) if answer is not None}
    tell("  ".join([*(f"[{key}] {answer.words}" for key, answer in offered.items()), "[s] skip", "[q] stop"]))
    while True:
        key = click.getchar().lower()
        if key in _STOP:
            return False
        if key == "s":
            return True
        if key in offered:
            _decide(settings, waiting, Wanted(intents=(offered[key].intent,)), by)
            return True


def _decide(settings: Settings, waiting: Waiting, wanted: Wanted, by: str) -> None:
    case = waiting.doubt.case
    with opened(settings.database_url) as store, reading(store) as connection:
        newest = newest_decision(connection, case)
    try:
        (taken,) = add_wanted(settings, case, Wanted(intents=wanted.intents, after=newest), by=by)
    except DecisionError as error:
        tell(f"Nothing was decided: {plain(str(error))}.")
    else:
        tell(f"You {plain(taken.words)}.")

"""`casemill review`: the curators' queue in the terminal."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import UsageError
from pipeline.commands.context import AsJson, emit_json, present, settings_of, tell
from pipeline.commands.login import login_name

if TYPE_CHECKING:
    from models.queue import Chosen, Queue
    from pipeline.settings import Settings


def review(
    context: typer.Context,
    *,
    source: Annotated[str | None, typer.Option(help="Only what comes from this source.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only of this kind, such as actors, answer or page.")] = None,
    reason: Annotated[str | None, typer.Option(help="Only for this reason, such as confidence or stale.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many are listed.")] = 20,
    listed: Annotated[bool, typer.Option("--list", help="List them, and ask nothing.")] = False,
    who: Annotated[str | None, typer.Option("--as", help="Who decides so [default: the login name].")] = None,
    as_json: AsJson = False,
) -> None:
    """Go through what most needs a look: the words are shown with what is doubtful of them, and a key decides.

    Without a terminal, with --list or --json, the doubts are listed, the weightiest first.

    Keys: y it is right, n it is not, s skip, q stop (so does Ctrl-C).
    """
    settings = settings_of(context)
    chosen = _chosen(source, kind, reason)
    if as_json or listed or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _list(settings, chosen, limit, as_json=as_json)
    else:
        from pipeline.commands.sitting import sit

        sit(settings, chosen, by=who or login_name())


def _chosen(source: str | None, kind: str | None, reason: str | None) -> "Chosen":
    from models.doubt import Reason
    from models.queue import Chosen

    if reason is not None and reason not in set(Reason):
        raise UsageError(f"--reason {reason}: there is no such reason; there are: {', '.join(Reason)}")
    return Chosen(source=source, kind=kind, reason=Reason(reason) if reason else None)


def _list(settings: "Settings", chosen: "Chosen", limit: int, *, as_json: bool) -> None:
    from pipeline.doubts.reading import read_queue
    from pipeline.store.database import opened

    with opened(settings.database_url) as store:
        queue = read_queue(store, settings.own_templates, chosen, limit=limit)
    if as_json:
        emit_json(queue)
        return
    _present(queue)


def _present(queue: "Queue") -> None:
    from rich.text import Text

    from curation.asking import REASONS
    from pipeline.commands.sitting import plain

    for each in queue.doubts:
        doubt = each.doubt
        line = Text(plain(doubt.name), style="bold")
        line.append(f"  {REASONS[doubt.reason]}: {plain(doubt.words)}", style="not bold")
        present(line)
        present(Text(f"  {plain(each.title)}  {doubt.case}" if doubt.case else f"  {doubt.step}", style="dim"))
    total = queue.counts.total
    shown = f", {len(queue.doubts):,} of them shown" if len(queue.doubts) < total else ""
    tell(f"{total:,} {'doubt' if total == 1 else 'doubts'}{shown}." if total else "Nothing needs a look.")
    if queue.behind:
        tell(f"{queue.behind:,} changes are not looked through yet; the next run does that.")

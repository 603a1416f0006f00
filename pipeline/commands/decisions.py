"""`casemill decisions`: what curators decided, what becomes of it, and back again."""

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import UsageError
from pipeline.commands.adding import add
from pipeline.commands.context import AsJson, emit_json, present, settings_of, tell
from pipeline.commands.decision_files import export, import_
from pipeline.commands.lessons import gold, overrules
from pipeline.commands.login import login_name
from pipeline.commands.progress import progress_bar
from pipeline.exits import ExitCode

if TYPE_CHECKING:
    from models.judged import Judged, JudgedCase

decisions = typer.Typer(
    help="Decide; check, list, move and revert what curators decided.",
    epilog="Example: casemill decisions check",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_TIME = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d(?::\d\d(?::\d\d(?:\.\d{1,6})?)?)?)?)?)?Z?")


class OutcomeName(StrEnum):
    """What may become of a decision."""

    APPLIED = "applied"
    MOVED = "moved"
    REDUNDANT = "redundant"
    STALE = "stale"
    OVERRULED = "overruled"
    UNDONE = "undone"


Case = Annotated[str | None, typer.Option(help="Only those on the case with this id.", show_default=False)]
Since = Annotated[str | None, typer.Option(help="Only those since then, UTC, such as 2026-01-31 or 2026-01-31T12:00.")]


@decisions.command(epilog="Example: casemill decisions check letters --anew")
def check(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE|CASE...", help="Sources, or ids of cases [default: all].", show_default=False),
    ] = None,
    *,
    anew: Annotated[bool, typer.Option("--anew", help="Extract the archived pages anew first.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell what would become of every decision now.

    Those that would move, go stale or be overruled are listed, each with the reason, and cases that are not there;
    the others are counted. With --anew by what the program as it is now finds on the pages. Nothing is written.
    """
    from pipeline.decisions.checking import check_decisions

    def hear(each: "Judged | JudgedCase") -> None:
        emit_json(each) if as_json else _show(each)

    with progress_bar() as progress:
        judgement = check_decisions(settings_of(context), names or (), hear=hear, anew=anew, progress=progress)
    if as_json:
        emit_json(judgement)
    else:
        from pipeline.commands.judgements import judgement_lines

        present(*judgement_lines(judgement))


@decisions.command(epilog="Example: casemill decisions log --by ada --since 2026-01-31")
def log(
    context: typer.Context,
    *,
    case: Case = None,
    by: Annotated[str | None, typer.Option(help="Only those of this person.")] = None,
    since: Since = None,
    field: Annotated[str | None, typer.Option(help="Only those on this field of the record, such as actors.")] = None,
    outcome: Annotated[OutcomeName | None, typer.Option(help="Only those that met this fate.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most decisions to show.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the decisions, the newest first, each with what became of it."""
    from models.fate import Outcome
    from pipeline.decisions.log import Entry, log
    from pipeline.store.logbook import Wanted

    entry = Entry(Wanted(case, by, _moment(since)), _field(field), Outcome(outcome) if outcome else None)
    shown = 0
    for shown, each in enumerate(log(settings_of(context), entry, limit=limit), start=1):  # noqa: B007 -- the last counts
        emit_json(each) if as_json else _show(each)
    if not shown and not as_json:
        tell("No such decision.")


@decisions.command(epilog="Example: casemill decisions revert --by ada --since 2026-01-31 --note 'wrong form'")
def revert(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID...", help="Decisions, as the log names them.", show_default=False)
    ] = None,
    *,
    by: Annotated[str | None, typer.Option(help="All that this person decided, since --since.")] = None,
    since: Since = None,
    case: Case = None,
    redo: Annotated[bool, typer.Option("--redo", help="Make what was undone hold again.")] = False,
    note: Annotated[str | None, typer.Option(help="Why; it is kept with each.")] = None,
    who: Annotated[str | None, typer.Option("--as", help="Who decides so [default: the login name].")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say which it would be; decide nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Undo decisions, by decisions of their own.

    Nothing is deleted: a revert can be reverted too. Name decisions by their ids, or all of a person with --by and
    --since.
    """
    from pipeline.commands.reverting import show_reverted
    from pipeline.decisions.reverting import Reverting, revert
    from pipeline.store.logbook import Wanted

    wanted = Wanted(case, by, _moment(since))
    if bool(ids) == any(wanted):
        raise UsageError("say which decisions: their ids, or --by with --since; `casemill decisions log` lists them")
    if not ids and by is None and case is None:
        raise UsageError("--since alone would mean everybody's decisions: add --by NAME, or --case ID")
    order = Reverting(by=who or login_name(), note=note, redo=redo, ids=tuple(ids or ()), wanted=wanted)
    done = revert(settings_of(context), order, dry_run=dry_run)
    show_reverted(done, redo=redo, dry_run=dry_run, as_json=as_json)


@decisions.command("apply", epilog="Example: casemill decisions apply")
def apply_(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Bring what was decided into the data set now.

    As a run does that looks at no source: new versions of the cases that change, the index, a release.

    Exit codes: 0 done, 3 a gate held the release back.
    """
    from pipeline.commands.summary import summary
    from pipeline.decisions.applying import apply_now

    with progress_bar() as progress:
        report = apply_now(settings_of(context), progress=progress)
    if as_json:
        emit_json(report)
    else:
        present(summary(report))
    if report.held:
        raise typer.Exit(ExitCode.HELD)


decisions.command(epilog="Example: casemill decisions add ID --confirm actors:ID --note 'seen on the page'")(add)
decisions.command(epilog="Example: casemill decisions export decisions.jsonl")(export)
decisions.command(epilog="Example: casemill decisions gold curated/")(gold)
decisions.command("import", epilog="Example: casemill decisions import decisions.jsonl")(import_)
decisions.command(epilog="Example: casemill decisions overrules --json")(overrules)


def _show(each: "Judged | JudgedCase") -> None:
    from models.judged import Judged
    from pipeline.commands.judgements import case_line, judged_lines

    present(judged_lines(each) if isinstance(each, Judged) else case_line(each))


def _moment(words: str | None) -> str | None:
    if words is None:
        return None
    if not _TIME.fullmatch(words):
        raise UsageError(f"--since {words}: is no time; write such as 2026-01-31 or 2026-01-31T12:00, in UTC")
    # A beginning of the time suffices to compare with.
    return words.replace(" ", "T").removesuffix("Z")


def _field(name: str | None) -> str | None:
    from typing import get_args

    from models.decision import AnchorField

    known = (*get_args(AnchorField), "undo", "redo")
    if name is not None and name not in known:
        raise UsageError(f"--field {name}: is no field; there are: {', '.join(known)}")
    return name

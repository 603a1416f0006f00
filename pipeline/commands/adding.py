"""`casemill decisions add`: decisions of few words, or intents as JSON, from the shell."""

from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import DecisionError, UsageError
from pipeline.commands.context import AsJson, emit_json, present, settings_of, tell
from pipeline.commands.login import login_name

if TYPE_CHECKING:
    from models.judged import Judged

_LOOK = "`casemill show {case}` tells what is there, docs/curation.md what can be decided"


def add(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="The id of the case.")],
    intents: Annotated[
        str | None,
        typer.Argument(
            metavar="INTENTS", help="Intents as JSON, one or a line each; - reads standard input.", show_default=False
        ),
    ] = None,
    *,
    confirm: Annotated[list[str] | None, typer.Option(metavar="FIELD:KEY", help="This is right.")] = None,
    reject: Annotated[list[str] | None, typer.Option(metavar="FIELD:KEY", help="There is no such thing.")] = None,
    correct: Annotated[str | None, typer.Option(metavar="FIELD:KEY", help="This is as --set says.")] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="What is otherwise in truth; NAME= for nothing."),
    ] = None,
    note: Annotated[str | None, typer.Option(help="Why; it is kept with each.")] = None,
    who: Annotated[str | None, typer.Option("--as", help="Who decides so [default: the login name].")] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also over what others decided of the same.")] = False,
    as_json: AsJson = False,
) -> None:
    """Decide something of a case: all that is said at once, or nothing.

    FIELD:KEY names a thing of the record, such as actors:ID, pairs:SECTION/PAIR or title. What was decided is told with
    what became of it. The next run brings it into the data set.

    Exit codes: 0 decided, 2 nothing was: it cannot be, or others decided otherwise.
    """
    from pipeline.commands.intents import Told, wanted_of
    from pipeline.decisions.adding import add_wanted

    said = Told(intents, tuple(confirm or ()), tuple(reject or ()), correct, tuple(changes or ()))
    try:
        wanted = wanted_of(said, note=note, anyway=anyway)
        taken = add_wanted(settings_of(context), case, wanted, by=who or login_name())
    except DecisionError as error:
        raise UsageError(f"{case}: {error}. Nothing was decided; {_LOOK.format(case=case)}") from error
    _show(taken, as_json=as_json)


def _show(taken: "tuple[Judged, ...]", *, as_json: bool) -> None:
    from pipeline.commands.judgements import judged_lines

    for each in taken:
        emit_json(each) if as_json else present(judged_lines(each))
    if not as_json:
        count = f"{len(taken):,} decision{'' if len(taken) == 1 else 's'}"
        tell(f"{count} taken. The next run brings this into the data set.")

"""The command line."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from pipeline.commands.backup import backup, restore
from pipeline.commands.context import Globals
from pipeline.commands.decisions import decisions
from pipeline.commands.evaluate import evaluate
from pipeline.commands.export import export
from pipeline.commands.extract import extract
from pipeline.commands.impact import impact
from pipeline.commands.matrix import matrix
from pipeline.commands.publish import publish
from pipeline.commands.quarantine import quarantine
from pipeline.commands.rebuild import rebuild
from pipeline.commands.review import review
from pipeline.commands.run import run
from pipeline.commands.schedule import schedule
from pipeline.commands.schema import schema
from pipeline.commands.search import search
from pipeline.commands.show import show
from pipeline.commands.similar import similar
from pipeline.commands.sources import sources
from pipeline.commands.status import status
from pipeline.commands.templates import templates
from pipeline.cores import keep_to_one_core
from pipeline.exits import ExitCode, ending
from web.commands.mcp import mcp
from web.commands.serve import serve
from web.commands.users import users

app = typer.Typer(
    name="casemill",
    help="Mills case pages that follow a template into normalised, searchable records.",
    epilog="Example: casemill --home examples run",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command, example in (
    (run, "casemill run letters --json"),
    (extract, "casemill extract page.html notes/ > records.jsonl"),
    (show, "casemill show case-4pvyyxnx6nnrnbiq"),
    (search, 'casemill search "public workshops" --where language=fr --limit 5'),
    (similar, "casemill similar case-4pvyyxnx6nnrnbiq --limit 5"),
    (matrix, "casemill matrix sector instrument_kind --where language=fr --csv"),
    (review, "casemill review --reason confidence"),
    (publish, 'casemill publish --accept letters/events --reason "the new form is wanted"'),
    (export, "casemill export csv --output cases.zip --where country=FR"),
    (status, "casemill status"),
    (rebuild, "casemill rebuild"),
    (backup, "casemill backup /mnt/safe/casemill"),
    (restore, "casemill --home new restore /mnt/safe/casemill"),
    (evaluate, "casemill evaluate gold/ --errors --label actors"),
    (impact, "casemill impact letters --limit 500"),
    (serve, "casemill serve --port 8000"),
    (mcp, "casemill mcp"),
    (schedule, "casemill schedule --port 4200"),
    (schema, "casemill schema --output record.schema.json"),
):
    app.command(epilog=f"Example: {example}")(command)
app.add_typer(decisions, name="decisions")
app.add_typer(quarantine, name="quarantine")
app.add_typer(sources, name="sources")
app.add_typer(templates, name="template")
app.add_typer(users, name="users")


def _print_version(wanted: bool) -> None:  # noqa: FBT001 -- the signature is Typer's
    if wanted:
        typer.echo(f"casemill {version('casemill')}")
        raise typer.Exit


Home = Annotated[
    Path | None,
    typer.Option(help="Where sources/, raw/, processed/ and settings are [default: $CASEMILL_HOME, or the checkout]."),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show a fault's traceback (so does CASEMILL_DEBUG=1).")]
Version = Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")]


@app.callback()
def options(
    context: typer.Context,
    *,
    home: Home = None,
    debug: Debug = False,  # noqa: ARG001 -- it acts in `pipeline.exits`
    version: Version = False,  # noqa: ARG001 -- it acts in its callback
) -> None:
    """Keeps what was said before the command for the commands."""
    context.obj = Globals(home=home)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process with its exit code."""
    given = _globals_first(list(sys.argv[1:] if arguments is None else arguments))
    keep_to_one_core()
    with ending(given):
        code = get_command(app).main(given, prog_name="casemill", standalone_mode=False)
        if code == ExitCode.INTERRUPTED:
            # Typer swallows Ctrl-C; here it still gets its words.
            raise KeyboardInterrupt
        sys.exit(code if isinstance(code, int) else ExitCode.DONE)


def _globals_first(arguments: list[str]) -> list[str]:
    """`--home DIR` and `--debug` may stand anywhere."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    first: list[str] = []
    rest: list[str] = []
    given = iter(arguments[:end])
    for argument in given:
        if argument == "--home":
            first += [argument, *[value for value in [next(given, None)] if value is not None]]
        elif argument == "--debug" or argument.startswith("--home="):
            first.append(argument)
        else:
            rest.append(argument)
    return [*first, *rest, *arguments[end:]]


if __name__ == "__main__":
    main()

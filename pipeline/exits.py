"""How a command ends: the exit codes of the outer contract, and one line for each fault."""

import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import IntEnum
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from tempfile import gettempdir

import typer

from models.errors import CasemillError, PageError, UsageError

# Typer keeps the class of wrong arguments to itself; it is the base of a public one.
_WrongArguments: type[Exception] = typer.BadParameter.__mro__[1]
_FULL = {ENOSPC, EDQUOT, EFBIG}


class ExitCode(IntEnum):
    """What the caller's shell learns."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    HELD = 3
    QUARANTINED = 4
    INTERRUPTED = 130


@contextmanager
def ending(arguments: Sequence[str]) -> Iterator[None]:
    """Turns what a command raises into words on standard error and an exit code; SIGTERM ends it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except (KeyboardInterrupt, typer.Abort):
        _end("Interrupted. What is done is kept; run again to finish.", ExitCode.INTERRUPTED)
    except (UsageError, _WrongArguments) as error:
        _end(_message(error), ExitCode.USAGE)
    except PageError as error:
        _end(_message(error), ExitCode.QUARANTINED)
    except CasemillError as error:
        _end(_message(error), ExitCode.FAULT)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        step = "make room" if error.errno in _FULL else "see that casemill may read and write there"
        _end(f"{place}{error.strerror}; {step}", ExitCode.FAULT)
    except Exception as error:  # noqa: BLE001 -- the last door: nobody gets a traceback unasked
        _end(_unexpected(error, arguments), ExitCode.FAULT)


def _message(error: Exception) -> str:
    formatted = getattr(error, "format_message", None)
    return str(formatted()) if formatted else str(error)


def _unexpected(error: Exception, arguments: Sequence[str]) -> str:
    details = "".join(traceback.format_exception(error))
    if "--debug" in arguments or os.environ.get("CASEMILL_DEBUG"):
        return details.rstrip()
    fact = f"{type(error).__name__}: {error}".splitlines()[0]
    path = _write_details(f"casemill {' '.join(arguments)}\n\n{details}")
    return f"failed unexpectedly ({fact}); the details are in {path}: please report them"


def _write_details(details: str) -> Path:
    path = Path(gettempdir()) / f"casemill-fault-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.txt"
    path.write_text(details, encoding="utf-8")
    return path


def _end(message: str, code: ExitCode) -> None:
    # A command called without arguments answers with its help.
    prefix = "" if message.startswith("Usage:") else "casemill: "
    for line in message.splitlines():
        print(f"{prefix}{line}", file=sys.stderr)  # noqa: T201 -- plain: these words may be all that still works
    sys.exit(code)

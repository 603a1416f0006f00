"""Processes that this one starts, watches and ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from models.errors import CasemillError

_FAREWELL_SECONDS = 15


@dataclass(frozen=True)
class Child:
    """A process with the file of its words. It leads a group of its own: Ctrl-C reaches its parent alone."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def refuse_end(self) -> None:
        """Raises CasemillError where the process is over."""
        if (code := self.process.poll()) is not None:
            raise CasemillError(f"{self.name} ended by itself (code {code}); its last words stand in {self.log}")

    def await_end(self) -> None:
        """Waits until the process is over. Raises CasemillError where it failed."""
        if code := self.process.wait():
            raise CasemillError(f"{self.name} failed (code {code}); its last words stand in {self.log}")

    def end(self) -> None:
        """Asks the process to end and waits; then ends what is left of its group."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(_FAREWELL_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


@contextmanager
def started(name: str, *module: str, environment: Mapping[str, str], log: Path) -> Iterator[Child]:
    """Python's `-m MODULE ARGUMENTS`, ended on leaving. What it says goes to `log`, anew each time."""
    with log.open("wb") as words:
        process = subprocess.Popen(  # noqa: S603 -- our own interpreter and modules
            [sys.executable, "-m", *module],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
        )
    child = Child(name, process, log)
    try:
        yield child
    finally:
        child.end()

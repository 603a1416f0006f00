"""Parts of the docs that the program writes: `python -m tests.living` writes them anew, a test compares them.

Such a part stands between `<!-- shown: COMMAND -->` and `<!-- end -->`. `make run` is what the Makefile runs on the
example pages; all else is a `casemill … --help`.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

from typer.testing import CliRunner

from pipeline.cli import app

ROOT = Path(__file__).resolve().parent.parent
DOCS = (ROOT / "README.md", ROOT / "docs" / "commands.md")
_PART = re.compile(r"(?<=<!-- shown: )(?P<command>.+?) -->\n(?P<shown>.*?)<!-- end -->", re.DOTALL)
_FLEETING = re.compile(r"\d+\.\d s\b|\d{8}T\d{6}Z")
_RUN = (("--home", "{home}", "run"), ("--home", "{home}", "search", "speed dating"))


def parts(text: str) -> list[tuple[str, str]]:
    """The commands whose output `text` shows, with what it shows."""
    return [(part["command"], part["shown"]) for part in _PART.finditer(text)]


def lasting(shown: str) -> str:
    """The output without times and names of runs."""
    return _FLEETING.sub("…", shown)


def show(command: str) -> str:
    """The command's output as the docs show it."""
    output = _make_run() if command == "make run" else _help(command)
    return f"```console\n$ {command}\n{output.rstrip()}\n```\n"


def _help(command: str) -> str:
    arguments = shlex.split(command)[1:]
    result = CliRunner().invoke(app, arguments, prog_name="casemill", terminal_width=88)
    return result.output


def _make_run() -> str:
    with TemporaryDirectory() as folder:
        home = Path(folder) / "examples"
        copytree(ROOT / "examples", home, ignore=ignore_patterns("raw", "processed"))
        return "\n".join(_casemill(*(each.format(home=home) for each in arguments)) for arguments in _RUN)


def _casemill(*arguments: str) -> str:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    plain = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=plain).stdout


def _renewed(part: re.Match[str]) -> str:
    shown = show(part["command"])
    if lasting(shown) == lasting(part["shown"]):
        return part[0]
    return f"{part['command']} -->\n{shown}<!-- end -->"


if __name__ == "__main__":
    for path in DOCS:
        path.write_text(_PART.sub(_renewed, path.read_text(encoding="utf-8")), encoding="utf-8")

"""The curators' queue in the terminal."""

import json
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from pipeline.commands.sitting import plain
from tests.homes import make_home, run_here

_FORM = Path(__file__).parents[1] / "examples" / "pages" / "policy_guidance" / "porto_cork_laboratory.txt"
_CASEMILL = [sys.executable, "-m", "pipeline.cli"]


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    made = make_home(tmp_path_factory.mktemp("review") / "home", {"form.txt": _FORM.read_text(encoding="utf-8")})
    run_here(made)
    return made.home


def review(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [*_CASEMILL, "--home", str(home), "review", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def test_without_a_terminal_the_doubts_are_listed(home):
    told = review(home, "--reason", "answer")
    assert told.returncode == 0
    assert "an answer to check: the answer cannot be read as what the form asks for" in " ".join(told.stdout.split())
    assert told.stderr == "1 doubt.\n"


def test_programs_get_the_queue_as_json(home):
    queue = json.loads(review(home, "--json", "--limit", "1").stdout)
    assert len(queue["doubts"]) == 1
    assert queue["counts"]["total"] > 1


def test_a_reason_that_there_is_not_lists_those_that_there_are(home):
    told = review(home, "--reason", "boredom")
    assert told.returncode == 2
    assert "--reason boredom: there is no such reason; there are: clash, stale, gate" in told.stderr


def test_keys_skip_decide_and_stop(home):
    command = [*_CASEMILL, "--home", str(home), "review", "--as", "Ada"]
    terminal = pexpect.spawn(command[0], command[1:], encoding="utf-8", dimensions=(40, 110), timeout=60)
    terminal.expect(r"0 of \d")
    terminal.expect(r"\[y\] it is right as it stands .*\[q\] stop")
    terminal.send("x")
    terminal.send("y")
    terminal.expect("You confirmed the answer")
    terminal.expect(r"1 of \d")
    terminal.expect("stop")
    terminal.send("s")
    terminal.expect("stop")
    terminal.send("q")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert review(home, "--reason", "answer").stderr == "Nothing needs a look.\n"


@pytest.mark.parametrize(
    ("words", "shown"),
    [("a\x1b[2Jb", "a [2Jb"), ("two\n lines\t", "two lines"), ("\u202eright to left", "right to left")],
)
def test_what_a_terminal_would_obey_is_not_given_to_it(words, shown):
    assert plain(words) == shown

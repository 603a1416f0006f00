import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

import httpx
import pytest
import zstandard

from models.errors import UsageError
from models.report import GateVerdict, RunReport, SourceCounts
from pipeline.settings import Settings

CASEMILL = (sys.executable, "-c", "from pipeline.cli import main; main()")
CASEMILL_ALONE = (sys.executable, "-c", f"import sys; sys.modules['prefect'] = None; {CASEMILL[-1]}")
PAGE = "# The {name} case\n\n## What was done\n\nIn 2019 the City of {name} held two workshops.\n"

pytestmark = pytest.mark.filterwarnings("ignore")


@dataclass(frozen=True)
class Scheduled:
    """A `casemill schedule` at work."""

    process: "subprocess.Popen[str]"
    home: Path
    api: str


@dataclass(frozen=True)
class Milled:
    """Two homes with the same pages after their first run, and what the commands told."""

    plain: Path
    plain_told: "subprocess.CompletedProcess[str]"
    flow: Path
    flow_told: "subprocess.CompletedProcess[str]"


def make_home(folder: Path) -> Path:
    (folder / "sources").mkdir(parents=True)
    (folder / "pages").mkdir()
    (folder / "casemill.toml").write_text("models = false\nworkers = 1\n")
    (folder / "sources" / "towns.toml").write_text('kind = "folder"\npath = "pages"\nschedule = "15 3 * * *"\n')
    for name in ("Ghent", "Porto", "Tampere"):
        (folder / "pages" / f"{name}.md").write_text(PAGE.format(name=name))
    (folder / "pages" / "empty.md").touch()
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def scheduled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scheduled]:
    home, port = make_home(tmp_path_factory.mktemp("scheduled")), free_port()
    command = [*CASEMILL, "--home", str(home), "schedule", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        told = next((line for line in process.stderr if "Scheduled runs are on" in line), "")
        assert told, "the schedule ended before it was on"
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("PREFECT_API_URL", f"http://127.0.0.1:{port}/api")
            environment.setenv("PREFECT_HOME", str(home / "processed" / "prefect"))
            environment.setenv("PREFECT_LOGGING_LEVEL", "CRITICAL")
            yield Scheduled(process, home, f"http://127.0.0.1:{port}/api")
        process.send_signal(signal.SIGINT)


def casemill(*arguments: str, without_prefect: bool = False) -> "subprocess.CompletedProcess[str]":
    command = CASEMILL_ALONE if without_prefect else CASEMILL
    return subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120)


def records(home: Path) -> list[dict[str, Any]]:
    with zstandard.open(home / "processed" / "latest" / "cases.jsonl.zst", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [{**record, "source": {**record["source"], "captured_at": None}} for record in found]


def test_the_deployment_gets_scheduled_runs(scheduled: Scheduled) -> None:
    asked = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}, "sort": "EXPECTED_START_TIME_ASC"}
    for _ in range(150):
        runs = httpx.post(f"{scheduled.api}/flow_runs/filter", json=asked).json()
        if len({run["expected_start_time"][11:16] for run in runs}) == 2:
            break
        time.sleep(0.2)
    assert {run["expected_start_time"][11:16] for run in runs} == {"02:00", "03:15"}
    assert {run["work_pool_name"] for run in runs} == {"casemill"}


def test_one_run_at_a_time_and_a_second_is_cancelled(scheduled: Scheduled) -> None:
    deployment = httpx.get(f"{scheduled.api}/deployments/name/casemill due/nightly").json()
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert deployment["global_concurrency_limit"]["limit"] == 1


@pytest.fixture(scope="session")
def milled(scheduled: Scheduled, tmp_path_factory: pytest.TempPathFactory) -> Milled:
    plain, flow = (make_home(tmp_path_factory.mktemp("home") / name) for name in ("plain", "flow"))
    return Milled(
        plain=plain,
        plain_told=casemill("--home", str(plain), "run", "--json", without_prefect=True),
        flow=flow,
        flow_told=casemill("--home", str(flow), "run", "--json", "--engine", "prefect"),
    )


def test_a_plain_run_needs_no_prefect(milled: Milled) -> None:
    assert (milled.plain_told.stderr, milled.plain_told.returncode) == ("", 4)
    assert json.loads(milled.plain_told.stdout)["records"] == 3


def test_a_run_under_prefect_gives_what_a_plain_run_gives(milled: Milled) -> None:
    assert milled.flow_told.returncode == 4, milled.flow_told.stderr
    plain, flow = (json.loads(told.stdout) for told in (milled.plain_told, milled.flow_told))
    assert {key: (plain[key], flow[key]) for key in plain if plain[key] != flow[key]}.keys() <= {
        "run",
        "release",
        "seconds",
    }
    assert records(milled.plain) == records(milled.flow) != []


def test_a_scheduled_run_leaves_alone_what_is_not_due(milled: Milled) -> None:
    from pipeline.flows import run_due

    assert run_due(str(milled.flow), return_state=True).message == "no source is due"


def test_a_scheduled_run_mills_what_is_due(
    scheduled: Scheduled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import flows

    def run(settings: Settings, names: tuple[str, ...], **_: object) -> RunReport:
        return RunReport(
            run="",
            sources={name: SourceCounts(pages=5, new=3, changed=2) for name in names},
            records=3,
            released=True,
            release="",
            gates=(GateVerdict(gate="towns/events", held=True, reason="events per page fell from 2.1 to 0.0"),),
            seconds=0,
        )

    monkeypatch.setattr(flows, "run", run)
    state = flows.run_due(str(make_home(tmp_path / "never_run")), return_state=True)
    assert state.message == "towns: 5 pages, 3 new, 2 changed; held back by towns/events"
    shown = httpx.post(f"{scheduled.api}/artifacts/latest/filter", json={}).json()
    assert {each["key"] for each in shown} == {"casemill-sources", "casemill-gates"}
    asked = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    names = [each["name"] for each in httpx.post(f"{scheduled.api}/flow_runs/filter", json=asked).json()]
    assert [name for name in names if name.startswith("towns · 20")]


def test_a_batch_is_tried_again_when_the_machine_was_short(scheduled: Scheduled) -> None:
    from pipeline.flows import mill_batch
    from pipeline.milling import Batch, BatchResult

    answers = iter([OSError("no more processes"), BatchResult(batch=Batch(source="towns", tasks=()), outcomes=())])

    def work() -> BatchResult:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return answer

    assert mill_batch.with_options(retry_delay_seconds=0)(work).batch.source == "towns"


def test_a_wrong_setting_is_not_tried_again(scheduled: Scheduled) -> None:
    from pipeline.flows import mill_batch

    attempts = []

    def work() -> None:
        attempts.append("once")
        raise UsageError("no template of that name")

    with pytest.raises(UsageError):
        mill_batch.with_options(retry_delay_seconds=0)(work)
    assert attempts == ["once"]


def test_ctrl_c_ends_the_schedule_and_all_its_children(scheduled: Scheduled) -> None:
    children = Path(f"/proc/{scheduled.process.pid}/task/{scheduled.process.pid}/children").read_text().split()
    scheduled.process.send_signal(signal.SIGINT)
    assert scheduled.process.wait(60) == 130
    assert len(children) == 2
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        told = casemill("--home", str(make_home(tmp_path / "home")), "schedule", "--port", str(port))
    assert told.returncode == 2
    assert told.stderr.splitlines()[0].startswith(f"casemill: port {port} of this machine cannot be used")


@pytest.mark.parametrize("command", [["schedule"], ["run", "--engine", "prefect"]], ids=" ".join)
def test_without_prefect_one_line_says_what_to_install(command: list[str], tmp_path: Path) -> None:
    told = casemill("--home", str(make_home(tmp_path / "home")), *command, without_prefect=True)
    assert told.returncode == 2
    assert told.stderr == (
        "casemill: Prefect is not installed; `pip install 'casemill[schedule]'` (a plain `casemill run` needs none)\n"
    )


def test_the_unit_file_is_one_that_systemd_reads(tmp_path: Path) -> None:
    home = make_home(tmp_path / "a home")
    told = casemill("--home", str(home), "schedule", "--systemd", without_prefect=True)
    assert f'\nReadWritePaths="{home}"\n' in told.stdout
    assert "\nProtectSystem=strict\n" in told.stdout
    if which("systemd-analyze"):
        unit = tmp_path / "casemill.service"
        unit.write_text(told.stdout)
        verified = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
        assert "casemill.service" not in verified.stderr

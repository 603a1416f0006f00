"""Whenever who decides, or what settles it, is killed: nothing that was taken is lost, and nothing counts twice."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from sqlalchemy import select

from models.intent import Correcting, Said, Wanted
from pipeline.decisions.applying import apply_now
from pipeline.decisions.journal import journal_of, read_lines
from pipeline.decisions.saving import Saved, save
from pipeline.decisions.taking import write_down
from pipeline.run import run
from pipeline.settings import load_settings
from pipeline.store.cases import live_cases
from pipeline.store.database import opened, reading
from pipeline.store.logbook import count_decisions
from pipeline.store.tables import cases, decisions
from tests.crash.outcome import differing, outcome
from tests.crash.test_kills import KILLS, SEED
from tests.crash.victim import Moment, begun, census, ended, killed
from tests.fake_mill import fake_engine
from tests.homes import make_home, set_pages

TRIALS = max(6, KILLS // 8)
PAGES: dict[str, str | bytes] = {f"{number}.txt": f"Page {number}\nwords of the first night" for number in range(5)}
CHANGED = PAGES | {f"{number}.txt": f"Page {number}\nother words" for number in range(0, 5, 2)}
TOLD = "told"


def curate(home: Path) -> None:
    """Each title is decided twice, one case after the other; `told` has what the curator heard to be taken."""
    settings = load_settings(home)
    with opened(settings.database_url) as store, (home / TOLD).open("a", buffering=1) as told:
        with reading(store) as connection:
            every = [each.id for each in live_cases(connection)]
            known = count_decisions(connection)
        for number, case in enumerate((*every, *every), start=known):
            intent = Correcting(field="title", value=Said(title=f"Title {number}"))
            saved = save(store, settings.raw, case, Wanted(intents=(intent,)), by="ada")
            assert isinstance(saved, Saved)
            told.write("".join(f"{each.id}\n" for each in saved.taken))


def settle(home: Path) -> None:
    apply_now(load_settings(home))


@pytest.fixture(scope="module")
def homes(tmp_path_factory) -> Mapping[str, Path]:
    """With pages; with decisions; and with these in the data set."""
    folder = tmp_path_factory.mktemp("decided")
    milled = make_home(folder / "milled", PAGES)
    run(milled, engine=fake_engine)
    copytree(milled.home, folder / "decided", symlinks=True)
    lines = {"curate": census(folder / "decided", curate)}
    copytree(folder / "decided", folder / "settled", symlinks=True)
    lines["settle"] = census(folder / "settled", settle)
    return {"lines": lines, **{name: folder / name for name in ("milled", "decided", "settled")}}


def moments(homes: Mapping[str, Path], job: str, phases: list[str]) -> Iterator[Moment]:
    choose = Random(SEED)  # noqa: S311
    for trial in range(TRIALS):
        phase = phases[trial % len(phases)]
        yield Moment(phase, line=choose.randint(1, homes["lines"][job][phase]))


def heard(home: Path) -> list[str]:
    return (home / TOLD).read_text().splitlines() if (home / TOLD).exists() else []


def check(home: Path) -> list[str]:
    """The decisions, of which table and journal say the same, each once, in the order in which they came."""
    settings = load_settings(home)
    with opened(settings.database_url) as store:
        write_down(store, settings.raw)
        with reading(store) as connection:
            rows = connection.execute(select(decisions.c.line, decisions.c.id).order_by(decisions.c.line)).all()
    written = [(each.number, each.decision.id) for each in read_lines(journal_of(settings.raw)) if each.decision]
    assert written == [tuple(row) for row in rows]
    assert len({name for _, name in written}) == len(written)
    return [name for _, name in written]


def check_titles(home: Path) -> None:
    """Each case bears the title that was decided last."""
    settings = load_settings(home)
    lines = [each.decision for each in read_lines(journal_of(settings.raw)) if each.decision]
    last = {each.case: each.act.value.title for each in lines}
    with opened(settings.database_url) as store, reading(store) as connection:
        assert {row.id: row.title for row in connection.execute(select(cases.c.id, cases.c.title))} == last


def test_what_a_curator_heard_to_be_taken_is_there_whenever_the_desk_is_killed(homes, tmp_path):
    for trial, moment in enumerate(moments(homes, "curate", ["deciding"])):
        home = copytree(homes["milled"], tmp_path / str(trial), symlinks=True)
        assert killed(home, moment, job=curate)
        before = heard(home)
        after = check(home)
        assert after[: len(before)] == before, moment
        assert len(after) - len(before) <= 1, moment
        assert not killed(home, job=curate)
        assert set(after) <= set(check(home))
    settle(home)
    check_titles(home)


def test_what_was_decided_is_settled_once_whenever_that_is_killed(homes, tmp_path):
    wanted = outcome(homes["settled"])
    for trial, moment in enumerate(moments(homes, "settle", ["settling", "storing", "ledger", "release"])):
        home = copytree(homes["decided"], tmp_path / str(trial), symlinks=True)
        assert killed(home, moment, job=settle)
        assert not killed(home, job=settle)
        assert differing(outcome(home), wanted) == [], moment
        assert check(home) == heard(home)


def test_a_curator_goes_on_while_a_run_is_killed(homes, tmp_path):
    for trial, phase in enumerate(("storing", "release", "settling")):
        home = copytree(homes["decided"], tmp_path / str(trial), symlinks=True)
        set_pages(home, CHANGED)
        at_work = begun(home, Moment(phase, line=20))
        curator = begun(home, job=curate)
        assert not ended(curator)
        assert ended(at_work)
        assert check(home) == heard(home)
        assert not killed(home)
        check_titles(home)


@pytest.mark.parametrize("torn", [b"{", b'{"id":"decision-', b"\xff" * 5_000])
def test_a_line_that_was_half_written_is_written_again(homes, tmp_path, torn):
    home = copytree(homes["decided"], tmp_path / "home", symlinks=True)
    journal = journal_of(load_settings(home).raw)
    whole = journal.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    for left in (whole + torn, whole[: -len(last)] + torn, whole[: -len(last) // 2]):
        journal.write_bytes(left)
        assert check(home) == heard(home)
    curate(home)
    assert check(home) == heard(home)
    assert journal.read_bytes().startswith(whole)

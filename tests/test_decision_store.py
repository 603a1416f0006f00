from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.claim import PlaceClaim
from models.decision import Decision
from models.errors import UnknownNameError
from pipeline.decisions.journal import journal_of
from pipeline.decisions.standing import standing
from pipeline.decisions.taking import take, write_down
from pipeline.store.cases import live_cases
from pipeline.store.database import opened, reading, writing
from pipeline.store.decisions import add_decisions, all_decisions, decisions_of, find_decision
from tests.curating import actor, added, undone
from tests.homes import make_home, run_here


@dataclass(frozen=True)
class _Home:
    store: Engine
    raw: Path
    case: str


@pytest.fixture
def home(tmp_path):
    settings = make_home(tmp_path / "home", {"a.txt": "Harbour gardens\n\nThe Otter Guild met in Lyon."})
    run_here(settings)
    with opened(settings.database_url) as store:
        with reading(store) as connection:
            case = next(live_cases(connection)).id
        yield _Home(store, settings.raw, case)


def adding(home: _Home, quote: str = "Otter Guild", minute: int = 0) -> Decision:
    with reading(home.store) as connection:
        return added(standing(connection, home.case).machine, actor(quote), quote, minute=minute)


def test_a_decision_is_seen_at_once_and_kept_in_the_journal(home):
    decision = adding(home)
    assert take(home.store, home.raw, [decision, decision]) == 1
    assert take(home.store, home.raw, [decision]) == 0
    with reading(home.store) as connection:
        stands = standing(connection, home.case)
        assert decisions_of(connection, home.case) == (decision,)
        assert find_decision(connection, decision.id) == decision
    assert [each.name for each in stands.curated.record.actors if each.name == "Otter Guild"] == ["Otter Guild"]
    assert [Decision.model_validate_json(line) for line in journal_of(home.raw).read_text().splitlines()] == [decision]


def test_the_journal_catches_up_and_drops_what_was_never_committed(home):
    first, second = adding(home), adding(home, "Lyon", minute=1)
    take(home.store, home.raw, [first])
    with journal_of(home.raw).open("a") as file:
        file.write('{"half a line')
    with writing(home.store) as connection:
        add_decisions(connection, [second])
    assert write_down(home.store, home.raw) == 2
    with reading(home.store) as connection:
        assert list(all_decisions(connection)) == [first, second]
        assert list(all_decisions(connection, until=1)) == [first]
    assert [Decision.model_validate_json(line) for line in journal_of(home.raw).read_text().splitlines()] == [
        first,
        second,
    ]


@pytest.mark.parametrize("left", [None, "", "{}\n"])
def test_a_journal_that_was_lost_comes_back(home, left):
    first, second = adding(home), adding(home, "Lyon", minute=1)
    take(home.store, home.raw, [first])
    journal_of(home.raw).unlink()
    if left is not None:
        journal_of(home.raw).write_text(left)
    take(home.store, home.raw, [second])
    assert [Decision.model_validate_json(line) for line in journal_of(home.raw).read_text().splitlines()] == [
        first,
        second,
    ]


def test_a_case_without_decisions_is_as_the_machine_says(home):
    with reading(home.store) as connection:
        stands = standing(connection, home.case)
        assert stands.curated.record == stands.machine
        with pytest.raises(UnknownNameError, match="no case is called case-none"):
            standing(connection, "case-none")
        with pytest.raises(UnknownNameError, match="no decision is called x"):
            find_decision(connection, "x")


def test_many_decisions_are_taken_at_once(home):
    with reading(home.store) as connection:
        page = standing(connection, home.case).machine
    many = [added(page, PlaceClaim(name="Lyon"), "Lyon", minute=each) for each in range(600)]
    many.append(undone(page, many[0], minute=601))
    assert take(home.store, home.raw, many) == 601
    with reading(home.store) as connection:
        assert len(list(all_decisions(connection))) == 601

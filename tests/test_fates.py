"""Pages edited and extracted anew by other rules: what becomes of each decision that was taken before."""

import pytest

from models.claim import PlaceClaim
from models.frozen import revise
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.tables import fates
from tests import fake_mill
from tests.curated_homes import decide_on, rows_of, stored
from tests.curating import actor, added, corrected, undone
from tests.homes import make_home, set_pages
from tests.records import mentioned

SEEN = (
    "Harbour gardens\n"
    "The Otter Guild laid out the first bed of stones.\n"
    "The Heron Trust keeps the gate in the summer months.\n"
    "Seeds were brought by the Newt League every spring.\n"
    "They came from Lyon by river boat that year.\n"
    "The Toad Circle is a song and no body at all.\n"
    "The Vole Society paid for the lamps on the quay.\n"
)
EDITED = SEEN.replace("from Lyon", "from afar").replace(
    "The Vole", "Nobody had thought of that before the flood.\nThe Vole"
)
FEW, MORE = ("Otter Guild",), ("Otter Guild", "Newt League")


@pytest.fixture
def rules(monkeypatch):
    """What the machine takes for an actor."""
    plain = fake_mill.fake_record

    def follow(names: tuple[str, ...]) -> None:
        def record(capture):
            page = plain(capture)
            return revise(page, actors=tuple(mentioned("actors", page.text, name) for name in names))

        monkeypatch.setattr(fake_mill, "fake_record", record)
        monkeypatch.setattr("pipeline.run.fingerprint", lambda _: repr(names))

    return follow


def night(settings: Settings, text: str):
    set_pages(settings.home, {"a.txt": text})
    return run(settings, engine=fake_mill.fake_engine)


def actors(settings: Settings) -> dict[str, str]:
    return {each.name: each.sector.value for each in stored(settings, "a.txt").actors}


def test_after_other_rules_and_an_edit_each_decision_meets_its_fate(tmp_path, rules):
    rules(FEW)
    settings = make_home(tmp_path / "home", {})
    night(settings, SEEN)
    otter = actor("Otter Guild")
    names = ("overruled", "applied", "newer", "redundant", "stale", "undone", "moved")
    made = decide_on(
        settings,
        "a.txt",
        lambda page: corrected(page, otter, actor("Otter Guild", "business"), "Otter Guild", minute=0),
        lambda page: added(page, actor("Heron Trust"), "Heron Trust", minute=1),
        lambda page: corrected(page, otter, actor("Otter Guild", "civil_society"), "Otter Guild", minute=2),
        lambda page: added(page, actor("Newt League"), "Newt League", minute=3),
        lambda page: added(page, PlaceClaim(name="Lyon"), "Lyon", minute=4),
        lambda page: added(page, actor("Toad Circle"), "Toad Circle", minute=5),
        lambda page: added(page, actor("Vole Society"), "Vole Society", minute=6),
    )
    called = dict(zip((each.id for each in made), names, strict=True))
    (undo,) = decide_on(settings, "a.txt", lambda page: undone(page, made[5], minute=7))
    called[undo.id] = "undo"

    def told() -> dict[str, tuple[str, str | None]]:
        rows = rows_of(settings, fates, "decision", "outcome", "reason")
        return {called[name]: (outcome, reason) for name, outcome, reason in rows}

    assert night(settings, SEEN).curated == 1
    fitting = dict.fromkeys(called.values(), ("applied", None))
    assert told() == {**fitting, "overruled": ("overruled", None), "undone": ("undone", None)}
    assert actors(settings) == {
        "Otter Guild": "civil_society",
        "Heron Trust": "unknown",
        "Newt League": "unknown",
        "Vole Society": "unknown",
    }
    before = actors(settings)

    rules(MORE)
    assert night(settings, EDITED).total.changed == 1
    assert told() == {
        "applied": ("applied", None),
        "newer": ("applied", None),
        "undo": ("applied", None),
        "moved": ("moved", None),
        "redundant": ("redundant", None),
        "stale": ("stale", "the words are gone"),
        "overruled": ("overruled", None),
        "undone": ("undone", None),
    }
    assert actors(settings) == before
    assert stored(settings, "a.txt").places == ()

    rules(FEW)
    assert night(settings, SEEN).total.changed == 1
    assert told()["stale"] == told()["redundant"] == told()["moved"] == ("applied", None)
    assert [each.name for each in stored(settings, "a.txt").places] == ["Lyon"]

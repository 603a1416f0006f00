import re
from pathlib import Path
from random import Random

import pytest

from models.errors import UsageError
from models.report import SortOrder
from pipeline.index.cursor import digest, read_cursor
from pipeline.run import run
from pipeline.store.database import opened
from tests.fake_mill import fake_engine
from tests.homes import make_home
from tests.searching import Search, case, index_records, searched, searching

WORDS = ("harbour", "garden", "mill", "ferry", "kiln")


def cases(numbers, seed: int = 1):
    chance = Random(seed)  # noqa: S311 -- words of a test
    for number in numbers:
        text = " ".join(chance.choices(WORDS, k=chance.randint(1, 30)))
        yield case(f"case-{number}", f"{text} town", dates=[str(1990 + number % 7)])


def walk(find: Search, query: str, between=lambda: None, **options: object) -> list[str]:
    """The ids of all pages in turn; `between` two of them something else happens."""
    found = find(query, **options)
    ids = [hit.id for hit in found.hits]
    while found.next:
        between()
        assert found.first + len(found.hits) == len(ids) + 1
        found = find(query, cursor=found.next, **options)
        ids += [hit.id for hit in found.hits]
    return ids


@pytest.mark.parametrize(("query", "sort"), [("garden mill town", "relevance"), ("town", "date"), ("", "relevance")])
def test_pages_show_each_hit_once(tmp_path, query, sort):
    with searched(tmp_path / "home", cases(range(45))) as find:
        ids = walk(find, query, limit=7, sort=SortOrder(sort))
        whole = [hit.id for hit in find(query, limit=50, sort=SortOrder(sort)).hits]
    assert sorted(ids) == sorted(f"case-{number}" for number in range(45))
    assert ids == whole


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_pages_neither_repeat_nor_lose_hits_while_the_index_changes(tmp_path, sort):
    home = make_home(tmp_path / "home", {})
    generation = 1
    with opened(home.database_url) as store:
        folder = home.processed / "index"
        index_records(folder, store, cases(range(40)))

        def change() -> None:
            # Others come, which shifts all scores; those that were there stay as they are.
            nonlocal generation
            generation += 1
            others = cases(range(1000, 1000 + 10 * min(generation, 3)), seed=generation)
            index_records(folder, store, [*cases(range(40)), *others], generation=str(generation))

        ids = walk(searching(home, store), "garden mill town", change, limit=9, sort=SortOrder(sort))
    assert len(set(ids)) == len(ids)
    assert {f"case-{number}" for number in range(40)} <= set(ids)


@pytest.fixture(scope="module")
def find(tmp_path_factory):
    with searched(tmp_path_factory.mktemp("cursors") / "home", cases(range(5))) as find:
        yield find


@pytest.mark.parametrize("word", ["", "x", "=", "é", "AAAA", "a" * 9999, "\x00"])
def test_a_word_that_is_no_cursor_is_told(find, word):
    if word:
        with pytest.raises(UsageError, match="leave it out"):
            find("town", cursor=word)
    else:
        assert find("town", cursor=word).first == 1


def test_a_cursor_is_of_one_search(find):
    cursor = find("town", limit=2).next
    for other in (lambda: find("mill", cursor=cursor), lambda: find("town", "language=en", cursor=cursor)):
        with pytest.raises(UsageError, match="another query"):
            other()
    with pytest.raises(UsageError, match="another query"):
        find("town", cursor=cursor, sort=SortOrder.DATE)
    with pytest.raises(UsageError, match="another store"):
        read_cursor(cursor, digest("another"), digest())


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(path: Path) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)


@pytest.mark.parametrize("harm", [truncate, garble, Path.unlink])
@pytest.mark.parametrize("files", [r"manifest\.json", r"meta\.json", r"\.store$", r"\.(idx|term|pos|fast)$"])
def test_a_damaged_index_is_made_anew(tmp_path, harm, files):
    home = make_home(tmp_path / "home", {"a.txt": "Night market\nA market by the quay."})
    run(home, engine=fake_engine)
    for path in [each for each in (home.processed / "index").rglob("*") if re.search(files, each.name)]:
        harm(path)
    with opened(home.database_url) as store:
        assert searching(home, store)("market").total == 1

"""Searches among many cases, side by side with SQLite's full-text index (FTS5) over the same texts."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import pysqlite3
from sqlalchemy import Engine

from benchmarks.cases import records
from benchmarks.pages import NOUNS, TOWNS
from models.record import CaseRecord
from pipeline.index.schema import searched_texts
from pipeline.index.search import search
from pipeline.store.database import opened
from pipeline.values import FACETS, values_of
from tests.searching import index_records

_WORDS = ("grant", "winter", "workshops", "voucher", "patience", "conference", "families", "roof", "loan", "summer")
_PEER = (
    "SELECT rowid, snippet(words, 1, '<', '>', '…', 30) FROM words"
    " WHERE words MATCH ? ORDER BY bm25(words, 2, 1) LIMIT 10",
    "SELECT count(*) FROM words WHERE words MATCH ?",
    "SELECT field, value, count(*) FROM facets"
    " WHERE case_number IN (SELECT rowid FROM words WHERE words MATCH ?) GROUP BY field, value",
)


@dataclass(frozen=True)
class Searches:
    """Milliseconds of each search of a kind, here and in the peer: by the clock, and of the processor."""

    kind: str
    cases: int
    ours: tuple[float, ...]
    ours_cpu: tuple[float, ...]
    peer: tuple[float, ...]


@dataclass(frozen=True)
class _Asked:
    """A query, and the nearest that FTS5 can be asked; None where it has nothing like it."""

    query: str
    peer: str | None


def percentile(times: Sequence[float], share: float) -> float:
    """The time that so many of them do not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def measure(count: int, rounds: int) -> Iterator[Searches]:
    """The searches of each kind among `count` cases, `rounds` different ones of each; all kinds as the last."""
    with TemporaryDirectory() as folder, opened(f"sqlite:///{folder}/casemill.db") as store:
        peer = _made(Path(folder), store, count)
        every: list[Searches] = []
        for kind, make in _KINDS.items():
            chance = Random(f"queries:{kind}")  # noqa: S311 -- a grammar, not a secret
            asked = [make(chance) for _ in range(rounds)]
            search(Path(folder), store, asked[0].query)
            ours = [_timed(lambda each=each: search(Path(folder), store, each.query)) for each in asked]
            theirs = [_timed(lambda each=each: _ask_peer(peer, each.peer))[0] for each in asked if each.peer]
            clock, processor = zip(*ours, strict=True)
            every.append(Searches(kind, count, clock, processor, tuple(theirs)))
            yield every[-1]
        yield Searches(
            "all",
            count,
            tuple(time for each in every for time in each.ours),
            tuple(time for each in every for time in each.ours_cpu),
            tuple(time for each in every for time in each.peer),
        )


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = perf_counter(), process_time()
    work()
    return 1000 * (perf_counter() - clock), 1000 * (process_time() - processor)


def _made(folder: Path, store: Engine, count: int) -> sqlite3.Connection:
    """The index of the store, as a run leaves it, and the peer's."""
    peer = pysqlite3.connect(folder / "peer.db")
    peer.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize='porter unicode61 remove_diacritics 2')")
    peer.execute("CREATE TABLE facets (case_number INTEGER, field TEXT, value TEXT)")
    index_records(folder / "index", store, _shared(peer, records(count)))
    peer.execute("CREATE INDEX facets_by_case ON facets (case_number, field, value)")
    peer.execute("INSERT INTO words (words) VALUES ('optimize')")
    peer.commit()
    return peer


def _shared(peer: sqlite3.Connection, made: Iterable[CaseRecord]) -> Iterator[CaseRecord]:
    """The same records, each given to the peer in passing: it is made but once."""
    for number, record in enumerate(made):
        _add_to_peer(peer, number, record)
        yield record


def _add_to_peer(peer: sqlite3.Connection, number: int, record: CaseRecord) -> None:
    _, *texts = (text for _, text in searched_texts(record))
    peer.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (number, record.title, "\n".join(texts)))
    values = {(number, field, value) for field, value, _ in values_of(record) if field in FACETS}
    peer.executemany("INSERT INTO facets VALUES (?, ?, ?)", sorted(values))


def _ask_peer(peer: sqlite3.Connection, query: str) -> None:
    """Ten hits with snippets, the number of all, and the counts of the facets but those of questions."""
    for statement in _PEER:
        peer.execute(statement, (query,)).fetchall()


def _words(chance: Random, count: int) -> list[str]:
    return chance.sample((*_WORDS, *TOWNS, *NOUNS), count)


def _loose(chance: Random, most: int = 4) -> _Asked:
    words = _words(chance, chance.randint(1, most))
    return _Asked(" ".join(words), " OR ".join(f'"{word}"' for word in words))


def _phrase(chance: Random) -> _Asked:
    phrase = f'"{chance.choice(("City of", "University of"))} {chance.choice(TOWNS)}"'
    return _Asked(phrase, phrase)


def _prefix(chance: Random) -> _Asked:
    begun = chance.choice(NOUNS)[: chance.randint(3, 5)]
    return _Asked(f"{begun}*", f"{begun}*")


def _typo(chance: Random) -> _Asked:
    word = chance.choice([noun for noun in NOUNS if len(noun) > 5])
    at = chance.randrange(1, len(word) - 2)
    return _Asked(word[:at] + word[at + 1] + word[at] + word[at + 2 :] + "q", None)


def _fields(chance: Random) -> _Asked:
    town, year = chance.choice(TOWNS), chance.randint(1996, 2020)
    kept = chance.choice((f'actor:"{town}"', f"place:{town}", f"after:{year}", f"before:{year}", "state:unknown"))
    return _Asked(f"{kept} {_words(chance, 1)[0]} -{_words(chance, 1)[0]}", None)


def _question(chance: Random) -> _Asked:
    words = _words(chance, 4)
    return _Asked(f"What helped the {words[0]} and the {words[1]} in {words[2]}, or {words[3]}?", None)


_KINDS: Mapping[str, Callable[[Random], _Asked]] = {
    "one to four words": _loose,
    "a phrase": _phrase,
    "a beginning": _prefix,
    "a typing error": _typo,
    "fields, dates, without": _fields,
    "a question": _question,
}

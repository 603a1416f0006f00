"""The cases that resemble a case: candidates from the index, compared one by one."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import tantivy
from sqlalchemy import Engine

from curation.similarity import (
    WORD,
    Gauge,
    Profile,
    Trait,
    Weight,
    common,
    contrasts,
    gauge_of,
    overlap,
    score,
    weight_of,
)
from models.errors import StoreError
from models.likeness import SimilarHit, SimilarResult
from pipeline.index.asking import asked
from pipeline.index.reader import Reader, damage_told
from pipeline.index.schema import PROFILE, TRAIT, schema
from pipeline.index.terms import all_of, any_of, weighed
from pipeline.similar.profiles import form_term, term_of, unpack_profile
from pipeline.similar.wording import differing, reasons_of, shared_of
from pipeline.store.database import reading
from pipeline.store.history import newest_version

MOST = 100
_ASKED_WORDS, _ASKED_THINGS = 25, 40
_FEWEST, _PER_HIT = 60, 3
# From here on two pages are nearly the same; those that have less in common need not be looked at for it.
_COPY, _MAY_BE_COPY = 0.9, 0.5
_MOST_COPIES = 3
_LEAST = 0.01


class Near(NamedTuple):
    """A case that resembles the one, how much, and what share of its words it copies (0: it is none)."""

    id: str
    title: str
    profile: Profile
    score: float
    copied: float


class Neighbours(NamedTuple):
    """A case, and those that resemble it, the nearest first."""

    title: str
    gauge: Gauge
    near: Sequence[Near]


def similar(processed: Path, engine: Engine, case_id: str, *, limit: int = 10) -> SimilarResult:
    """The cases that resemble the case, the nearest first; at most `MOST`.

    Raises UnknownNameError where there is no such case, StoreError where the index can be neither read nor made.
    """
    most = min(limit, MOST)
    found = asked(processed, engine, lambda reader, folder: neighbours(reader, folder, case_id, most))
    if found is None:
        with reading(engine) as connection:
            newest_version(connection, case_id)
        raise StoreError(f"the index does not hold {case_id} yet; ask again when the run that is at work has ended")
    copies = [each.id for each in found.near if each.copied]
    kept = [each for each in found.near if each.id not in copies[_MOST_COPIES:]][:most]
    hits = tuple(_hit(found.gauge, each) for each in kept)
    return SimilarResult(id=case_id, title=found.title, hits=hits, more_copies=max(0, len(copies) - _MOST_COPIES))


def neighbours(reader: Reader, folder: Path, case_id: str, limit: int) -> Neighbours | None:
    """Enough of the cases nearest to the case for so many hits; None where the index does not hold it."""
    with damage_told(folder):
        itself = reader.searcher.search(_is(case_id), 1, count=False).hits
        if not itself:
            return None
        _, title, profile = _read(reader, itself[0][1])
        gauge = gauge_of(profile, _weights(reader.searcher, profile))
        asks = [weighed(_bears(trait), weight) for trait, weight in _most_telling(gauge)]
        if not asks:
            return Neighbours(title, gauge, ())
        candidates = all_of([any_of(asks)], refused=[_is(case_id)])
        found = reader.searcher.search(candidates, max(_FEWEST, limit * _PER_HIT), count=False).hits
        near = [_compared(gauge, *_read(reader, address)) for _, address in found]
    telling = (each for each in near if each.score >= _LEAST)
    return Neighbours(title, gauge, sorted(telling, key=lambda each: (-each.score, each.id)))


def _is(case_id: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), "id", case_id, "basic")


def _bears(trait: Trait) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), TRAIT, term_of(trait), "basic")


def _read(reader: Reader, address: tantivy.DocAddress) -> tuple[str, str, Profile]:
    document = reader.searcher.doc(address)
    title, profile = unpack_profile(bytes(document[PROFILE][0]))
    return str(document["id"][0]), title, profile


def _weights(searcher: tantivy.Searcher, profile: Profile) -> dict[Trait, Weight]:
    every, of_form = searcher.num_docs, searcher.doc_freq(TRAIT, form_term(profile.form))

    def having(trait: Trait, form: str = "") -> int:
        return searcher.doc_freq(TRAIT, term_of(trait, form))

    return {
        trait: weight_of(trait[0], (having(trait), every), (having(trait, profile.form), of_form))
        for trait in profile.traits()
    }


def _most_telling(gauge: Gauge) -> list[tuple[Trait, float]]:
    """By what candidates are found: things and words that tell the most, be it of any page or of those of its form."""
    things = [(trait, sum(weight) / 2) for trait, weight in gauge.things]
    words = [((WORD, stem), sum(weight) / 2) for stem, weight in gauge.words]
    most = ((things, _ASKED_THINGS), (words, _ASKED_WORDS))
    return [each for some, count in most for each in sorted(some, key=lambda each: (-each[1], each[0]))[:count]]


def _compared(gauge: Gauge, case_id: str, title: str, other: Profile) -> Near:
    likeness = score(gauge, other)
    copied = overlap(gauge, other) if likeness >= _MAY_BE_COPY else 0.0
    return Near(case_id, title, other, likeness, copied if copied >= _COPY else 0.0)


def _hit(gauge: Gauge, near: Near) -> SimilarHit:
    both, contrast = common(gauge, near.profile), contrasts(gauge.profile, near.profile)
    return SimilarHit(
        id=near.id,
        title=near.title,
        score=round(near.score, 4),
        reasons=reasons_of(both, contrast, near.copied),
        shared=shared_of(both),
        differs=differing(contrast),
        copy_share=round(near.copied, 2) if near.copied else None,
    )

"""What a case is compared by, made of its record, and as the index keeps it."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from curation.similarity import ANSWER, Profile, Trait
from models.record import CaseRecord, Entity
from models.vocabulary import PairState
from pipeline.index.analysis import fold, fold_value, stem, stop_words
from pipeline.index.fields import answers_of, question_of

_WORD = re.compile(r"[^\W_]+")
_SHORTEST, _MOST_WORDS, _OF_TITLE = 3, 300, 3
_MOST_CHARACTERS = 200_000
_BETWEEN = "\x1f"


def profile_of(record: CaseRecord) -> Profile:
    """The profile of the record."""
    form = f"template {record.template.key}" if record.template else f"source {record.source.name}"
    things = {(kind, fold_value(value)): shown for kind, value, shown in _things(record) if value.strip()}
    return Profile(form, things, _words(record))


def term_of(trait: Trait, form: str = "") -> str:
    """The index's term for the trait, or for the trait in a page of that form."""
    return _BETWEEN.join((form, *trait))


def form_term(form: str) -> str:
    """The index's term for all pages of the form."""
    return f"{form}{_BETWEEN}"


def terms_of(profile: Profile) -> Iterator[str]:
    """All terms of the profile."""
    yield form_term(profile.form)
    for trait in profile.traits():
        yield term_of(trait)
        yield term_of(trait, profile.form)


def pack_profile(title: str, profile: Profile) -> bytes:
    """The case's title and profile as the index keeps them."""
    things = [[*trait, shown] for trait, shown in profile.things.items()]
    words = [[stem, count, shown] for stem, (count, shown) in profile.words.items()]
    return json.dumps([title, profile.form, things, words], ensure_ascii=False, separators=(",", ":")).encode()


def unpack_profile(packed: bytes) -> tuple[str, Profile]:
    """The title and the profile that the index kept."""
    content: Any = json.loads(packed)
    title, form, things, words = content
    profile = Profile(
        form,
        {(kind, value): shown for kind, value, shown in things},
        {stem: (count, shown) for stem, count, shown in words},
    )
    return title, profile


def _things(record: CaseRecord) -> Iterator[tuple[str, str, str]]:
    for actor in record.actors:
        yield "actor" if actor.named else "organisation", actor.name, actor.name
    yield from _named("event", record.events)
    yield from _named("instrument", record.instruments)
    yield from _named("place", record.places)
    for event in record.events:
        yield "event_kind", event.kind, _plain(event.kind)
    for instrument in record.instruments:
        yield "instrument_kind", instrument.kind, _plain(instrument.kind)
    yield from (("country", each.country, each.country) for each in record.places if each.country)
    for section in record.sections:
        for pair in section.pairs:
            if pair.state is PairState.ANSWERED:
                question = question_of(section.key, pair)
                for answer in answers_of(pair):
                    yield ANSWER, f"{question}={answer}", f"{_plain(pair.key)}: {_plain(answer)}"


def _named(kind: str, things: Iterable[Entity]) -> Iterator[tuple[str, str, str]]:
    yield from ((kind, each.name, each.name) for each in things)


def _plain(key: str) -> str:
    return key.replace("_", " ")


def _words(record: CaseRecord) -> dict[str, tuple[int, str]]:
    """Of the author's words that tell something those that stand most often; a title's count as several.

    Headings are the form's.
    """
    language = record.language
    texts = (
        (record.title, *(section.text for section in record.sections))
        if record.sections
        else (record.title, record.text)
    )
    counts: dict[str, int] = {}
    shown: dict[str, str] = {}
    for at, text in enumerate(texts):
        for word in _WORD.findall(unicodedata.normalize("NFC", text[:_MOST_CHARACTERS]).lower()):
            root = _root(language, word)
            if root:
                counts[root] = counts.get(root, 0) + (1 if at else _OF_TITLE)
                shown.setdefault(root, word)
    kept = sorted(counts, key=lambda each: (-counts[each], each))[:_MOST_WORDS]
    return {each: (counts[each], shown[each]) for each in kept}


@lru_cache(maxsize=200_000)
def _root(language: str, word: str) -> str:
    folded = "".join(fold(word))
    if len(folded) < _SHORTEST or folded.isdigit() or folded in stop_words().get(language, frozenset()):
        return ""
    return stem(language, folded)

"""The words that dates are made of and told by, of all languages at once: months and years are alike across them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Flag, auto
from functools import cache
from typing import NamedTuple

from extractors.entities.dates.points import Point, decade_of
from extractors.folding import fold_word
from extractors.vocabulary import languages, vocabulary
from models.frozen import Frozen

TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
# Their months are written small; with a capital, in a text of another language, such a word is a name (`Mars`). Short
# forms of another language's months are no months (`ago`, `set`).
_SMALL_MONTHS = frozenset({"da", "es", "fr", "it", "nl", "pl", "pt", "sv"})


class DateWords(Frozen):
    """What `<language>/dates.yaml` holds; the English file tells what each list is for."""

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    ordinals: tuple[tuple[str, ...], ...] = ()
    last: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    quarters: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    conjunction: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    approximate: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    decades: tuple[tuple[str, ...], ...] = ()
    decade_numbers: tuple[tuple[str, ...], ...] = ()
    decade_before: tuple[str, ...] = ()
    decade_nouns: tuple[str, ...] = ()
    decade_suffixes: tuple[str, ...] = ()
    full_decade_suffixes: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    counting: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    year_verbs: tuple[str, ...] = ()
    year_followers: tuple[str, ...] = ()
    asks_number: tuple[str, ...] = ()


class Sense(Flag):
    """What a word does in a date, beside naming a month or a number."""

    WEEKDAY = auto()
    OF = auto()
    ARTICLE = auto()
    SEASON = auto()
    PART = auto()
    QUARTER = auto()
    HALF = auto()
    TO = auto()
    AND = auto()
    BETWEEN = auto()
    APPROXIMATE = auto()
    PRESENT = auto()
    DECADE_BEFORE = auto()
    LAST = auto()
    COMMA = auto()
    DASH = auto()
    STROKE = auto()


NO_SENSE = Sense(0)
_LISTS = {
    Sense.WEEKDAY: "weekdays",
    Sense.OF: "of",
    Sense.ARTICLE: "articles",
    Sense.SEASON: "seasons",
    Sense.PART: "parts",
    Sense.QUARTER: "quarters",
    Sense.HALF: "halves",
    Sense.TO: "to",
    Sense.AND: "conjunction",
    Sense.BETWEEN: "between",
    Sense.APPROXIMATE: "approximate",
    Sense.PRESENT: "present",
    Sense.DECADE_BEFORE: "decade_before",
}
_SIGNS = {
    ",": Sense.COMMA,
    "-": Sense.DASH,
    "–": Sense.DASH,
    "—": Sense.DASH,
    "→": Sense.TO,
    "/": Sense.STROKE,
    "&": Sense.AND,
    "+": Sense.AND,
}


class Entry(NamedTuple):
    """What a phrase may mean: a month from 1; an ordinal, or a day as it is read out; a decade; what it does else.

    `abbreviated`: a full stop may follow. `small`: it is a month only when written small. `announced`: it is a decade
    only after a word for one.
    """

    senses: Sense = NO_SENSE
    month: int | None = None
    ordinal: int | None = None
    decade: Point | None = None
    abbreviated: bool = False
    small: bool = False
    announced: bool = False


Phrase = tuple[str, ...]


@cache
def date_words() -> DateWords:
    """The lists of every language as one; months, ordinals and decades stand by their number."""
    lists = _lists().values()
    numbered = {"months", "ordinals", "decades", "decade_numbers"}
    return DateWords(
        **{field: _ranked(getattr(each, field) for each in lists) for field in numbered},
        **{
            field: _united(getattr(each, field) for each in lists) for field in DateWords.model_fields.keys() - numbered
        },
    )


@cache
def date_phrases(language: str) -> Mapping[str, tuple[tuple[Phrase, Entry], ...]]:
    """The phrases by their first token, the longest first, all folded, as a text in `language` may have them."""
    phrases: dict[Phrase, Entry] = defaultdict(Entry)
    for spoken, words in _lists().items():
        foreign = spoken not in {language, "en"}
        for form, entry in _entries(words):
            if foreign and entry.month and entry.abbreviated:
                continue
            phrase = tuple(fold_word(token) for token in TOKEN.findall(form))
            small = foreign and entry.month is not None and spoken in _SMALL_MONTHS
            phrases[phrase] = _both(phrases[phrase], entry._replace(small=small))
    by_first: dict[str, list[tuple[Phrase, Entry]]] = defaultdict(list)
    for phrase in sorted(phrases, key=len, reverse=True):
        by_first[phrase[0]].append((phrase, phrases[phrase]))
    return {first: tuple(found) for first, found in by_first.items()}


def _entries(words: DateWords) -> Iterator[tuple[str, Entry]]:
    for number, names in enumerate(words.months, start=1):
        for place, name in enumerate(names):
            yield name, Entry(month=number, abbreviated=place > 0)
    for number, names in enumerate(words.ordinals, start=1):
        yield from ((form, Entry(ordinal=number)) for name in names for form in _inflected(name, words))
    yield from ((form, Entry(Sense.LAST)) for name in words.last for form in _inflected(name, words))
    yield from ((name, Entry(ordinal=number)) for number, name in enumerate(words.days, start=1))
    for number, names in enumerate(words.decades, start=2):
        for name in names:
            nouns = [form for noun in words.decade_nouns for form in (f"{name} {noun}", name + noun)]
            yield from ((form, Entry(decade=decade_of(number * 10))) for form in (name, *nouns))
    for number, names in enumerate(words.decade_numbers, start=2):
        yield from ((name, Entry(decade=decade_of(number * 10), announced=True)) for name in names)
    for sense, field in _LISTS.items():
        yield from ((word, Entry(sense, abbreviated=sense is Sense.WEEKDAY)) for word in getattr(words, field))
    yield from ((sign, Entry(sense)) for sign, sense in _SIGNS.items())


def _inflected(name: str, words: DateWords) -> Iterator[str]:
    yield from (name, *(name + ending for ending in words.endings))


def _both(one: Entry, other: Entry) -> Entry:
    if one == Entry():
        return other
    months = [each for each in (one, other) if each.month]
    dotted = [each.abbreviated for each in months or (one, other)]
    return Entry(
        senses=one.senses | other.senses,
        month=one.month or other.month,
        ordinal=one.ordinal or other.ordinal,
        decade=one.decade or other.decade,
        abbreviated=all(dotted),
        small=bool(months) and all(each.small for each in months),
        announced=one.announced or other.announced,
    )


@cache
def _lists() -> dict[str, DateWords]:
    """Each language's list; one that has none of its own would get the English."""
    english = vocabulary("en", "dates", DateWords)
    read = {language: vocabulary(language, "dates", DateWords) for language in languages()}
    return {language: words for language, words in read.items() if language == "en" or words != english}


def _united(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in lists for word in words))


def _ranked(lists: Iterable[tuple[tuple[str, ...], ...]]) -> tuple[tuple[str, ...], ...]:
    read = list(lists)
    longest = max(map(len, read))
    return tuple(_united(each[rank] for each in read if rank < len(each)) for rank in range(longest))

"""What a name itself says of being an organisation's: its words, wherever it stands."""

from collections.abc import Iterator, Sequence
from functools import cache

from extractors.entities.naming.organisations import folded_set, never_names
from extractors.entities.naming.person_words import person_set
from extractors.entities.naming.phrases import phrase_set
from extractors.entities.naming.place_words import known_at, match_at, nouns, openings
from extractors.entities.naming.words import Word, is_coined
from extractors.vocabulary.lexicon import lexicon

_MANY = 4
# Postcodes and boxes have more digits than names (`Civic 180`).
_NUMBER_OF_ADDRESS = 4


def is_no_name(language: str, words: Sequence[Word]) -> bool:
    """Whether the words are known to be no organisation's name: techniques, formats, numbers of addresses."""
    never = never_names(language)
    text = " ".join(word.text for word in words)
    return (
        not (words[0].is_capital or words[0].text[0].isdigit())
        or text in never
        or any(word.is_acronym and word.text in never for word in words)
        or any(word.text.isdigit() and len(word.text) >= _NUMBER_OF_ADDRESS for word in words)
        or not any(word.is_capital for word in words)
        or words[0].folded in folded_set(language, "no_streets")
        or words[0].gap == "/"
        or (
            len(words) == 1
            and "-" in words[0].text
            and words[0].folded.rpartition("-")[2] in phrase_set("en", "compounds")
        )
    )


def signs_of_shape(language: str, words: Sequence[Word]) -> Iterator[str]:
    """The signs that the name's words give."""
    last = words[-1]
    if len(words) == 1:
        yield "short form" if words[0].is_acronym else "coined" if is_coined(words[0]) else "one word"
    elif len(words) >= _MANY:
        yield "many words"
    if len(words) > 1 and words[0].is_acronym and _is_place(language, words[1:]):
        # `SAFER Bretagne`
        yield "short form"
    if _is_of_another_kind(language, last.folded):
        yield "another kind's head"
    if " ".join(word.folded for word in words) in names_of_others(language):
        yield "another kind's name"
    if last.folded in person_set(language, "roles"):
        yield "role"
    if len(words) > 1 and words[0].folded in person_set(language, "given"):
        yield "given name"
    if any(word.folded in phrase_set("en", "ands") or word.gap == "&" for word in words):
        yield "holds and"
    yield from _signs_of_place_words(language, words)


def _is_place(language: str, words: Sequence[Word]) -> bool:
    known = known_at(words, 0, language)
    return known is not None and known[0] == len(words) - 1


def _signs_of_place_words(language: str, words: Sequence[Word]) -> Iterator[str]:
    known = known_at(words, 0, language)
    if known is not None and known[0] == len(words) - 1:
        yield "a place"
    elif known is not None:
        yield "begins with a place"
    elif len(words) > 1 and words[-1].is_capital and known_at(words, len(words) - 1, language) is not None:
        yield "ends with a place"
    if len(words) > 1 and (
        match_at(nouns(language), words, len(words) - 1) is not None or match_at(openings(language), words, 0)
    ):
        yield "a place's noun in it"


@cache
def names_of_others(language: str) -> frozenset[str]:
    """Folded names known everywhere of what is no body: events, funds, laws."""
    return frozenset(
        " ".join(name[0])
        for each in dict.fromkeys((language, "en", "fr"))
        for subject in ("events", "instruments")
        for names in lexicon(each, subject).known.values()
        for name in names
    )


@cache
def _is_of_another_kind(language: str, word: str) -> bool:
    return (
        word in folded_set(language, "others")
        or word in lexicon(language, "events").heads
        or word in lexicon(language, "instruments").heads
    )

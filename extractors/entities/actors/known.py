"""Organisations known anywhere, by name."""

from collections.abc import Iterator, Sequence

from extractors.entities.actors.surroundings import modifies
from extractors.entities.naming.organisations import KnownName, known_names
from extractors.entities.naming.place_words import known_at
from extractors.entities.naming.words import Word

_JOINING = ("", "-", "&", ".")


def known_in(language: str, words: Sequence[Word]) -> Iterator[tuple[int, int, KnownName]]:
    """Each place of a known name among `words`, as first and last word; a single word that only modifies is none."""
    index = known_names()
    for first, word in enumerate(words):
        for known in index.get(word.text, ()):
            last = first + len(known.words) - 1
            if last >= len(words) or not _stands(words, first, known.words):
                continue
            if last > first or not modifies(language, words, last):
                yield first, last, known
                yield from _with_place(language, words, first, last, known)
            break


def _with_place(
    language: str, words: Sequence[Word], first: int, last: int, known: KnownName
) -> Iterator[tuple[int, int, KnownName]]:
    """A known body's branch: `UNICEF Uruguay`, `NHS Fife`."""
    after = last + 1
    if after < len(words) and words[after].is_capital and not words[after].gap and not words[last].owns:
        place = known_at(words, after, language)
        if place is not None:
            yield first, place[0], known._replace(alias_of=None)


def _stands(words: Sequence[Word], first: int, name: Sequence[str]) -> bool:
    return all(words[first + i].text == name[i] and words[first + i].gap in _JOINING for i in range(1, len(name)))

"""Organisations known anywhere, by name."""

from collections.abc import Iterator

from extractors.entities.actors.evidence import modifies
from extractors.entities.naming.organisations import known_names
from extractors.entities.naming.words import words_in
from models.candidate import ActorCandidate, Page

_SURE = 0.87
_DOUBTFUL = 0.4


def find_known(page: Page) -> Iterator[ActorCandidate]:
    """Each place of a known name; a single word that is no acronym (`Intel`) is doubtful: it may be another's."""
    index = known_names()
    for passage in page.passages:
        words = words_in(page.masked[passage.start : passage.end])
        for first, word in enumerate(words):
            for known in index.get(word.text, ()):
                last = first + len(known.words) - 1
                if last >= len(words) or any(
                    words[first + i].text != known.words[i] or words[first + i].gap not in ("", "-", "&", ".")
                    for i in range(1, len(known.words))
                ):
                    continue
                if last == first and modifies(page.language, words, last):
                    break
                yield ActorCandidate(
                    start=passage.start + word.start,
                    end=passage.start + words[last].end,
                    extractor="actors.known",
                    confidence=_SURE if last > first or word.is_acronym else _DOUBTFUL,
                    sector=known.sector,
                    named=True,
                    alias_of=known.alias_of,
                )
                break

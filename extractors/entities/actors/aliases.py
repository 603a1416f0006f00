"""Short forms of actors' names that the page explains."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from extractors.entities.actors.shape import names_of_others
from extractors.entities.actors.short_forms import definitions
from extractors.entities.naming.organisations import never_names
from extractors.entities.naming.words import words_in
from extractors.folding import fold
from extractors.vocabulary.gazetteer import known_place
from models.candidate import ActorCandidate, Page

_AFTER_NAME = re.compile(r" \(((?=\w*[A-Z]\w*[A-Z])[A-Z][\w&-]{1,9})\)")


class Short(NamedTuple):
    """An explained short form; `actor` is its long form, or None where that is no organisation."""

    text: str
    actor: ActorCandidate | None


def shorts(page: Page, actors: Iterable[ActorCandidate]) -> Mapping[str, Short]:
    """The page's explained short forms by how they are written; a plural's `s` belongs to them."""
    by_end = {each.end: each for each in sorted(actors, key=lambda each: each.confidence)}
    by_start = {each.start: each for each in by_end.values()}
    found: dict[str, Short] = {}
    for named in by_end.values():
        # The letters may be those of its name in another language: `Federal Network Agency (BNetzA)`.
        match = _AFTER_NAME.match(page.masked, named.end) if named.named else None
        if match and _may_be_short(page.language, match[1]):
            found[match[1]] = Short(match[1], named)
    for each in definitions(page):
        text = page.text[each.short_start : each.short_end]
        actor = by_end.get(each.end) or by_start.get(each.start)
        if text not in found or found[text].actor is None:
            found[text] = Short(text, actor)
    return found


def _may_be_short(language: str, text: str) -> bool:
    """Whether it is no place, technique or fund: `AktivRegion Larch (LEADER)`."""
    folded = fold(text)
    return text not in never_names(language) and folded not in names_of_others(language) and not known_place(folded)


def find_shorts(page: Page, known: Mapping[str, Short]) -> Iterator[ActorCandidate]:
    """Each place of a short form whose long form is an actor."""
    if not known:
        return
    for passage in page.passages:
        for word in words_in(page.masked[passage.start : passage.end]):
            short = known.get(word.text)
            if short is None or short.actor is None:
                continue
            yield ActorCandidate(
                start=passage.start + word.start,
                end=passage.start + word.end,
                extractor="actors.short",
                confidence=max(short.actor.confidence, 0.9),
                sector=short.actor.sector,
                named=short.actor.named,
                alias_of=page.text[short.actor.start : short.actor.end],
            )

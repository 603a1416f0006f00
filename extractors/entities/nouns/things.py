"""Things told by their nouns: from passages to mentions, and from mentions to things; events and instruments."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar

from extractors.entities.evidence import mentions, names
from extractors.entities.nouns.definitions import defined
from extractors.entities.nouns.fields import listed_under
from extractors.entities.nouns.likeness import same_things
from extractors.entities.nouns.spotting import Spotted, spotted
from extractors.entities.taught import CURATORS
from extractors.identity import entity_id
from extractors.tokens import tokens_of
from extractors.vocabulary.lexicon import Lexicon, lexicon
from models.candidate import EventCandidate, InstrumentCandidate, Page
from models.record import Event, Instrument
from models.vocabulary import Kind

Subject = Literal["event", "instrument"]
Found = TypeVar("Found", EventCandidate, InstrumentCandidate)
Thing = TypeVar("Thing", Event, Instrument)

_QUOTED_END = re.compile(r"(?:[«“„\"‘*]|'')\s*([^«»“”„\"]+?)\s*(?:[»”“\"’*]|'')\Z")


class Told(NamedTuple):
    """`page.text[start:end]` names a thing of sort `form`, by the rule `extractor`."""

    start: int
    end: int
    form: str
    extractor: str
    confidence: float


def told(page: Page, subject: Subject, *, ordinals: bool = False) -> Iterator[Told]:
    """Things by the nouns that say what they are, by definitions, and by what a header lists; they may overlap.

    The noun alone with its capital (`the Plan`) counts once a name with it was found.
    """
    listed, expected = f"{subject}s", Kind(subject)
    words = lexicon(page.language, listed)
    named: set[str] = set()
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        asked = passage.question is not None and (expected in passage.expects or _asks(passage.question, words))
        for each in spotted(text, page.language, listed, ordinals=ordinals, expected=asked):
            if not each.back or not named.isdisjoint(each.noun.split()):
                yield _told(passage.start, each, f"{listed}.noun", 0.9 if each.named else 0.65 if each.bare else 0.75)
            if each.named:
                named.update(each.noun.split())
        for each in defined(text, page.language, listed):
            yield _told(passage.start, each, f"{listed}.definition", 0.9)
    for passage in listed_under(page, words.labels):
        yield Told(passage.start, passage.end, subject, f"{listed}.field", 0.7)


def _asks(question: str, words: Lexicon) -> bool:
    return any(token.word in words.asking for token in tokens_of(question))


def _told(start: int, each: Spotted, extractor: str, confidence: float) -> Told:
    return Told(start + each.start, start + each.end, each.form, extractor, confidence)


def things(
    page: Page, accepted: Sequence[Found], subject: Subject, shape: type[Thing], aliases: Sequence[str | None]
) -> tuple[Thing, ...]:
    """One thing of `shape` for each different one among the mentions; its kind is that of its fullest form.

    What curators taught tells the kind first. `aliases` has for each mention the long form that it stands for, or None.
    What a form ends with in quotes is a form.
    """
    return tuple(
        _thing(page, members, subject, shape) for members in same_things(page, accepted, f"{subject}s", aliases)
    )


def _sureness(found: EventCandidate | InstrumentCandidate, subject: Subject) -> tuple[bool, bool]:
    return found.extractor == CURATORS and found.form != subject, found.form != subject


def _thing(page: Page, members: Sequence[Found], subject: Subject, shape: type[Thing]) -> Thing:
    forms: tuple[str, ...] = names(page, members)
    ends = (_QUOTED_END.search(form) for form in forms)
    quoted: list[str] = [match[1] for match in ends if match and match.start()]
    fullest = max(members, key=lambda each: (*_sureness(each, subject), each.end - each.start, -each.start))
    return shape(
        id=entity_id(subject, forms[0]),
        name=forms[0],
        names=tuple(dict.fromkeys((*forms, *quoted))),
        kind=fullest.form,
        mentions=mentions(page, members),
    )

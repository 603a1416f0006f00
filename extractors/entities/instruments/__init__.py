"""Means by which policy acts: subsidies, taxes, laws, strategies, programmes, labels; named ones and kinds."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.entities.evidence import mentions, names
from extractors.entities.instruments.aliases import acronyms
from extractors.entities.nouns.definitions import defined
from extractors.entities.nouns.fields import listed_under
from extractors.entities.nouns.likeness import same_things
from extractors.entities.nouns.spotting import Spotted, spotted
from extractors.identity import entity_id
from extractors.vocabulary.lexicon import lexicon
from models.candidate import InstrumentCandidate, Page, Passage
from models.record import Instrument
from models.vocabulary import Kind

FIELD = "instruments"
_SUBJECT = "instruments"


def propose(page: Page) -> Iterable[InstrumentCandidate]:
    """Instruments by the nouns that say what they are, by names known everywhere, by definitions and short forms."""
    found = tuple(_found(page))
    yield from found
    for each in acronyms(page, found):
        yield InstrumentCandidate(
            start=each.start,
            end=each.end,
            extractor="instruments.acronym",
            confidence=0.95,
            form=next(one.form for one in found if page.text[one.start : one.end] == each.long),
            alias_of=each.long,
        )


def join(page: Page, accepted: Sequence[InstrumentCandidate]) -> tuple[Instrument, ...]:
    """One instrument for each different means; its kind is that of its fullest form."""
    groups = same_things(page, accepted, _SUBJECT, [each.alias_of for each in accepted])
    return tuple(_instrument(page, members) for members in groups)


def _found(page: Page) -> Iterator[InstrumentCandidate]:
    named: set[str] = set()
    for passage in page.passages:
        text = page.masked[passage.start : passage.end]
        expected = passage.question is not None and Kind.INSTRUMENT in passage.expects
        for each in spotted(text, page.language, _SUBJECT, expected=expected):
            if not each.back or not named.isdisjoint(each.noun.split()):
                yield _candidate(passage, each, "instruments.noun")
            if each.named:
                named.update(each.noun.split())
        for each in defined(text, page.language, _SUBJECT):
            yield _candidate(passage, each, "instruments.definition")
    for passage in listed_under(page, lexicon(page.language, _SUBJECT).labels):
        yield InstrumentCandidate(
            start=passage.start, end=passage.end, extractor="instruments.field", confidence=0.7, form="instrument"
        )


def _candidate(passage: Passage, each: Spotted, extractor: str) -> InstrumentCandidate:
    return InstrumentCandidate(
        start=passage.start + each.start,
        end=passage.start + each.end,
        extractor=extractor,
        confidence=0.9 if each.named else 0.65 if each.bare else 0.75,
        form=each.form,
    )


def _instrument(page: Page, members: Sequence[InstrumentCandidate]) -> Instrument:
    forms = names(page, members)
    fullest = max(members, key=lambda each: (each.form != "instrument", each.end - each.start, -each.start))
    return Instrument(
        id=entity_id("instrument", forms[0]),
        name=forms[0],
        names=forms,
        kind=fullest.form,
        mentions=mentions(page, members),
    )

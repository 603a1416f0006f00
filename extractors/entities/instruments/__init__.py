"""Means by which policy acts: subsidies, taxes, laws, strategies, programmes, labels; named ones and kinds."""

from collections.abc import Iterable, Sequence

from extractors.entities.instruments.aliases import acronyms
from extractors.entities.nouns.things import things, told
from models.candidate import InstrumentCandidate, Page
from models.record import Instrument

FIELD = "instruments"


def propose(page: Page) -> Iterable[InstrumentCandidate]:
    """Instruments by the nouns that say what they are, by names known everywhere, by definitions and short forms."""
    found = tuple(InstrumentCandidate(**each._asdict()) for each in told(page, "instrument"))
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
    return things(page, accepted, "instrument", Instrument, [each.alias_of for each in accepted])

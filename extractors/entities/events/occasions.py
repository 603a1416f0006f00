"""When and where an event is held, as far as the page says it beside the event."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from extractors.entities.evidence import passage_at
from extractors.entities.nouns.fields import record_at
from extractors.tokens import tokens_of
from extractors.vocabulary.grammar import grammar
from models.candidate import Page
from models.frozen import revise
from models.outline import Role
from models.record import DateValue, Event, Mention, Place

Thing = TypeVar("Thing", DateValue, Place)

# A full stop ends a sentence where a capital follows; a number's or an abbreviation's does not.
_SENTENCE_END = re.compile(r"[.!?][\"”’»)]*\s+(?=[\"“«(]?[A-ZÀ-ÖØ-Þ\d])|[;\n]")
_WORDS_BEFORE = 16
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def place_in_time(
    page: Page, events: Iterable[Event], dates: Sequence[DateValue], places: Sequence[Place]
) -> tuple[Event, ...]:
    """The events with the date and place said in one sentence, or one record of the header, with them.

    The nearest date counts, and the nearest place that stands after a word like `in` or `at`; the first mention that
    has one decides. A year at the end of the event's name is its date where no other is said.
    """
    return tuple(_placed(page, event, dates, places) for event in events)


def _placed(page: Page, event: Event, dates: Sequence[DateValue], places: Sequence[Place]) -> Event:
    when: DateValue | None = None
    where: Place | None = None
    for mention in event.mentions:
        around = _around(page, mention)
        when = when or _nearest(((each, one) for one in dates for each in one.mentions), mention, around)
        located = ((each, one) for one in places for each in one.mentions if _is_located(page, each))
        where = where or _nearest(located, mention, around)
    year = _YEAR.search(event.name)
    date = when.value if when else year[0] if year else None
    return revise(event, date=date, place=where.name if where else None)


def _around(page: Page, mention: Mention) -> tuple[int, int]:
    """The sentence, or the record of the header, that holds the mention."""
    passage = passage_at(page, mention.start)
    if passage is None:
        return mention.start, mention.end
    if passage.role is Role.FIELD:
        record = record_at(page, passage)
        return record[0].start, record[-1].end
    ends = [match.end() for match in _SENTENCE_END.finditer(passage.text)]
    start = max((end for end in ends if passage.start + end <= mention.start), default=0)
    end = min((end for end in ends if passage.start + end >= mention.end), default=len(passage.text))
    return passage.start + start, passage.start + end


def _nearest(things: Iterable[tuple[Mention, Thing]], mention: Mention, around: tuple[int, int]) -> Thing | None:
    near = [
        (min(abs(each.start - mention.end), abs(mention.start - each.end)), each.start, thing)
        for each, thing in things
        if around[0] <= each.start and each.end <= around[1]
    ]
    return min(near, key=lambda each: each[:2])[2] if near else None


def _is_located(page: Page, mention: Mention) -> bool:
    """Whether a word that says where stands before it."""
    before = tokens_of(page.text[max(0, mention.start - _WORDS_BEFORE) : mention.start])
    return not grammar(page.language).locatives.isdisjoint(token.word for token in before[-2:])

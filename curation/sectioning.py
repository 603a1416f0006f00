"""A record's sections and pairs with bounds that a person set; what a neighbour had there, it has no longer."""

from collections.abc import Sequence

from curation.ledger import UNACCOUNTED, authored, joined, prompts, recounted
from curation.spans import cut, holds, touch, within
from extractors.sections.answers import state_of
from models.difference import KINDS
from models.document import Span
from models.frozen import revise
from models.record import CaseRecord, Mention, Pair, Section
from models.vocabulary import PairState


def pair_named(record: CaseRecord, key: str) -> tuple[Section, Pair] | None:
    """The pair of the key `section/pair`, and its section."""
    named = ((section, pair) for section in record.sections for pair in section.pairs)
    return next((each for each in named if f"{each[0].key}/{each[1].key}" == key), None)


def pair_at(record: CaseRecord, span: Span) -> tuple[Section, Pair] | None:
    """The pair whose prompt or answer holds these words, and its section."""
    every = ((section, pair) for section in record.sections for pair in section.pairs)
    return next((each for each in every if each[1].span is not None and holds(each[1].span, span)), None)


def section_at(record: CaseRecord, span: Span) -> Section | None:
    """The section that holds these words."""
    return next((each for each in record.sections if holds(each.span, span)), None)


def with_pair(record: CaseRecord, section: Section, before: Pair, after: Pair) -> CaseRecord:
    """The record with `after` in the place of `before`."""
    pairs = tuple(after if each is before else each for each in section.pairs)
    changed = revise(section, pairs=pairs)
    return revise(record, sections=tuple(changed if each is section else each for each in record.sections))


def bound_section(record: CaseRecord, section: Section, span: Span) -> CaseRecord:
    """The record whose section goes over `span`; others end or begin beside it, and pairs go with their words."""
    if section.span == span:
        return record
    outside = cut([span], [each.span for each in record.sections])
    own = authored(record)
    bounds = [(each, span if each is section else _beside(each.span, span)) for each in record.sections]
    standing = [(each, place) for each, place in bounds if place is not None]
    pairs = [(each, pair) for each in record.sections for pair in each.pairs]
    made = [_bounded(record.text, each, place, pairs, [*own, *outside]) for each, place in standing]
    made.sort(key=lambda each: each.span.start)
    lost = cut(own, [each.span for each in made])
    kept = tuple(
        each
        for each in record.findings
        if each.code != UNACCOUNTED or each.span is None or not any(holds(part, each.span) for part in outside)
    )
    ledger = recounted(record, outside, lost)
    return _placed(revise(record, sections=tuple(made), findings=kept, coverage=ledger))


def follows(section: Section, pair: Pair, span: Span) -> bool:
    """Whether these words can be the pair's answer: they come after its prompt, and before any other's."""
    start = pair.span.start if pair.span else span.start
    asked = list(prompts([pair]))
    others = prompts(each for each in section.pairs if each is not pair)
    whole = Span(start=min(start, span.start), end=span.end)
    return all(each.end <= span.start for each in asked) and not any(touch(each, whole) for each in others)


def bound_answer(record: CaseRecord, section: Section, pair: Pair, span: Span) -> CaseRecord:
    """The record whose pair has these words as its answer, their typed value yet to be read; others have the rest."""
    if pair.answer_span == span:
        return record
    own = authored(record)
    text, language = record.text, record.language
    pairs = tuple(_answered(text, language, each, span, is_own=each is pair) for each in section.pairs)
    parts = cut([*within(own, section.span), *cut([span], own)], list(prompts(pairs)))
    changed = revise(section, pairs=pairs, text=joined(text, parts))
    others = tuple(changed if each is section else each for each in record.sections)
    gained = cut([span], own)
    return revise(record, sections=others, coverage=recounted(record, gained, []))


def _answered(text: str, language: str, pair: Pair, span: Span, *, is_own: bool) -> Pair:
    if is_own:
        answer = text[span.start : span.end]
        start = min(pair.span.start, span.start) if pair.span else span.start
        whole = Span(start=start, end=span.end)
        state = state_of(answer, language)
        return revise(pair, answer=answer, state=state, value=None, span=whole, answer_span=span)
    if pair.answer_span is None or pair.span is None or cut([pair.answer_span], [span]) == [pair.answer_span]:
        return pair
    left = _beside(pair.answer_span, span)
    if left is None:
        end = min(pair.span.end, pair.answer_span.start)
        whole = Span(start=min(pair.span.start, end), end=end)
        return revise(pair, answer="", state=PairState.BLANK, value=None, span=whole, answer_span=None)
    answer = text[left.start : left.end]
    whole = Span(start=min(pair.span.start, left.start), end=left.end)
    return revise(pair, answer=answer, state=state_of(answer, language), value=None, span=whole, answer_span=left)


def _beside(span: Span, taken: Span) -> Span | None:
    """The first stretch of `span` that `taken` leaves."""
    left = cut([span], [taken])
    return left[0] if left else None


def _bounded(
    text: str, section: Section, span: Span, pairs: Sequence[tuple[Section, Pair]], own: Sequence[Span]
) -> Section:
    """The section over `span`, with the pairs whose words stand there, and those of its own that stand nowhere."""
    inside = [pair for home, pair in pairs if _stands(pair, span, at_home=home is section)]
    placed = sorted((each for each in inside if each.span), key=lambda each: each.span.start if each.span else 0)
    mine = (*placed, *(each for each in inside if each.span is None))
    words = cut(within(own, span), list(prompts(mine)))
    if span == section.span and mine == section.pairs:
        return section
    return revise(section, span=span, pairs=mine, text=joined(text, words))


def _stands(pair: Pair, span: Span, *, at_home: bool) -> bool:
    return at_home if pair.span is None else span.start <= pair.span.start < span.end


def _placed(record: CaseRecord) -> CaseRecord:
    """The record whose mentions name the sections that they stand in now."""

    def placed(mention: Mention) -> Mention:
        place = section_at(record, Span(start=mention.start, end=mention.end))
        key = place.key if place else None
        return mention if mention.section == key else revise(mention, section=key)

    fields = {
        field: tuple(revise(each, mentions=tuple(map(placed, each.mentions))) for each in getattr(record, field))
        for field in KINDS
    }
    return revise(record, **fields)

"""Title, sections, questions and answers of a record against gold."""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.evaluation import folding
from extractors.evaluation.matching import in_order, one_to_one
from extractors.evaluation.verdict import Item, Verdict, matched, required_first
from models.document import Span
from models.frozen import revise
from models.gold import GoldPage, GoldPair
from models.record import CaseRecord, Pair, Section
from models.vocabulary import PairState

SAME_TITLE = 0.8
BLANK = "(none)"


class Asked(NamedTuple):
    """A pair of the record with the heading that it stands under."""

    heading: str
    pair: Pair


def judge_structure(record: CaseRecord, gold: GoldPage) -> Iterator[Verdict]:
    """The verdicts on everything that is labelled of the page's form."""
    if gold.title:
        yield _title(record, gold)
    if gold.sections is not None:
        yield _sections(record, gold)
    if gold.pairs is not None:
        yield from _pairs(record, gold.pairs, sectionless=not gold.sections)


def _title(record: CaseRecord, gold: GoldPage) -> Verdict:
    titles = (gold.title or "", *gold.title_also)
    wanted = Item(words=titles[0], forms=titles)
    if any(folding.token_f1(title, record.title) >= SAME_TITLE for title in titles):
        return Verdict(label="title", right=(wanted,))
    extra = (Item(words=record.title, forms=(record.title,)),) if record.title.strip() else ()
    return Verdict(label="title", missed=(wanted,), extra=extra)


def _sections(record: CaseRecord, gold: GoldPage) -> Verdict:
    wanted = [heading for heading in gold.sections or () if heading]
    headed = [section for section in record.sections if section.heading.strip()]
    if not wanted:
        headed = [section for section in headed if not _is_question(section.heading, record, gold)]
    pairs = in_order(wanted, [section.heading for section in headed], folding.alike)
    gold_seats, seats = {g for g, _ in pairs}, {p for _, p in pairs}
    return Verdict(
        label="sections",
        right=tuple(matched(_heading(wanted[g]), _section(headed[p])) for g, p in pairs),
        missed=tuple(_heading(heading) for g, heading in enumerate(wanted) if g not in gold_seats),
        extra=tuple(_section(section) for p, section in enumerate(headed) if p not in seats),
    )


def _heading(heading: str) -> Item:
    return Item(words=heading, forms=(heading,))


def _section(section: Section) -> Item:
    return Item(words=section.heading, span=_opening(section.span, section.heading))


def _opening(span: Span | None, words: str) -> Span | None:
    """Where about as many characters as `words` has open `span`."""
    return span and Span(start=span.start, end=min(span.end, span.start + len(words)))


def _is_question(heading: str, record: CaseRecord, gold: GoldPage) -> bool:
    asked = [pair.question for pair in gold.pairs or ()]
    asked += [pair.question for section in record.sections for pair in section.pairs]
    return heading.rstrip().endswith("?") or any(folding.alike(heading, question) for question in asked)


def _pairs(record: CaseRecord, gold: tuple[GoldPair, ...], *, sectionless: bool) -> Iterator[Verdict]:
    wanted = required_first(gold)
    found = [
        Asked(section.heading, pair)
        for section in record.sections
        for pair in section.pairs
        if pair.state is not PairState.MISSING
    ]

    def same_question(one: GoldPair, other: Asked) -> float:
        return folding.closeness(one.question, other.pair.question)

    def same_place(one: GoldPair, other: Asked) -> float:
        return same_question(one, other) if sectionless or _same_section(one, other) else 0

    seats = dict(one_to_one(wanted, found, same_place))
    anywhere = dict(one_to_one(wanted, found, same_question))
    yield _questions("questions", wanted, found, seats)
    yield _questions("questions_any_section", wanted, found, anywhere)
    yield _answers(wanted, found, seats)


def _same_section(one: GoldPair, other: Asked) -> bool:
    return folding.alike(one.section, other.heading) if one.section else not other.heading.strip()


def _questions(label: str, wanted: tuple[GoldPair, ...], found: list[Asked], seats: dict[int, int]) -> Verdict:
    taken = set(seats.values())
    return Verdict(
        label=label,
        right=tuple(matched(_wanted(wanted[g]), _asked(found[p])) for g, p in seats.items() if not wanted[g].optional),
        missed=tuple(_wanted(pair) for g, pair in enumerate(wanted) if g not in seats and not pair.optional),
        extra=tuple(_asked(asked) for p, asked in enumerate(found) if p not in taken),
    )


def _answers(wanted: tuple[GoldPair, ...], found: list[Asked], seats: dict[int, int]) -> Verdict:
    """A wrong answer is both missed and extra; so is one whose question was not found, or not asked."""
    right, missed = [], []
    settled = {p for g, p in seats.items() if wanted[g].optional}
    for g, pair in enumerate(wanted):
        asked = found[seats[g]] if g in seats else None
        if pair.optional:
            continue
        if asked is not None and same_answer(pair, asked.pair):
            right.append(matched(_gold_answer(pair), _answer(asked.pair)))
            settled.add(seats[g])
        else:
            note = f"got {_answered(asked.pair)}" if asked is not None else "its question was not found"
            missed.append(revise(_gold_answer(pair), note=note))
    extra = tuple(_answer(asked.pair) for p, asked in enumerate(found) if p not in settled)
    return Verdict(label="answers", right=tuple(right), missed=tuple(missed), extra=extra)


def same_answer(gold: GoldPair, pair: Pair) -> bool:
    """Whether state, first and last words of an answer are the gold's."""
    begins, ends, answer = (
        folding.words(gold.answer_begins),
        folding.words(gold.answer_ends),
        folding.words(pair.answer),
    )
    return (
        gold.state == pair.state
        and answer[: len(begins)] == begins
        and answer[max(0, len(answer) - len(ends)) :] == ends
    )


def _wanted(pair: GoldPair) -> Item:
    return Item(words=f"{pair.section or BLANK} / {pair.question}", forms=(pair.question,))


def _asked(asked: Asked) -> Item:
    words = f"{asked.heading.strip() or BLANK} / {asked.pair.question}"
    return Item(words=words, span=_opening(asked.pair.span, asked.pair.question))


def _gold_answer(pair: GoldPair) -> Item:
    words = f"{pair.question} → [{pair.state}] {pair.answer_begins} … {pair.answer_ends}"
    return Item(words=words, forms=(pair.answer_begins, pair.question))


def _answer(pair: Pair) -> Item:
    return Item(words=_answered(pair), span=pair.answer_span or pair.span)


def _answered(pair: Pair) -> str:
    words = pair.answer.split()
    shown = pair.answer if len(words) <= 10 else f"{' '.join(words[:5])} … {' '.join(words[-5:])}"
    return f"[{pair.state}] {' '.join(shown.split())}"

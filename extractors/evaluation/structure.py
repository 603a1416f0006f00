"""Title, sections, questions and answers of a record against gold."""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.evaluation import folding
from extractors.evaluation.matching import in_order, one_to_one
from extractors.evaluation.verdict import Verdict, required_first
from models.gold import GoldPage, GoldPair
from models.record import CaseRecord, Pair
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
    if any(folding.token_f1(title, record.title) >= SAME_TITLE for title in titles):
        return Verdict(label="title", right=(record.title,))
    extra = (record.title,) if record.title.strip() else ()
    return Verdict(label="title", missed=titles[:1], extra=extra)


def _sections(record: CaseRecord, gold: GoldPage) -> Verdict:
    wanted = [heading for heading in gold.sections or () if heading]
    found = [section.heading for section in record.sections if section.heading.strip()]
    if not wanted:
        found = [heading for heading in found if not _is_question(heading, record, gold)]
    matched = in_order(wanted, found, folding.alike)
    gold_seats, seats = {g for g, _ in matched}, {p for _, p in matched}
    return Verdict(
        label="sections",
        right=tuple(found[p] for _, p in matched),
        missed=tuple(heading for g, heading in enumerate(wanted) if g not in gold_seats),
        extra=tuple(heading for p, heading in enumerate(found) if p not in seats),
    )


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

    matched = one_to_one(wanted, found, same_place)
    yield _questions("questions", wanted, found, dict(matched))
    yield _questions("questions_any_section", wanted, found, dict(one_to_one(wanted, found, same_question)))
    yield _answers(wanted, found, dict(matched))


def _same_section(one: GoldPair, other: Asked) -> bool:
    return folding.alike(one.section, other.heading) if one.section else not other.heading.strip()


def _questions(label: str, wanted: tuple[GoldPair, ...], found: list[Asked], matched: dict[int, int]) -> Verdict:
    seats = set(matched.values())
    return Verdict(
        label=label,
        right=tuple(_place(found[p]) for g, p in matched.items() if not wanted[g].optional),
        missed=tuple(_wanted(pair) for g, pair in enumerate(wanted) if g not in matched and not pair.optional),
        extra=tuple(_place(asked) for p, asked in enumerate(found) if p not in seats),
    )


def _answers(wanted: tuple[GoldPair, ...], found: list[Asked], matched: dict[int, int]) -> Verdict:
    """A wrong answer is both missed and extra; so is one whose question was not found, or not asked."""
    right, missed = [], []
    seats = {p for g, p in matched.items() if wanted[g].optional}
    for g, pair in enumerate(wanted):
        asked = found[matched[g]] if g in matched else None
        if pair.optional:
            continue
        if asked is not None and same_answer(pair, asked.pair):
            right.append(_answered(asked.pair))
            seats.add(matched[g])
        else:
            got = f" — got {_answered(asked.pair)}" if asked is not None else ""
            missed.append(f"{pair.question} → [{pair.state}] {pair.answer_begins} … {pair.answer_ends}{got}")
    extra = tuple(_answered(asked.pair) for p, asked in enumerate(found) if p not in seats)
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


def _wanted(pair: GoldPair) -> str:
    return f"{pair.section or BLANK} / {pair.question}"


def _place(asked: Asked) -> str:
    return f"{asked.heading.strip() or BLANK} / {asked.pair.question}"


def _answered(pair: Pair) -> str:
    words = pair.answer.split()
    shown = pair.answer if len(words) <= 10 else f"{' '.join(words[:5])} … {' '.join(words[-5:])}"
    return f"[{pair.state}] {' '.join(shown.split())}"

"""The fields that a query may name, and what the index has of a record in each."""

from collections.abc import Iterator

from models.record import CaseRecord, Pair
from models.vocabulary import PairState
from pipeline.values import FIELDS, values_of

# Names: a query gives words of them.
NAMED = ("actor", "event", "person", "place", "instrument", "section")
DATES = ("before", "after")
# Whole values, beside those that the store counts: keys and headings of sections, questions and their answers.
_OF_QUESTIONS = ("section", "state", "answered", "answer")
WHOLE = (*FIELDS, *_OF_QUESTIONS)
FIELDS_ASKED = (*WHOLE, *DATES)


def is_state(value: str) -> bool:
    """Whether it is a state of a question, or a question and its state."""
    return value.rpartition("=")[2].casefold() in set(PairState)


def indexed_values(record: CaseRecord) -> Iterator[tuple[str, str]]:
    """Each field and whole value of the record."""
    yield from ((field, value) for field, value, _ in values_of(record))
    for section in record.sections:
        if section.text.strip():
            yield "section", section.key
            yield "section", section.heading
        for pair in section.pairs:
            question = question_of(section.key, pair)
            yield "state", pair.state
            yield from (("state", f"{asked}={pair.state}") for asked in (question, pair.key))
            if pair.state is PairState.ANSWERED:
                yield "answered", question
                yield "answered", pair.key
            for answer in answers_of(pair):
                yield from (("answer", f"{asked}={answer}") for asked in (question, pair.key))


def question_of(section: str, pair: Pair) -> str:
    """What the question is called: its section's key, a slash, its own."""
    return f"{section}/{pair.key}"


def answers_of(pair: Pair) -> tuple[str, ...]:
    """The answer where it is one of few: yes, no or partly, or the options that were chosen."""
    if isinstance(pair.value, tuple):
        return pair.value
    return (pair.value,) if pair.value in {"yes", "no", "partly"} and isinstance(pair.value, str) else ()

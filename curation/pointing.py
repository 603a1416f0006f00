"""What an intent speaks of, found in the record that was seen, and the words that a decision about it quotes."""

from typing import NamedTuple

from curation.anchoring import select
from curation.keys import keyed, keyed_findings
from curation.sectioning import pair_named
from curation.spans import within
from curation.things import Thing
from models.decision import Selector
from models.difference import KINDS
from models.document import Span
from models.errors import DecisionError
from models.record import CaseRecord, Finding, Mention, Pair, Section

_MOST_QUOTED = 20_000
_ENOUGH = 200


class Pointed(NamedTuple):
    """A thing with its key, and the mention spoken of."""

    key: str
    thing: Thing
    mention: Mention


def thing_pointed(record: CaseRecord, field: str, key: str, start: int | None) -> Pointed:
    """The thing with that key, or that has come to stand at `start`. Raises DecisionError."""
    if field not in KINDS:
        raise DecisionError(f"field: {field} has no things; say one of {', '.join(KINDS)}")
    every = tuple(keyed(record, field))
    for name, thing in every:
        found = next((each for each in thing.mentions if start in {None, each.start}), None)
        if name == key and found is not None:
            return Pointed(name, thing, found)
    # Its key follows its name, which may have been corrected since.
    for name, thing in every:
        found = next((each for each in thing.mentions if each.start == start), None)
        if found is not None:
            return Pointed(name, thing, found)
    place = "" if start is None else f" at {start}"
    raise DecisionError(f"key: none of the {field} is {key or 'without a key'}{place} now; load the case anew")


def section_pointed(record: CaseRecord, key: str) -> Section:
    """The section with that key. Raises DecisionError."""
    found = next((each for each in record.sections if each.key == key), None)
    if found is None:
        known = ", ".join(each.key for each in record.sections) or "none"
        raise DecisionError(f"key: the case has no section {key or 'without a key'}; it has {known}")
    return found


def pair_pointed(record: CaseRecord, key: str) -> Pair:
    """The pair with that key, `section/pair`. Raises DecisionError."""
    found = pair_named(record, key)
    if found is None:
        raise DecisionError(f"key: the case has no pair {key or 'without a key'}; its key is section/pair")
    return found[1]


def finding_pointed(record: CaseRecord, key: str) -> Finding:
    """The finding with that key. Raises DecisionError."""
    found = next((finding for name, finding in keyed_findings(record) if name == key), None)
    if found is None:
        raise DecisionError(f"key: the case has no finding {key or 'without a key'} now; load the case anew")
    return found


def words_at(record: CaseRecord, span: Span, path: str) -> Selector:
    """The words of the span without blanks around them. Raises DecisionError where there are none."""
    span = trimmed(record.text, span, path)
    if span.end - span.start > _MOST_QUOTED:
        raise DecisionError(f"{path}: these are more than {_MOST_QUOTED:,} characters; mark fewer words")
    return select(record.text, span.start, span.end)


def trimmed(text: str, span: Span, path: str) -> Span:
    """The span without blanks around its words. Raises DecisionError where it has no words."""
    if span.end > len(text):
        raise DecisionError(f"{path}: the text ends at {len(text)}, before {span.end}")
    words = text[span.start : span.end]
    if not words.strip():
        raise DecisionError(f"{path}: no words stand from {span.start} to {span.end}; mark some")
    start = span.start + len(words) - len(words.lstrip())
    return Span(start=start, end=start + len(words.strip()))


def words_of_title(record: CaseRecord) -> Selector | None:
    """Where the page says the title."""
    at = record.text.find(record.title) if record.title.strip() else -1
    return None if at < 0 else _clipped(record.text, at, at + len(record.title))


def words_of_answer(record: CaseRecord, pair: Pair) -> Selector | None:
    """The pair's answer, without which its state and value may not be the same; none where it has none."""
    span = pair.answer_span
    return None if span is None else _clipped(record.text, span.start, span.end)


def words_of_prompt(record: CaseRecord, pair: Pair) -> Selector | None:
    """The prompt of the pair; none where the page lacks it."""
    if pair.span is None:
        return None
    end = pair.answer_span.start if pair.answer_span else pair.span.end
    return _clipped(record.text, pair.span.start, end)


def words_of_section(record: CaseRecord, section: Section, bounds: Span) -> Selector | None:
    """Words that the section has within the new bounds too, its heading if it can be; none where there are none."""
    start, end = section.span.start, section.span.start + len(section.heading)
    heads = bool(section.heading) and record.text.startswith(section.heading, start)
    if heads and bounds.start <= start and end <= bounds.end:
        return _clipped(record.text, start, end)
    for span in within([section.span], bounds):
        line = record.text[span.start : span.end].lstrip().partition("\n")[0][:_ENOUGH]
        if line.strip():
            at = record.text.index(line, span.start)
            return _clipped(record.text, at, at + len(line))
    return None


def _clipped(text: str, start: int, end: int) -> Selector | None:
    words = text[start : min(end, start + _MOST_QUOTED)]
    if not words.strip():
        return None
    start += len(words) - len(words.lstrip())
    return select(text, start, start + len(words.strip()))

"""The anchored act that an intent means, made of the record that was seen."""

from functools import partial
from hashlib import sha256
from typing import Protocol

from pydantic import ValidationError

from curation.anchoring import select
from curation.claiming import added, changed, cleaned, seen_of, seen_of_pair
from curation.pointing import (
    Pointed,
    finding_pointed,
    pair_pointed,
    section_pointed,
    thing_pointed,
    trimmed,
    words_at,
    words_of_answer,
    words_of_prompt,
    words_of_section,
    words_of_title,
)
from curation.reading import read_words
from extractors.folding import fold
from models.claim import Claim, FindingClaim, PairClaim, TitleClaim
from models.decision import (
    Act,
    Add,
    Anchor,
    AnchorField,
    Bound,
    Confirm,
    Correct,
    Different,
    Other,
    Redo,
    Reject,
    Same,
    Selector,
    Undo,
    field_of,
)
from models.document import Span
from models.errors import DecisionError
from models.intent import Adding, Bounding, Confirming, Correcting, Intent, Rejecting, Speaking, Tying
from models.record import CaseRecord, Mention


class _Anchors(Protocol):
    def __call__(self, *, field: AnchorField, key: str = "", words: Selector | None = None) -> Anchor: ...


def act_of(record: CaseRecord, version: int, intent: Intent) -> Act:
    """The act that is wanted on the record as it is seen, which is of that version of the case.

    Raises DecisionError with the path to what is wrong and words why.
    """
    anchors: _Anchors = partial(Anchor, version=version, sha256=sha256(record.text.encode()).hexdigest())
    try:
        match intent:
            case Undo() | Redo():
                return intent
            case Adding():
                return _add(record, anchors, intent)
            case Bounding():
                return _bound(record, anchors, intent)
            case Tying():
                return _tie(record, anchors, intent)
            case _:
                return _said(record, anchors, intent)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        path = ".".join(map(str, first["loc"])) or intent.act
        raise DecisionError(f"{path}: {first['msg'].removeprefix('Value error, ')}") from error


def _said(record: CaseRecord, anchors: _Anchors, intent: Confirming | Correcting | Rejecting) -> Act:
    anchor, seen, quote = _seen(record, anchors, intent)
    match intent:
        case Confirming():
            if isinstance(seen, PairClaim) and seen.value != pair_pointed(record, intent.key).value:
                raise DecisionError("value: no person could say this typed value; correct it first")
            return Confirm(anchor=anchor, seen=seen)
        case Rejecting():
            if isinstance(seen, TitleClaim | PairClaim | FindingClaim):
                raise DecisionError(f"act: a {seen.thing} is not rejected; {_instead(seen)}")
            return Reject(anchor=anchor, seen=seen, scope=intent.scope)
        case Correcting():
            onto = words_at(record, intent.onto, "onto") if intent.onto else None
            words = onto.quote if onto else quote
            value = changed(seen, intent.value, words, read_words(intent.value.thing, words, record.language))
            moved = onto if anchor.words is None or onto is None or _span(onto) != _span(anchor.words) else None
            return Correct(anchor=anchor, seen=seen, value=value, words=moved)


def _instead(seen: Claim) -> str:
    return "confirm that it was seen" if isinstance(seen, FindingClaim) else "correct it"


def _seen(record: CaseRecord, anchors: _Anchors, intent: Speaking) -> tuple[Anchor, Claim, str]:
    """The anchor, what is seen there, and the words."""
    match intent.field:
        case "title":
            # An empty title is no claim; what it becomes is all that is said.
            seen = TitleClaim(title=" ".join(record.title.split())[:500] or "?")
            return anchors(field="title", words=words_of_title(record)), seen, record.title
        case "pairs":
            pair = pair_pointed(record, intent.key)
            anchor = anchors(field="pairs", key=intent.key, words=words_of_answer(record, pair))
            return anchor, seen_of_pair(pair), pair.answer
        case "findings":
            code = finding_pointed(record, intent.key).code
            return anchors(field="findings", key=intent.key), FindingClaim(code=code), ""
        case "sections":
            raise DecisionError(f"act: of a section only its bounds are decided, not '{getattr(intent, 'act', '')}'")
        case _:
            found = thing_pointed(record, intent.field, intent.key, intent.start)
            anchor = anchors(field=intent.field, key=found.key, words=_words(record, found.mention))
            return anchor, seen_of(found.thing), found.mention.quote


def _add(record: CaseRecord, anchors: _Anchors, intent: Adding) -> Add:
    if intent.end < intent.start:
        raise DecisionError(f"end: the words cannot end ({intent.end}) before they start ({intent.start})")
    words = words_at(record, Span(start=intent.start, end=intent.end), "start")
    told = read_words(intent.value.thing, words.quote, record.language)
    value = added(intent.value, words.quote, told)
    return Add(anchor=anchors(field=field_of(value), words=words), value=value)  # type: ignore[arg-type]


def _bound(record: CaseRecord, anchors: _Anchors, intent: Bounding) -> Bound:
    begins, ends = words_at(record, intent.begins, "begins"), words_at(record, intent.ends, "ends")
    if begins.start >= ends.end:
        raise DecisionError("ends: the last words stand before the first; mark them in the order of the page")
    if intent.field == "pairs":
        words = words_of_prompt(record, pair_pointed(record, intent.key))
    else:
        bounds = trimmed(record.text, Span(start=begins.start, end=ends.end), "begins")
        words = words_of_section(record, section_pointed(record, intent.key), bounds)
        if words is None:
            raise DecisionError("begins: the new bounds share no words with the section; take some of its words in")
    return Bound(anchor=anchors(field=intent.field, key=intent.key, words=words), begins=begins, ends=ends)


def _tie(record: CaseRecord, anchors: _Anchors, intent: Tying) -> Same | Different:
    one = thing_pointed(record, intent.field, intent.key, intent.start)
    party = intent.other
    if party.case not in {None, record.id}:
        if party.name is None or not party.key:
            raise DecisionError("other.name: say the key and the name of the other thing, which is of another case")
        other = Other(case=party.case or "", key=party.key, name=party.name)
    else:
        one, other = _within(record, intent, one)
    anchor = anchors(field=intent.field, key=one.key, words=_words(record, one.mention))
    tie = Same if intent.act == "same" else Different
    return tie(anchor=anchor, seen=seen_of(one.thing), other=other)


def _within(record: CaseRecord, intent: Tying, one: Pointed) -> tuple[Pointed, Other]:
    """The two of this case: one that is told apart from the other, which may be a form of itself."""
    party = intent.other
    two = thing_pointed(record, intent.field, party.key, party.start) if party.key else one
    if two.thing is one.thing:
        if intent.act == "same":
            raise DecisionError("other.key: it is the same thing already")
        mention = _form_of(two, party.name, party.start)
        one = _apart(one, mention, fixed=intent.start is not None)
        return one, Other(case=record.id, key=two.key, name=cleaned(mention.quote), words=_words(record, mention))
    name = getattr(two.thing, "name", two.mention.quote)
    return one, Other(case=record.id, key=two.key, name=cleaned(name), words=_words(record, two.mention))


def _form_of(whole: Pointed, name: str | None, start: int | None) -> Mention:
    if name is None and start is None:
        raise DecisionError("other.name: say which of its names is the other's")
    for each in whole.thing.mentions:
        if start == each.start or (start is None and fold(each.quote) == fold(name or "")):
            return each
    raise DecisionError(f"other.name: the page nowhere says '{name}' of it; its mentions tell what it is called")


def _apart(whole: Pointed, other: Mention, *, fixed: bool) -> Pointed:
    names = (each for each in whole.thing.mentions if fold(each.quote) != fold(other.quote))
    mention = whole.mention if fixed else next(names, whole.mention)
    if fold(mention.quote) == fold(other.quote):
        raise DecisionError("other.name: both bear the same name, which is what tells things apart; correct one's name")
    return whole._replace(mention=mention)


def _words(record: CaseRecord, mention: Mention) -> Selector:
    return select(record.text, mention.start, mention.end)


def _span(words: Selector) -> tuple[int, int]:
    return words.start, words.end

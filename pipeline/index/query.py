"""What a query says: words, phrases, conditions on fields. Any text can be read; what cannot be taken so is words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.process import extractOne

from models.frozen import Frozen
from pipeline.index.calendar import first_day
from pipeline.index.fields import DATES, FIELDS_ASKED, is_state

MOST_CHARACTERS = 100_000
MOST_WORDS = 256
# A question, or so many words beside the phrases, is prose: its quotes and dashes are those of a text.
_PROSE = 10
_LIKELY = 80
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_PART = re.compile(
    r'(?P<sign>-(?!-))?(?:(?P<field>[A-Za-z_]+):(?=[^\s":]|"[^"]*"))?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+)|")'
)


class Word(Frozen):
    """A word; `prefix`: any word that begins so."""

    text: str
    prefix: bool = False


class Phrase(Frozen):
    """Words that stand one after the other."""

    text: str


class Condition(Frozen):
    """A field's value; `prefix`: any that begins so; `whole`: the whole value, not words of it."""

    field: str
    value: str
    prefix: bool = False
    whole: bool = False


class Asked(Frozen):
    """A query as it was understood. `prose`: its phrases are liked, not required. `notes`: what was not taken."""

    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Word | Phrase, ...] = ()
    conditions: tuple[Condition, ...] = ()
    excluded: tuple[Condition, ...] = ()
    prose: bool = False
    notes: tuple[str, ...] = ()


class _Part(NamedTuple):
    negated: bool
    what: Word | Phrase | Condition


def parse(text: str) -> Asked:
    """The query that the text asks. Never raises."""
    notes: list[str] = []
    if len(text) > MOST_CHARACTERS:
        notes.append(f"only the first {MOST_CHARACTERS:,} characters of the query were read")
    plain = _CONTROL.sub(" ", text[:MOST_CHARACTERS].translate(_QUOTES))
    parts = list(_parts(plain, notes))
    words = [part for part in parts if isinstance(part.what, Word)]
    prose = plain.rstrip().endswith("?") or len(words) > _PROSE
    if len({part.what for part in words}) > MOST_WORDS:
        notes.append(f"only the first {MOST_WORDS} words of the query were looked for")
    return _gathered(parts, notes, prose=prose)


def _gathered(parts: list[_Part], notes: list[str], *, prose: bool) -> Asked:
    held = [part for part in parts if part.negated and (not prose or isinstance(part.what, Condition))]
    asked, refused = [part.what for part in parts if part not in held], [part.what for part in held]
    return Asked(
        words=tuple(dict.fromkeys(each for each in asked if isinstance(each, Word)))[:MOST_WORDS],
        phrases=tuple(dict.fromkeys(each for each in asked if isinstance(each, Phrase)))[:MOST_WORDS],
        without=tuple(dict.fromkeys(each for each in refused if not isinstance(each, Condition)))[:MOST_WORDS],
        conditions=tuple(dict.fromkeys(each for each in asked if isinstance(each, Condition)))[:MOST_WORDS],
        excluded=tuple(dict.fromkeys(each for each in refused if isinstance(each, Condition)))[:MOST_WORDS],
        prose=prose,
        notes=tuple(dict.fromkeys(notes)),
    )


def _parts(text: str, notes: list[str]) -> Iterator[_Part]:
    for match in _PART.finditer(text):
        field, quoted, bare = match["field"], match["quoted"], match["bare"]
        # A dash within a word, or before a number, refuses nothing.
        at_start = match.start() == 0 or text[match.start() - 1].isspace()
        negated = bool(match["sign"]) and at_start and (bool(field) or not (bare or "")[:1].isdigit())
        condition = _condition(field.lower(), quoted, bare, notes) if field and at_start else None
        if condition:
            yield _Part(negated, condition)
        elif quoted is not None:
            if field:
                yield _Part(negated, Word(text=field))
            yield _Part(negated, Phrase(text=quoted))
        elif bare:
            word = f"{field}:{bare}" if field else bare
            yield _Part(negated, Word(text=word.rstrip("*"), prefix=_is_prefix(word)))


def _is_prefix(word: str) -> bool:
    return re.search(r"\w\w\*+$", word) is not None


def _condition(field: str, quoted: str | None, bare: str | None, notes: list[str]) -> Condition | None:
    value = (quoted if quoted is not None else (bare or "").rstrip(",;")).strip()
    if field not in FIELDS_ASKED:
        likely = extractOne(field, FIELDS_ASKED, score_cutoff=_LIKELY)
        if likely:
            notes.append(f"no field is called {field}: it was read as a word; did you mean {likely[0]}:?")
        return None
    if field in DATES and first_day(value) is None:
        notes.append(f"{field}: needs a date such as 2012, 2012-05 or 2012-05-31; it was read as words")
        return None
    if field == "state" and not is_state(value):
        notes.append("state: needs answered, unknown, blank or missing, or QUESTION=STATE; it was read as words")
        return None
    return Condition(field=field, value=value.rstrip("*"), prefix=_is_prefix(value)) if value.rstrip("*") else None

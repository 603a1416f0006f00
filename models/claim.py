"""What a curator says that something is: a thing of one of the eight kinds, a pair's answer, the title, or a finding.

A claim has the attributes of its record (models/record.py), without what only a page can give: mentions, forms, id.
"""

import re
from datetime import date
from typing import Annotated, Literal, Self

import pycountry
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from models.currency import codes
from models.frozen import Frozen
from models.record import Amount
from models.vocabulary import ContactKind, PairState, Sector

_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z]+);")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_POINT = re.compile(r"(?P<year>-?[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?[?~%]?")
_HALF = 41
_VALUES = {
    ContactKind.EMAIL: re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    ContactKind.PHONE: re.compile(r"\+?\d{3,15}"),
    ContactKind.URL: re.compile(r"(?:https?|ftp)://[^\s/]+\S*"),
}


def plain(words: str) -> str:
    """The same words. Raises ValueError where they hold markup, or characters that control a screen."""
    if (found := _MARKUP.search(words)) is not None:
        raise ValueError(f"holds markup ({found[0]}); write plain words")
    if _CONTROL.search(words) is not None:
        raise ValueError("holds control characters; write plain words")
    return words


def _line(words: str) -> str:
    if words != " ".join(words.split()):
        raise ValueError("is not one line of words, single blanks between them")
    return plain(words)


def _edtf(value: str) -> str:
    """The same date, a range's ends in order. What is read: ISO 8601-2 levels 0 and 1, but no letters before years."""
    ends = value.split("/")
    if len(ends) > 2 or {"", ".."}.issuperset(ends) or not all(map(_is_point, ends)):
        raise ValueError(f"'{value}' is no date in EDTF; write such as 2012, 2012-05, 2012-05-31, 2012/2014 or 199X")
    return value


def _is_point(words: str) -> bool:
    if words in {"", ".."}:
        return True
    found = _POINT.fullmatch(words)
    if found is None:
        return False
    month, day = found["month"], found["day"]
    if day is None:
        return month is None or "X" in month or 1 <= int(month) <= 12 or 21 <= int(month) <= _HALF
    if "X" in found[0]:
        return True
    try:
        date(max(1, int(found["year"])), int(month), int(day))
    except ValueError:
        return False
    return True


def _currency(code: str) -> str:
    if code not in codes():
        raise ValueError(f"'{code}' is no currency of ISO 4217; write such as EUR")
    return code


def _country(code: str) -> str:
    if pycountry.countries.get(alpha_2=code) is None or code != code.upper():
        raise ValueError(f"'{code}' is no country of ISO 3166-1; write two capitals such as FR")
    return code


Words = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_line)]
Answer = Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(plain)]
Edtf = Annotated[str, StringConstraints(max_length=100), AfterValidator(_edtf)]
Currency = Annotated[str, AfterValidator(_currency)]
Country = Annotated[str, AfterValidator(_country)]


class ActorClaim(Frozen):
    """An organisation, or a kind of one."""

    thing: Literal["actor"] = "actor"
    name: Words
    sector: Sector
    named: bool


class EventClaim(Frozen):
    """Something held."""

    thing: Literal["event"] = "event"
    name: Words
    kind: Words
    date: Edtf | None = None
    place: Words | None = None


class PersonClaim(Frozen):
    """A human being."""

    thing: Literal["person"] = "person"
    name: Words
    role: Words | None = None
    organisation: Words | None = None


class PlaceClaim(Frozen):
    """A named place."""

    thing: Literal["place"] = "place"
    name: Words
    country: Country | None = None


class InstrumentClaim(Frozen):
    """A means of policy."""

    thing: Literal["instrument"] = "instrument"
    name: Words
    kind: Words


class ContactClaim(Frozen):
    """A way to reach somebody; `value` as the record has it."""

    thing: Literal["contact"] = "contact"
    kind: ContactKind
    value: Words
    person: Words | None = None
    organisation: Words | None = None

    @model_validator(mode="after")
    def _is_of_its_kind(self) -> Self:
        if _VALUES[self.kind].fullmatch(self.value) is None:
            raise ValueError(f"'{self.value}' is no {self.kind} as a record has it")
        return self


class DateClaim(Frozen):
    """A date of the case."""

    thing: Literal["date"] = "date"
    value: Edtf


class AmountClaim(Frozen):
    """Money; `value_to` is a range's upper end."""

    thing: Literal["amount"] = "amount"
    value: int | float = Field(allow_inf_nan=False)
    value_to: int | float | None = Field(default=None, allow_inf_nan=False)
    currency: Currency | None = None


class TitleClaim(Frozen):
    """The case's own title."""

    thing: Literal["title"] = "title"
    title: Words


class PairClaim(Frozen):
    """What became of a prompt, and the typed value of its answer."""

    thing: Literal["pair"] = "pair"
    state: PairState
    value: Answer | tuple[Answer, ...] | Amount | None = None

    @model_validator(mode="after")
    def _only_answers_have_values(self) -> Self:
        if self.value is not None and self.state is not PairState.ANSWERED:
            raise ValueError(f"a pair that is {self.state} has no value")
        if isinstance(self.value, Amount) and self.value.currency is not None:
            _currency(self.value.currency)
        return self


class FindingClaim(Frozen):
    """What is odd about the page; a curator who confirms it has seen it, and nothing is to be done."""

    thing: Literal["finding"] = "finding"
    code: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,60}$")]


ThingClaim = (
    ActorClaim | EventClaim | PersonClaim | PlaceClaim | InstrumentClaim | ContactClaim | DateClaim | AmountClaim
)
Claim = Annotated[ThingClaim | TitleClaim | PairClaim | FindingClaim, Field(discriminator="thing")]
EntityClaim = Annotated[ThingClaim, Field(discriminator="thing")]

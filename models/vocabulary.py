"""The closed word lists of the record."""

from enum import StrEnum


class Kind(StrEnum):
    """The eight kinds of things that a case speaks of."""

    ACTOR = "actor"
    EVENT = "event"
    PERSON = "person"
    CONTACT = "contact"
    PLACE = "place"
    DATE = "date"
    AMOUNT = "amount"
    INSTRUMENT = "instrument"


class Sector(StrEnum):
    """Where an actor stands in society."""

    GOVERNMENT = "government"
    BUSINESS = "business"
    KNOWLEDGE = "knowledge"
    CIVIL_SOCIETY = "civil_society"
    INTERMEDIARY = "intermediary"
    UNKNOWN = "unknown"


class ContactKind(StrEnum):
    """How one reaches somebody."""

    EMAIL = "email"
    PHONE = "phone"
    URL = "url"


class PairState(StrEnum):
    """What became of a prompt.

    `unknown`: the author wrote that it is not known. `blank`: the prompt stands with nothing under it.
    `missing`: the template has the prompt, the page has not.
    """

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    BLANK = "blank"
    MISSING = "missing"


class AnswerType(StrEnum):
    """The type that a template may give to a prompt's answer."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    AMOUNT = "amount"
    DATE = "date"
    TEXT = "text"


class Severity(StrEnum):
    """How much a finding matters: `error` holds a page's record in doubt, `info` needs nobody."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

"""What words that a curator marks say by themselves: the value of a date, an amount or a contact."""

import re
from collections.abc import Mapping
from typing import Any

from extractors.entities.amounts.finding import find_money
from extractors.entities.amounts.numbers import plain
from extractors.entities.contacts.emails import find_emails
from extractors.entities.contacts.phones import find_phones
from extractors.entities.dates.ranges import find_dates
from models.vocabulary import ContactKind

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def read_words(kind: str | None, quote: str, language: str) -> Mapping[str, Any]:
    """The attributes that the words give a thing of that kind; none where they do not tell."""
    match kind:
        case "date":
            dates = tuple(find_dates(quote, language))
            return {"value": dates[0].value} if len(dates) == 1 else {}
        case "amount":
            return _amount(quote, language)
        case "contact":
            return _contact(quote)
        case _:
            return {}


def _amount(quote: str, language: str) -> Mapping[str, Any]:
    found = tuple(find_money(quote, language))
    if len(found) != 1:
        return {}
    upper = None if found[0].upper is None else plain(found[0].upper)
    return {"value": plain(found[0].value), "value_to": upper, "currency": found[0].currency}


def _contact(quote: str) -> Mapping[str, Any]:
    if found := next(iter(find_emails(quote)), None):
        return {"kind": ContactKind.EMAIL, "value": found.value}
    if (address := _ADDRESS.search(quote)) is not None:
        return {"kind": ContactKind.URL, "value": address[0] if "://" in address[0] else f"https://{address[0]}"}
    if number := next(find_phones(quote, is_contact=True), None):
        return {"kind": ContactKind.PHONE, "value": number.value}
    return {}

"""Whether words that could be an address are meant as one: `mill at example dot org` may be where something stands."""

import re
from functools import cache
from typing import NamedTuple

from extractors.entities.contacts.words import contact_words
from extractors.vocabulary.patterns import any_of

_CUE_REACH = 40
_LONGEST_LOGIN = 200
_CLAUSE_END = re.compile(r"\s*(?:$|[.,;:!?)\]>\n])")
_SITE = re.compile(r"\bwww\d?\.", re.IGNORECASE)
# The path of a secure copy (`git@example.org:group/code.git`), and who logs in to a host (`ssh://git@example.org`).
_COPY_PATH = re.compile(r":[^\s\d]")
_LOGIN = re.compile(r"(?<!mailto)://[^\s/@]*$")


class Reading(NamedTuple):
    """`text[start:end]` read as an address; `sign` is the kind of its sign, `spelt` says that the host's dots are told
    in words or brackets, `resumed` that it starts right behind another address.
    """

    text: str
    start: int
    end: int
    mailbox: str
    sign: str
    spelt: bool
    resumed: bool


def is_meant(reading: Reading) -> bool:
    """Whether the reading is right, by how much its sign is one of addresses and by what stands around."""
    text, start, mailbox = reading.text, reading.start, reading.mailbox
    if _COPY_PATH.match(text, reading.end):
        return False
    if reading.sign == "tight":
        follows = text[start - 1 : start]
        is_path = follows == "@" or (follows == "/" and not reading.resumed)
        return not is_path and _LOGIN.search(text, max(0, start - _LONGEST_LOGIN), start) is None
    if not any(map(str.isalpha, mailbox)):
        return False
    if reading.sign in {"spaced", "shouted", "glued"}:
        return mailbox.casefold() not in contact_words().not_mailboxes
    return reading.sign not in {"weak", "fenced", "rare"} or _stands_as_address(reading)


def _stands_as_address(reading: Reading) -> bool:
    """Whether an everyday word between two others is the sign of an address."""
    text, start, end, mailbox = reading.text, reading.start, reading.end, reading.mailbox
    words, folded, nearby = contact_words(), mailbox.casefold(), max(0, start - _CUE_REACH)
    if folded in words.not_mailboxes or _SITE.search(text, start, end):
        return False
    if reading.sign == "rare" and not (reading.spelt and _CLAUSE_END.match(text, end)):
        return False
    # On a line of its own.
    is_alone = not text[text.rfind("\n", 0, start) + 1 : start].strip() and not text[end:].partition("\n")[0].strip()
    if is_alone or folded in words.mailboxes or _cues().announcing.search(text, nearby, start):
        return True
    if not mailbox.isalpha():
        return True
    is_noun = _cues().determiner.search(text, nearby, start) is not None
    return reading.spelt and not is_noun and not folded.endswith(words.verb_endings)


class _Cues(NamedTuple):
    announcing: re.Pattern[str]
    determiner: re.Pattern[str]


@cache
def _cues() -> _Cues:
    words = contact_words()
    return _Cues(
        announcing=re.compile(rf"\b(?i:{any_of((*words.email, *words.contact))})\b[^\w@]{{0,5}}$"),
        determiner=re.compile(rf"\b(?i:{any_of(words.determiners)})[ \t]+$"),
    )

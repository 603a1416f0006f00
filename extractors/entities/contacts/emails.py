"""E-mail addresses in running text, plain and disguised."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email

from extractors.entities.contacts.signs import decoys, signs
from extractors.entities.contacts.words import contact_words, is_top_domain, opens_sentence
from extractors.vocabulary.patterns import any_of

# RFC 5321: a local part has at most 64 octets; disguises make it longer.
_LONGEST_LOCAL = 100
_LONGEST_LIST = 200
_CUE_REACH = 40
_MOST_LABELS = 8
_BRACKETED = re.compile(r"[(\[{<«‹|]\s?[^\s()\[\]{}<>]{1,12}\s?[)\]}>»›|]\s{0,3}\w")
_CLAUSE_END = re.compile(r"\s*(?:$|[.,;:!?)\]>\n])")
_RUN = re.compile(r"[\w.+-]{1,100}@[\w.+-]{1,100}")
# The path of a secure copy (`git@example.org:group/code.git`) is no address; nor is who logs in to a host.
_COPY_PATH = re.compile(r":[^\s\d]")
_LOGIN = re.compile(r"(?<!mailto)://[^\s/@]*$")
# {jane, doe}@example.org · (jane | doe)@example.org · jane@, doe@example.org
_SHARING = re.compile(r"(?:[{(\[](?P<names>[^{}()\[\]@\n]*)[})\]]|(?P<list>(?:[\w.+-]+@[,;/]? ?)+[\w.+-]+))[ \t]?$")
_BETWEEN = re.compile(r"[\w.+'-]+(?=@)|[\w.+'-]+(?=\s*(?:[,;|/&]|\Z|\s(?:and|und|et|y|e|en|i)\s))")
# joe @example .org
_LOOSE_DOT = re.compile(r"[ \t]\.(?=[a-z0-9])")
_EVERYDAY = frozenset({"weak", "fenced", "rare"})
_SIGN_OF = {"dash": "-", "underscore": "_", "plus": "+"}


class Found(NamedTuple):
    """An address and its range; `plain` says that the words are the address itself."""

    start: int
    end: int
    value: str
    plain: bool


class _Host(NamedTuple):
    name: str
    end: int
    disguised: bool


def find_emails(text: str) -> Iterator[Found]:
    """The addresses in `text`, in order, disguises undone: `jane (at) example dot org` is `jane@example.org`.

    Each is valid by the standards' syntax (nothing is looked up) and ends in a known top-level domain. Of addresses
    that share a host (`{jane, doe}@example.org`) each has its own words, the last one the host's too.
    """
    if not _may_hold(text):
        return
    reached = 0
    for sign in signs().at.finditer(text):
        if sign.start() < reached:
            continue
        for found in _around(text, sign, reached) or _backwards(text, sign, reached):
            yield found
            reached = found.end


def read_email(words: str) -> str | None:
    """The one address that `words` are, normalised: host in lower case; None where they are none."""
    try:
        address = validate_email(words, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None
    return address if is_top_domain(address.rpartition(".")[2]) else None


def _may_hold(text: str) -> bool:
    """Whether there is anything like an address: this costs a tenth of looking for one."""
    return "@" in text or (
        _cues().dot.search(text) is not None
        and (_cues().at.search(text) is not None or _BRACKETED.search(text) is not None)
    )


def _around(text: str, sign: re.Match[str], reached: int) -> list[Found]:
    host = _host_at(text, sign.end())
    if host is None or _COPY_PATH.match(text, host.end):
        return []
    start = max(reached, sign.start() - _LONGEST_LIST)
    sharing = _SHARING.search(text, start, sign.start())
    if sharing:
        return list(_shared(sharing, host))
    is_plain = sign[0] == "@"
    pattern = signs().mailbox if is_plain else signs().disguised_mailbox
    start = max(reached, sign.start() - _LONGEST_LOCAL)
    mailbox = pattern.search(text[start : sign.start()])
    if mailbox is None or not _is_meant(text, sign, start + mailbox.start(), mailbox[0], host, reached):
        return []
    local = _joined(mailbox[0])
    value = read_email(f"{_without_decoys(local)}@{_without_decoys(host.name)}") or read_email(f"{local}@{host.name}")
    return [Found(start + mailbox.start(), host.end, value, is_plain and not host.disguised)] if value else []


def _shared(sharing: re.Match[str], host: _Host) -> Iterator[Found]:
    first = sharing.start("names" if sharing["names"] else "list")
    last = sharing.end("names" if sharing["names"] else "list")
    boxes = [*_BETWEEN.finditer(sharing.string, first, last)]
    for box in boxes:
        value = read_email(f"{box[0]}@{host.name}")
        if value:
            yield Found(box.start(), host.end if box is boxes[-1] else box.end(), value, plain=False)


def _host_at(text: str, at: int) -> _Host | None:
    """The longest host that starts at `at` and ends in a top-level domain."""
    best, name, before, disguised = None, "", "", False
    for _ in range(_MOST_LABELS):
        label = signs().label.match(text, at)
        if label is None or opens_sentence(label[0], before):
            break
        name, before = name + label[0], label[0]
        if "." in name and is_top_domain(label[0]):
            best = _Host(name, label.end(), disguised)
        joint = signs().joint.match(text, label.end()) or (None if best else _LOOSE_DOT.match(text, label.end()))
        if joint is None:
            break
        name += _value_of(joint)
        disguised = disguised or joint[0] != "."
        at = joint.end()
    return best


def _is_meant(text: str, sign: re.Match[str], start: int, mailbox: str, host: _Host, reached: int) -> bool:
    """Whether a sign is one of an address: an everyday word between two others takes more to be."""
    if sign.lastgroup == "tight":
        is_path = text[start - 1 : start] == "/" and start - 1 != reached
        return not is_path and text[start - 1 : start] != "@" and not _LOGIN.search(text, 0, start)
    words, folded = contact_words(), mailbox.casefold()
    if folded in words.not_mailboxes or not any(map(str.isalpha, mailbox)):
        return False
    if sign.lastgroup not in _EVERYDAY:
        return True
    if sign.lastgroup == "rare" and not (host.disguised and _CLAUSE_END.match(text, host.end)):
        return False
    is_alone = not text[:start].strip() and not text[host.end :].strip()
    if is_alone or folded in words.mailboxes or _cues().email.search(text, max(0, start - _CUE_REACH), start):
        return True
    is_word = _cues().determiner.search(text, 0, start) or (mailbox.isalpha() and folded.endswith(words.verb_endings))
    return not is_word and (host.disguised or not mailbox.isalpha())


def _backwards(text: str, sign: re.Match[str], reached: int) -> list[Found]:
    """An address that the page writes from right to left, to be turned round by its style sheet."""
    if sign[0] != "@":
        return []
    run = _RUN.search(text, max(reached, sign.start() - _LONGEST_LOCAL), sign.end() + _LONGEST_LOCAL)
    if run is None or not run.start() < sign.start() < run.end():
        return []
    words = run[0].strip(".-")
    value = read_email(words[::-1])
    start = run.start() + run[0].index(words)
    return [Found(start, start + len(words), value, plain=False)] if value else []


def _joined(mailbox: str) -> str:
    return signs().joint.sub(_value_of, mailbox)


def _value_of(joint: re.Match[str]) -> str:
    return _SIGN_OF.get(joint.lastgroup or "", ".")


def _without_decoys(part: str) -> str:
    """A local part or host without what people put into it to be taken out; as it is where nothing else is left."""
    rest = _cues().decoy.sub(_mended, part)
    return part if rest == part else rest.strip(".-_") or part


def _mended(decoy: re.Match[str]) -> str:
    return decoy["after"] or decoy["before"]


class _Cues(NamedTuple):
    at: re.Pattern[str]
    dot: re.Pattern[str]
    email: re.Pattern[str]
    determiner: re.Pattern[str]
    decoy: re.Pattern[str]


@cache
def _cues() -> _Cues:
    words = contact_words()
    at = any_of((*words.at_weak, *words.at, *words.at_rare))
    return _Cues(
        at=re.compile(rf"(?<![^\W_])(?i:{at})(?![^\W_])|[a-z0-9]AT[a-z0-9]"),
        dot=re.compile(rf"\w\.\w|[(\[{{<]\s?\.|(?<![^\W_])(?i:{any_of(words.dot)})(?![^\W_])|[a-z0-9]DOT[a-z0-9]"),
        email=re.compile(rf"\b(?i:{any_of((*words.email, *words.contact))})\b[^\w@]{{0,5}}$"),
        determiner=re.compile(rf"\b(?i:{any_of(words.determiners)})[ \t]+$"),
        # Any where in capitals; whole phrases also as a part of their own.
        decoy=re.compile(
            rf"(?P<before>[._-]?)(?:(?:{decoys().upper()})|(?:(?<![^._-])(?i:{decoys(2)})(?![^._-])))(?P<after>[._-]?)"
        ),
    )

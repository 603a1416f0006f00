"""E-mail addresses in running text, plain and disguised."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email

from extractors.entities.contacts.decoys import without_decoys
from extractors.entities.contacts.intent import Reading, is_meant
from extractors.entities.contacts.signs import signs
from extractors.entities.contacts.words import contact_words, is_top_domain, opens_sentence
from extractors.vocabulary.patterns import any_of

# RFC 5321: a local part has at most 64 octets; disguises make it longer.
_LONGEST_LOCAL = 100
_LONGEST_LIST = 200
_MOST_LABELS = 8
_RUN = re.compile(r"[\w.+-]{1,100}@[\w.+-]{1,100}")
# {jane, doe}@example.org · (jane | doe)@example.org · jane@, doe@example.org · jane@ and doe@example.org
_AND = r"(?:and|und|et|y|e|en|i|&)"
_SHARING = re.compile(
    r"(?:[{(\[](?P<names>[^{}()\[\]@\n]+)[})\]]"
    rf"|(?P<list>(?:[\w.+-]+@(?:[,;/] ?| )(?:{_AND} )?)+[\w.+-]+))[ \t]?\Z"
)
_SHARED_BY = frozenset({"tight", "spaced", "bracketed"})
_BOX = re.compile(rf"[\w.+'-]+(?=@)|[\w.+'-]+(?=\s*(?:[,;|/&]|\Z|\s{_AND}\s))")
# joe @example .org
_LOOSE_DOT = re.compile(r"[ \t]\.(?=[a-z0-9])")
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
        if sign.start() >= reached:
            for found in _around(text, sign, reached) or _backwards(text, sign, reached):
                yield found
                reached = found.end


def _may_hold(text: str) -> bool:
    """Whether there is anything like an address: this costs a tenth of looking for one."""
    return "@" in text or all(sign.search(text) for sign in _telling())


@cache
def _telling() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = contact_words()
    dot, at = any_of(words.dot), any_of((*words.at_weak, *words.at, *words.at_rare))
    alone = r"(?<![^\W_])(?i:{})(?![^\W_])"
    return (
        re.compile(rf"\w ?\. ?\w|[(\[{{<]\s?\.|{alone.format(dot)}|[a-z0-9]DOT[a-z0-9]"),
        re.compile(
            rf"{alone.format(at)}|[a-z0-9]AT[a-z0-9]|[(\[{{<«‹|]\s?[^()\[\]{{}}<>]{{1,12}}\s?[)\]}}>»›|]\s{{0,3}}\w"
        ),
    )


def _around(text: str, sign: re.Match[str], reached: int) -> list[Found]:
    """The address of which `sign` is the sign, or those that share their host."""
    host = _host_at(text, sign.end())
    if host is None:
        return []
    kind, plain = sign.lastgroup or "", sign[0] == "@"
    sharing = _SHARING.search(text, max(reached, sign.start() - _LONGEST_LIST), sign.start())
    if sharing and kind in _SHARED_BY:
        return list(_shared(sharing, host))
    pattern = signs().mailbox if plain else signs().disguised_mailbox
    mailbox = pattern.search(text, max(reached, sign.start() - _LONGEST_LOCAL), sign.start())
    if mailbox is None:
        return []
    start, local = mailbox.start(), signs().joint.sub(_value_of, mailbox[0])
    resumed = 0 < reached == start - 1
    if not is_meant(Reading(text, start, host.end, mailbox[0], kind, spelt=host.disguised, resumed=resumed)):
        return []
    value = _valid(f"{without_decoys(local)}@{without_decoys(host.name)}") or _valid(f"{local}@{host.name}")
    return [Found(start, host.end, value, plain and not host.disguised)] if value else []


def _shared(sharing: re.Match[str], host: _Host) -> Iterator[Found]:
    group = sharing.lastgroup or ""
    boxes = [*_BOX.finditer(sharing.string, sharing.start(group), sharing.end(group))]
    for box in boxes:
        value = _valid(f"{box[0]}@{host.name}")
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


def _backwards(text: str, sign: re.Match[str], reached: int) -> list[Found]:
    """An address that the page writes from right to left, to be turned round by its style sheet."""
    if sign[0] != "@":
        return []
    run = _RUN.search(text, max(reached, sign.start() - _LONGEST_LOCAL), sign.end() + _LONGEST_LOCAL)
    if run is None or not run.start() < sign.start() < run.end():
        return []
    words = run[0].strip(".-")
    value = _valid(words[::-1])
    start = run.start() + run[0].index(words)
    return [Found(start, start + len(words), value, plain=False)] if value else []


def _value_of(joint: re.Match[str]) -> str:
    return _SIGN_OF.get(joint.lastgroup or "", ".")


def _valid(words: str) -> str | None:
    """The one address that `words` are, normalised: host in lower case; None where they are none."""
    try:
        address = validate_email(words, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None
    return address if is_top_domain(address.rpartition(".")[2]) else None

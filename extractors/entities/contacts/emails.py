"""E-mail addresses in running text, plain and disguised."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email

from extractors.entities.contacts.words import contact_words, is_top_domain
from extractors.vocabulary.patterns import any_of

# RFC 5321: a local part has at most 64 octets; disguises make it longer.
_LONGEST_LOCAL = 100
_CUE_REACH = 40
_MOST_LABELS = 8
# What people put into an address to be taken out: glued where in capitals, else as a part of its own.
_TAKE_AWAY = re.compile(
    r"[._-]?(?:NO-?SPAM|ANTI-?SPAM|(?:REMOVE|DELETE)[_-]?(?:THIS|ME)|ENTFERNEN)[._-]?"
    r"|(?<![^._-])(?:no-?spam|anti-?spam|remove-?(?:this|me))[._-]|[._-](?:no-?spam|anti-?spam|remove-?(?:this|me))(?![^._-])"
)
_DOTTED = re.compile(r"\w\.\w|[(\[{<]\s?\.")
_BRACKETED = re.compile(r"[(\[{<«‹|]\s?[^\s()\[\]{}<>]{1,12}\s?[)\]}>»›|]\s{0,3}\w")
_CLAUSE_END = re.compile(r"\s*(?:$|[.,;:!?)\]>\n])")
_RUN = re.compile(r"[\w.+-]{1,100}@[\w.+-]{1,100}")
# The path of a secure copy (`git@example.org:group/code.git`) is no address.
_COPY_PATH = re.compile(r":[^\s\d]")


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


class _Signs(NamedTuple):
    at: re.Pattern[str]
    label: re.Pattern[str]
    joint: re.Pattern[str]
    mailbox: re.Pattern[str]
    disguised_mailbox: re.Pattern[str]
    cue: re.Pattern[str]


def find_emails(text: str) -> Iterator[Found]:
    """The addresses in `text`, in order, disguises undone: `jane (at) example dot org` is `jane@example.org`.

    Each is valid by the standards' syntax (nothing is looked up) and ends in a known top-level domain.
    """
    if not _may_hold(text):
        return
    reached = 0
    for sign in _signs().at.finditer(text):
        if sign.start() >= reached:
            found = _around(text, sign, reached) or _backwards(text, sign, reached)
            if found is not None:
                yield found
                reached = found.end


def _may_hold(text: str) -> bool:
    """Whether there is anything like an address: this costs a tenth of looking for one."""
    if "@" in text:
        return True
    folded, words = text.casefold(), contact_words()
    if not _DOTTED.search(text) and not any(word in folded for word in words.dot):
        return False
    return (
        any(word in folded for word in (*words.at_weak, *words.at, *words.at_rare))
        or _BRACKETED.search(text) is not None
    )


def read_email(words: str) -> str | None:
    """The one address that `words` are, normalised: host in lower case; None where they are none."""
    try:
        address = validate_email(words, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None
    return address if is_top_domain(address.rpartition(".")[2]) else None


def _around(text: str, sign: re.Match[str], reached: int) -> Found | None:
    host = _host_at(text, sign.end())
    if host is None or _COPY_PATH.match(text, host.end):
        return None
    plain_sign = sign[0] == "@"
    pattern = _signs().mailbox if plain_sign else _signs().disguised_mailbox
    start = max(reached, sign.start() - _LONGEST_LOCAL)
    mailbox = pattern.search(text[start : sign.start()])
    if mailbox is None or not _is_meant(text, sign, start + mailbox.start(), mailbox[0], host):
        return None
    local = _TAKE_AWAY.sub("", _joined(mailbox[0]))
    value = read_email(f"{local}@{_TAKE_AWAY.sub('', host.name)}")
    if value is None:
        return None
    begin = start + mailbox.start()
    return Found(begin, host.end, value, plain_sign and not host.disguised)


def _host_at(text: str, at: int) -> _Host | None:
    """The longest host that starts at `at` and ends in a top-level domain."""
    signs, best, name, disguised = _signs(), None, "", False
    for _ in range(_MOST_LABELS):
        label = signs.label.match(text, at)
        if label is None:
            break
        name += label[0]
        if "." in name and is_top_domain(label[0]):
            best = _Host(name, label.end(), disguised)
        joint = signs.joint.match(text, label.end())
        if joint is None:
            break
        name += _value_of(joint)
        disguised = disguised or joint[0] != "."
        at = joint.end()
    return best


def _is_meant(text: str, sign: re.Match[str], start: int, mailbox: str, host: _Host) -> bool:
    """Whether an everyday word between two others is meant as the sign of an address."""
    if sign.lastgroup == "tight":
        return text[start - 1 : start] not in {"@", "/"}
    words = contact_words()
    folded = mailbox.casefold()
    if folded in words.not_mailboxes:
        return False
    if sign.lastgroup == "rare":
        return host.disguised and _CLAUSE_END.match(text, host.end) is not None
    if sign.lastgroup not in {"weak", "fenced"}:
        return True
    if host.disguised or folded in words.mailboxes or not mailbox.isalpha():
        return True
    alone = not text[:start].strip() and not text[host.end :].strip()
    return alone or _signs().cue.search(text[max(0, start - _CUE_REACH) : start]) is not None


def _backwards(text: str, sign: re.Match[str], reached: int) -> Found | None:
    """An address that the page writes from right to left, to be turned round by its style sheet."""
    if sign[0] != "@":
        return None
    run = _RUN.search(text, max(reached, sign.start() - _LONGEST_LOCAL), sign.end() + _LONGEST_LOCAL)
    if run is None or not run.start() < sign.start() < run.end():
        return None
    words = run[0].strip(".-")
    value = read_email(words[::-1])
    start = run.start() + run[0].index(words)
    return Found(start, start + len(words), value, plain=False) if value else None


def _joined(mailbox: str) -> str:
    return _signs().joint.sub(_value_of, mailbox)


def _value_of(joint: re.Match[str]) -> str:
    return {"dash": "-", "underscore": "_"}.get(joint.lastgroup or "", ".")


@cache
def _signs() -> _Signs:
    words = contact_words()
    bracketed = any_of((*words.at, *words.at_weak, *words.at_rare, *words.at_bracketed))
    dot, dash, underscore = any_of(words.dot), any_of(words.dash), any_of(words.underscore)
    some, opening, closing = r"[ \t\n]{0,3}", r"[(\[{<«‹|][ \t]?", r"[ \t]?[)\]}>»›|]"
    fence, worn = r"(?:_{1,2}|[*~=#-]{1,2})", any_of((*words.at, *words.at_weak))
    at = (
        rf"(?P<bracketed>{some}{opening}(?:@|(?i:{bracketed})){closing}{some})"
        rf"|(?P<named>(?<=[\w)\]}}])[ \t]{{1,3}}(?i:{any_of(words.at)})[ \t]{{1,3}}(?=\w))"
        rf"|(?P<underlined>(?<=[^\W_])__?(?i:{worn})__?(?=[^\W_]))"
        rf"|(?P<fenced>{some}{fence}(?i:{worn}){fence}{some})"
        r"|(?P<glued>(?<=[a-z0-9])AT(?=[a-z0-9]))"
        r"|(?P<shouted>(?<=[a-z0-9)\]])[ \t]{1,3}AT[ \t]{1,3}(?=[a-z0-9]))"
        rf"|(?P<weak>(?<=[\w)\]}}])[ \t]{{1,3}}(?i:{any_of(words.at_weak)})[ \t]{{1,3}}(?=\w))"
        rf"|(?P<rare>(?<=[\w)\]}}])[ \t]{{1,3}}(?i:{any_of(words.at_rare)})[ \t]{{1,3}}(?=\w))"
        r"|(?P<tight>@(?! ))|(?P<spaced>[ \t]{0,2}@[ \t]{0,2})"
    )
    joint = (
        rf"(?P<dot>{some}{opening}(?:\.|(?i:{dot})){closing}{some}|[ \t]{{1,2}}(?i:{dot})[ \t]{{1,2}}(?=\w)"
        rf"|{some}{fence}(?i:{dot}){fence}{some}|(?<=[a-z0-9])DOT(?=[a-z0-9])|[ \t]\.[ \t](?=\w)|\.(?=\w))"
        rf"|(?P<underscore>(?:{some}{opening}(?i:{underscore}){closing}{some}|[ \t](?i:{underscore})[ \t](?=\w)))"
        rf"|(?P<dash>(?:{some}{opening}(?i:{dash}){closing}{some}|[ \t](?i:{dash})[ \t](?=\w)))"
    )
    joint_ahead = rf"DOT[a-z0-9]|{fence}(?i:{dot}){fence}"
    nameless = re.sub(r"\?P<\w+>", "?:", joint)
    return _Signs(
        at=re.compile(at),
        label=re.compile(rf"(?!DOT[a-z0-9])[^\W_](?:(?!{joint_ahead})(?:[^\W_]|-)){{0,62}}"),
        joint=re.compile(joint),
        mailbox=re.compile(r"(?<![\w+&~=-])[\w+](?:[\w.+'’&~=-]*[\w+~=-])?$"),
        disguised_mailbox=re.compile(
            rf"(?<![\w+&~=-])[\w+](?:[\w.+'’&~=-]*[\w+~-])?(?:(?:{nameless})[\w+][\w+'’&~-]*){{0,5}}$"
        ),
        cue=re.compile(rf"\b(?i:{any_of((*words.email, *words.contact))})\b[^\w@]{{0,5}}$"),
    )

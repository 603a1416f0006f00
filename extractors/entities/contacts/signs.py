"""What stands for the signs of an address in words, brackets and fences, as patterns."""

import re
from functools import cache
from typing import NamedTuple

from extractors.entities.contacts.words import contact_words
from extractors.vocabulary.patterns import any_of

_SOME = r"[ \t\n]{0,3}"
_OPENING, _CLOSING = r"[(\[{<«‹|]{1,2}[ \t]?", r"[ \t]?[)\]}>»›|]{1,2}"
_FENCES = "_*~=#-'\"/\\.:!+^`"


class Signs(NamedTuple):
    """Patterns of the parts of an address; groups of `at` say how much it takes to believe it, those of `joint` its
    value.
    """

    at: re.Pattern[str]
    label: re.Pattern[str]
    joint: re.Pattern[str]
    mailbox: re.Pattern[str]
    disguised_mailbox: re.Pattern[str]


@cache
def signs() -> Signs:
    """The patterns, made of the word lists of every language."""
    joint = _joint()
    nameless = re.sub(r"\?P<\w+>", "?:", joint)
    return Signs(
        at=re.compile(_at()),
        # A dash may belong to a fence.
        label=re.compile(rf"(?!DOT[a-z0-9])[^\W_](?:(?!DOT[a-z0-9]|--?(?i:{_dot()})-)(?:[^\W_]|-)){{0,62}}"),
        joint=re.compile(joint),
        mailbox=re.compile(r"(?<![^\W_])(?<![+&~=-])(?:[^\W_]|\+)(?:[\w.+'’&~=-]*[\w+~=-])?\Z"),
        disguised_mailbox=re.compile(
            rf"(?<![\w+&~=-])[\w+](?:[\w.+'’&~=-]*[\w+~-])?(?:(?:{nameless})[\w+][\w+'’&~-]*){{0,5}}\Z"
        ),
    )


def _at() -> str:
    words = contact_words()
    bracketed = any_of((*words.at, *words.at_weak, *words.at_rare, *words.at_bracketed))
    named, weak, rare = any_of(words.at), any_of(words.at_weak), any_of(words.at_rare)
    behind, ahead = r"(?<=[\w)\]}])[ \t]{1,3}", r"[ \t]{1,3}(?=\w)"
    return (
        rf"(?P<bracketed>{_SOME}{_OPENING}(?:@t?|(?i:{bracketed})){_CLOSING}{_SOME})"
        rf"|(?P<named>{behind}(?i:{named}){ahead})"
        rf"|(?P<fenced>{_SOME}{_fenced(f'(?:@|{any_of((*words.at, *words.at_weak))})')}{_SOME})"
        r"|(?P<glued>(?<=[a-z0-9])AT(?=[a-z0-9]))"
        r"|(?P<shouted>(?<=[a-z0-9)\]])[ \t]{1,3}AT[ \t]{1,3}(?=[a-z0-9]))"
        rf"|(?P<weak>{behind}(?i:{weak}){ahead})"
        rf"|(?P<rare>{behind}(?i:{rare}){ahead})"
        # A line may be broken behind the sign, or on both its sides.
        r"|(?P<tight>@(?!\s))|(?P<spaced>\n@\n|[ \t]{0,2}@[ \t]{0,2}\n?)"
    )


def _joint() -> str:
    dot, words = _dot(), contact_words()
    others = {"underscore": words.underscore, "dash": words.dash, "plus": words.plus}
    named = "".join(
        rf"|(?P<{name}>{_SOME}{_OPENING}(?i:{any_of(each)}){_CLOSING}{_SOME}|[ \t](?i:{any_of(each)})[ \t](?=\w))"
        for name, each in others.items()
    )
    return (
        rf"(?P<dot>{_SOME}{_OPENING}(?:\.|(?i:{dot})){_CLOSING}{_SOME}|[ \t]{{1,2}}(?i:{dot})[ \t]{{1,2}}(?=\w)"
        rf"|{_SOME}{_fenced(dot)}{_SOME}|(?<=[a-z0-9])DOT(?=[a-z0-9])|[ \t]\.[ \t](?=\w)|[.·•∙⋅](?=\w)){named}"
    )


def _dot() -> str:
    return any_of(contact_words().dot)


def _fenced(pattern: str) -> str:
    """The pattern between equal signs of any kind (`-at-`, `**at**`), or between quotes."""
    fences = [(rf"{re.escape(sign)}{{1,2}}",) * 2 for sign in _FENCES]
    fences += [("“", "”"), ("‘", "’"), ("„", "“")]
    return "(?:" + "|".join(f"{before}(?i:{pattern}){after}" for before, after in fences) + ")"

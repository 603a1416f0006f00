"""What a page's small scripts write into it: constant strings folded, nothing run.

Enough of ECMAScript to undo how addresses are hidden; whatever else a script does is passed over. While it is folded
every string stands as `"…"` in hexadecimal, so that no sign within it can be taken for the script's.
"""

import codecs
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import unquote

_LONGEST = 5_000
_LONGEST_FOLDED = 50_000
_MOST_ROUNDS = 20
_DEEPEST = 2
_LEXEME = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/|<!--[^\n]*)|(?P<pattern>(?<=[(,])\s*/(?:\\.|[^/\\\n])+/[a-z]*)"""
    r"""|'(?P<single>(?:\\.|[^'\\\n])*)'|"(?P<double>(?:\\.|[^"\\\n])*)"|`(?P<template>(?:\\.|[^`\\])*)`""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_HOLE = re.compile(r"\$\{\s*([\w$.]+)\s*\}")
_AROUND_SIGNS = re.compile(r"\s*([+.,(\[=])\s*|\s*([)\]])[ \t]*")
_END = re.compile(r"[;{}\n]|,(?=[A-Za-z_$][\w$]*=(?!=))")
_NAME = re.compile(r"(?<![\w$.\"])[A-Za-z_$][\w$]*+(?:\.[\w$]++)*+(?!\+?=(?!=))")
_STRING = r'"([0-9a-f]*)"'
_STRINGS = r'\[((?:"[0-9a-f]*",?)*)\]'
_ASSIGNMENT = re.compile(rf"([A-Za-z_$][\w$.]*)(\+?=)(\"[0-9a-f]*\"|{_STRINGS})$")
_WRITER = re.compile(
    r"(?:innerHTML|outerHTML|textContent|innerText|\bhref|\blocation)\s*\+?="
    r"|\b(?:write|writeln|html|text|append|insertAdjacentHTML|attr|setAttribute|assign|open|eval)\("
)
_WRITTEN = re.compile(rf"({_WRITER.pattern})(?:\"[0-9a-f]*\",)?{_STRING}")
# Signs and escaped signs: a pattern without repetition costs no time, whatever the page wants.
_PLAIN_PATTERN = re.compile(r"(?:\\[^\w\s]|[^\\*+?{}()|\[\]^$.])+")
# The cipher that moves each letter by half the alphabet is written as a function of its own.
_MOVED_BY_13 = re.compile(r"\.replace\(/\[[a-zA-Z-]+\]/[gi]*,function.{0,200}?13.{0,100}?\}\)", re.DOTALL)


def written(script: str, known: Mapping[str, str] | None = None, depth: int = 0) -> str:
    """What `script` writes into its page or leads to, one after the other; `known` holds the values of names in it."""
    if len(script) > _LONGEST or depth > _DEEPEST or not _WRITER.search(script):
        return ""
    values = {name: _quoted(value) for name, value in (known or {}).items()}
    out = []
    plain = _MOVED_BY_13.sub(".rot13()", _AROUND_SIGNS.sub(r"\1\2", _LEXEME.sub(_canonical, script)))
    for statement in _END.split(plain):
        folded = _folded(_NAME.sub(lambda name: _valued(name[0], values), statement))
        assigned = _ASSIGNMENT.search(folded)
        if assigned:
            name, sign, value, _ = assigned.groups()
            before = values.get(name, "")
            grown = before[:-1] + value[1:] if before and sign == "+=" else value
            values[name] = grown if len(grown) <= _LONGEST else '""'
        for writer, value in _WRITTEN.findall(folded):
            out.append(written(_read(value), depth=depth + 1) if writer == "eval(" else _read(value))
    return "".join(out)


def from_base64(words: str) -> str:
    """The text that `words` are in Base64 (RFC 4648); empty where they are none."""
    try:
        return b64decode(words + "=" * (-len(words) % 4), validate=True).decode()
    except ValueError:
        return ""


def _quoted(words: str) -> str:
    return f'"{words.encode("utf-8", "replace").hex()}"'


def _read(digits: str) -> str:
    """What was quoted; nothing where a pattern of the script's own only looks quoted."""
    try:
        return bytes.fromhex(digits).decode("utf-8", "replace")
    except ValueError:
        return ""


def _items(strings: str) -> list[str]:
    return [_read(digits) for digits in re.findall(_STRING, strings)]


def _canonical(lexeme: re.Match[str]) -> str:
    kind = lexeme.lastgroup or ""
    if kind == "comment":
        return "\n"
    if kind == "pattern":
        return lexeme[0]
    words = lexeme[kind]
    if kind != "template":
        return _quoted(_ESCAPE.sub(_unescaped, words))
    # Names stand between the strings.
    pieces = _HOLE.split(words)
    return "+".join(_quoted(_ESCAPE.sub(_unescaped, each)) if i % 2 == 0 else each for i, each in enumerate(pieces))


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    return {"n": "\n", "t": "\t", "r": "\r", "\n": ""}.get(escape[4], escape[4])


def _valued(name: str, values: Mapping[str, str]) -> str:
    """The name, or its value where it is known; what is asked of it stays: `address.split`."""
    owner, _, method = name.rpartition(".")
    if name in values:
        return values[name]
    return f"{values[owner]}.{method}" if owner in values else name


def _folded(statement: str) -> str:
    for _ in range(_MOST_ROUNDS):
        before = statement
        for pattern, fold in _FOLDS:
            statement = pattern.sub(partial(_refolded, fold), statement)
        if statement == before or len(statement) > _LONGEST_FOLDED:
            break
    return statement


def _refolded(fold: Callable[[re.Match[str]], str], match: re.Match[str]) -> str:
    return _quoted(fold(match))


def _replaced(match: re.Match[str]) -> str:
    """The first or, with the flag `g`, every place replaced."""
    words, pattern, flags, by = _read(match[1]), match[2], match[3], _read(match[4])
    if not _PLAIN_PATTERN.fullmatch(pattern):
        return words
    return re.sub(pattern, lambda _: by, words, count=0 if "g" in flags else 1)


_FOLDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"{_STRING}(?:\+{_STRING})+"), lambda match: "".join(_items(match[0]))),
    (re.compile(rf"(?<![\w$\])])\({_STRING}\)"), lambda match: _read(match[1])),
    (
        re.compile(r"String\.fromCharCode\((\d{1,5}(?:,\d{1,5})*)\)"),
        lambda match: "".join(chr(int(code)) for code in match[1].split(",")),
    ),
    (
        re.compile(rf"(?:window\.)?(?:unescape|decodeURI(?:Component)?)\({_STRING}\)"),
        lambda match: unquote(_read(match[1])),
    ),
    (re.compile(rf"(?:window\.)?atob\({_STRING}\)"), lambda match: from_base64(_read(match[1]))),
    (re.compile(rf"{_STRING}\.rot13\(\)"), lambda match: codecs.decode(_read(match[1]), "rot13")),
    (re.compile(rf"{_STRING}\.split\(\"\"\)\.reverse\(\)\.join\(\"\"\)"), lambda match: _read(match[1])[::-1]),
    (re.compile(rf"{_STRINGS}\.join\({_STRING}\)"), lambda match: _read(match[2]).join(_items(match[1]))),
    (re.compile(rf"{_STRINGS}\[(\d{{1,3}})\]"), lambda match: "".join(_items(match[1])[int(match[2]) :][:1])),
    (
        re.compile(rf"{_STRING}\.replace\({_STRING},{_STRING}\)"),
        lambda match: _read(match[1]).replace(_read(match[2]), _read(match[3]), 1),
    ),
    (re.compile(rf"{_STRING}\.replace\(/((?:\\.|[^/\\])+)/([a-z]*),{_STRING}\)"), _replaced),
)

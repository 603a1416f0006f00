"""Charset labels and the codecs that read them, as browsers do (WHATWG Encoding Standard, section 4.2)."""

import codecs
import re

_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "utf-8-sig": "utf-8",
}
_ALIASES = {"iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "macintosh": "mac-roman", "unicode": "utf-16"}
_NAMES = {
    "cp874": "windows-874",
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "big5hkscs": "big5",
    "mac-roman": "macintosh",
    "mac-cyrillic": "x-mac-cyrillic",
    "cp866": "ibm866",
}
_TEXTUAL = re.compile(
    r"cp(?:125\d|874|932|949|950|437|7\d\d|8[56]\d|1006|1125)|iso8859-\d+|iso2022_\w+|koi8-[rtu]|mac-[\w-]+|euc_\w+"
    r"|gb18030|big5hkscs|johab|hz|ptcp154|kz1048|shift_\w+|utf-(?:8|16|32)(?:-[lb]e)?"
)


def codec_of(label: str | None) -> str | None:
    """The name of the Python codec that reads what `label` declares; None for a label that names no charset.

    A label of a subset means the superset that browsers read it as: `latin-1` gives `cp1252`.
    """
    cleaned = (label or "").strip().strip("\"'").lower()
    if not cleaned or not cleaned.isascii() or "\0" in cleaned:
        return None
    for candidate in (_ALIASES.get(cleaned, cleaned), cleaned.removeprefix("x-"), cleaned.replace("windows-", "cp")):
        try:
            name = codecs.lookup(candidate).name
        except LookupError:
            continue
        name = _SUPERSETS.get(name, name)
        return name if _TEXTUAL.fullmatch(name) else None
    return None


def name_of(codec: str) -> str:
    """The charset's name in the standard: `cp1252` gives `windows-1252`."""
    known = _NAMES.get(codec)
    if known:
        return known
    return re.sub(r"^iso(?=\d)", "iso-", re.sub(r"^cp(125\d)$", r"windows-\1", codec)).replace("_", "-")

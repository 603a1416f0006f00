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
    "utf-16": "utf-16-le",
}
_ALIASES = {
    name: codec
    for codec, names in {
        "utf-8": "unicode11utf8 unicode20utf8",
        "utf-16-le": "csunicode iso10646ucs2 ucs2 unicode unicodefeff",
        "utf-16-be": "unicodefffe",
        "iso8859-7": "suneugreek",
        "iso8859-8": "logical visual",
        "iso8859-15": "csisolatin9",
        "koi8-r": "koi koi8",
        "koi8-u": "koi8ru",
        "mac-roman": "csmacintosh mac macintosh",
        "mac-cyrillic": "macukrainian",
        "mac-latin2": "macce maccentraleurroman",
        "cp874": "dos874",
        "cp932": "windows31j",
        "cp949": "cseuckr csksc56011987 isoir149 ksc5601 ksc56011989",
        "gb18030": "csgb2312 gb231280",
        "big5hkscs": "cnbig5 xbig5",
        "euc_jp": "cseucpkdfmtjapanese",
    }.items()
    for name in names.split()
}
_NAMES = {
    "cp874": "windows-874",
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "big5hkscs": "big5",
    "mac-roman": "macintosh",
    "mac-cyrillic": "x-mac-cyrillic",
    "cp866": "ibm866",
    "euc_jis_2004": "euc-jp",
    "shift_jis_2004": "shift_jis",
}
_TEXTUAL = re.compile(
    r"cp(?:125\d|874|932|949|950|437|7\d\d|8[56]\d|1006|1125)|iso8859-\d+|iso2022_\w+|koi8-[rtu]|mac-[\w-]+|euc_\w+"
    r"|gb18030|big5hkscs|johab|hz|ptcp154|kz1048|shift_\w+|utf-(?:8|16|32)(?:-[lb]e)?"
)
_ISO = re.compile(r"(?:cs)?iso8859(\d{1,2})[ei]?")
_NO_SIGNS = re.compile(r"[^a-z0-9]")


def codec_of(label: str | None) -> str | None:
    """The name of the Python codec that reads what `label` declares; None for a label that names no charset.

    A label of a subset means the superset that browsers read it as: `latin-1` gives `cp1252`.
    """
    cleaned = (label or "").strip().strip("\"'").lower()
    if not cleaned or not cleaned.isascii() or "\0" in cleaned:
        return None
    plain = cleaned.removeprefix("x-")
    short = _NO_SIGNS.sub("", plain)
    for candidate in (
        _ALIASES.get(short),
        cleaned,
        plain,
        plain.replace("windows-", "cp"),
        _ISO.sub(r"iso8859-\1", short),
    ):
        try:
            name = codecs.lookup(candidate or "").name
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

"""Writes the given names that extraction carries: `make given-names`.

From Faker's lists of names by country (MIT); a tool for developers, Faker is no runtime dependency.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import faker.providers.person

import extractors.vocabulary
from extractors.folding import fold
from extractors.vocabulary import languages
from extractors.vocabulary.gazetteer import known_place
from extractors.vocabulary.grammar import grammar

_TARGET = Path(extractors.vocabulary.__file__).parent / "given_names.txt"
_SHORTEST = 3
_LATIN = re.compile(r"[A-Za-zÀ-ſ]+(?:[ '’-][A-Za-zÀ-ſ]+)?")
# Bulgarian, Russian and Ukrainian as passports spell them.
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяєіїґ",
        "a|b|v|g|d|e|e|zh|z|i|y|k|l|m|n|o|p|r|s|t|u|f|h|ts|ch|sh|sht|a|y||e|yu|ya|ye|i|yi|g".split("|"),  # noqa: SIM905
        strict=True,
    )
)
_NOTICE = """\
# Given names, folded, of many countries. From Faker (https://github.com/joke2k/faker), licensed under MIT.
# Written by `make given-names`; do not edit.
"""


def main() -> None:
    """Write the file anew; the same data gives the same bytes."""
    small = frozenset[str]().union(*(grammar(each).bounds | grammar(each).loose for each in languages()))
    names = {fold(_in_latin(name)) for name in _names() if _LATIN.fullmatch(_in_latin(name))}
    kept = sorted(name for name in names if len(name) >= _SHORTEST and name not in small and not _is_great_place(name))
    _TARGET.write_text(_NOTICE + "".join(f"{name}\n" for name in kept), encoding="utf-8")
    sys.stderr.write(f"{len(kept)} names written to {_TARGET}\n")


def _names() -> Iterator[str]:
    package = faker.providers.person
    for locale in sorted(each.name for each in iter_modules(package.__path__)):
        provider = import_module(f"{package.__name__}.{locale}").Provider
        for attribute in dir(provider):
            if attribute.startswith("first_name"):
                yield from _strings(getattr(provider, attribute))


def _strings(found: object) -> Iterator[str]:
    if isinstance(found, Iterable) and not isinstance(found, str):
        yield from (each for each in found if isinstance(each, str))


def _in_latin(name: str) -> str:
    return "".join(_CYRILLIC.get(letter, letter) for letter in name.lower())


def _is_great_place(name: str) -> bool:
    known = known_place(name)
    return known is not None and (known.big or known.sort in ("country", "world"))


if __name__ == "__main__":
    main()

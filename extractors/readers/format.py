"""What a reader declares of itself, and how the readers are found: each module here with a FORMAT is one."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import import_module
from pathlib import Path

from extractors.readers.charset import Decoded
from models.document import Document


class Likeness(IntEnum):
    """How much a content looks like a format."""

    NONE = 0
    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True)
class TextFormat:
    """A format of decoded text. `also` lists further media types, `suffixes` endings of file names (`.htm`)."""

    media_type: str
    read: Callable[[Decoded], Document]
    likeness: Callable[[str], Likeness]
    also: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


@dataclass(frozen=True)
class BytesFormat:
    """A format of bytes, with its own charset or none; what is CERTAIN by its content is read as it, whatever its name.

    `read` raises PageError where the content cannot be read; its message is put after the page's name.
    """

    media_type: str
    read: Callable[[bytes], Document]
    likeness: Callable[[bytes], Likeness]
    also: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


Format = TextFormat | BytesFormat


@cache
def formats() -> tuple[Format, ...]:
    """Every format that a module of this package declares, in order of the modules' names."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    found = (getattr(import_module(f"{__package__}.{name}"), "FORMAT", None) for name in names)
    return tuple(each for each in found if isinstance(each, TextFormat | BytesFormat))

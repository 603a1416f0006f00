"""Word lists as data: `<language>/<subject>.yaml`, read as the frozen type that its user names."""

from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml

from models.frozen import Frozen

List = TypeVar("List", bound=Frozen)
_FOLDER = Path(__file__).parent
_FALLBACK = "en"


@cache
def vocabulary(language: str, subject: str, shape: type[List]) -> List:
    """The word list of `subject` in `language`, read once a process.

    A language without one gets the English list: names of programmes and organisations are often English anywhere.
    Raises pydantic's ValidationError where the file does not have the shape.
    """
    path = _FOLDER / language / f"{subject}.yaml"
    if not path.is_file():
        path = _FOLDER / _FALLBACK / f"{subject}.yaml"
    # The base loader leaves every scalar a string, so that `no`, `on` and `true` stay words.
    return shape.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader))  # noqa: S506


def languages(subject: str = "*") -> tuple[str, ...]:
    """The languages that have word lists, or one of that subject, sorted."""
    return tuple(sorted(each.name for each in _FOLDER.iterdir() if any(each.glob(f"{subject}.yaml"))))

"""The prompts whose answers templates want as a date, an amount, a choice."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from extractors.sections.catalogue import load_templates
from models.errors import TemplateError
from models.template import Template
from models.vocabulary import AnswerType

Typed = Mapping[str, frozenset[str]]
_FREE = frozenset({None, AnswerType.TEXT})


def typed_prompts(folder: Path | None) -> Typed:
    """The keys (`section/pair`) of the prompts by the key of their template, those of the operator's `folder` too.

    Where a file of the folder is wrong, which runs tell, the packaged templates alone.
    """
    return _typed(folder, rules_of(folder))


def rules_of(folder: Path | None) -> str:
    """The digest of the operator's templates as they are now."""
    digest = sha256()
    for path in sorted(folder.rglob("*.y*ml")) if folder else ():
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@lru_cache(maxsize=4)
def _typed(folder: Path | None, _: str) -> Typed:
    try:
        templates = load_templates(folder)
    except TemplateError:
        templates = load_templates()
    return {key: frozenset(_keys(template)) for key, template in templates.items()}


def _keys(template: Template) -> list[str]:
    return [
        f"{section.key}/{prompt.key}"
        for section in template.sections
        for prompt in section.prompts
        if prompt.type not in _FREE
    ]

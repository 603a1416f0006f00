"""A template as data: what a site's form asks, in its order."""

import re
from typing import Annotated, Self
from unicodedata import normalize

from pydantic import Field, StringConstraints, model_validator

from models.frozen import Frozen
from models.vocabulary import AnswerType, Kind

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Prompt(Frozen):
    """One thing that the form asks.

    `text` is the wording of today, `wordings` others that were met, `guidance` what the form says below it of how to
    answer. `type` turns the answer into a value; `options`
    are the answers that a `choice` offers. `expects` says which kinds of things its answer speaks of.
    """

    key: Key
    text: Words
    wordings: tuple[Words, ...] = ()
    guidance: tuple[Words, ...] = ()
    type: AnswerType | None = None
    options: tuple[Words, ...] = ()
    expects: tuple[Kind, ...] = ()
    optional: bool = False
    repeats: bool = False

    @model_validator(mode="after")
    def _choice_has_options(self) -> Self:
        if (self.type is AnswerType.CHOICE) != bool(self.options):
            raise ValueError("options belong to prompts of type choice, and each choice needs them")
        return self


class TemplateSection(Frozen):
    """One section of the form. A section without a heading holds prompts that stand outside any."""

    key: Key
    heading: str = ""
    number: str | None = None
    wordings: tuple[Words, ...] = ()
    guidance: tuple[Words, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    expects: tuple[Kind, ...] = ()
    optional: bool = False

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        _refuse_twins("prompt", [prompt.key for prompt in self.prompts])
        return self


class Template(Frozen):
    """A form: its sections in order, the words of the site around it (`chrome`), its words for 'not known'."""

    key: Key
    version: int = Field(ge=1)
    name: Words
    languages: tuple[str, ...] = ()
    chrome: tuple[Words, ...] = ()
    unknown: tuple[Words, ...] = ()
    sections: tuple[TemplateSection, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        _refuse_twins("section", [section.key for section in self.sections])
        return self


class TemplateRef(Frozen):
    """Which template a record was split by; `fit` is the share (0 to 1) of it that the page bears."""

    key: str
    version: int
    fit: float = Field(default=1, ge=0, le=1)


def _refuse_twins(what: str, keys: list[str]) -> None:
    twins = sorted({key for key in keys if keys.count(key) > 1})
    if twins:
        raise ValueError(f"{what} keys must differ; these stand twice: {', '.join(twins)}")


def key_of(words: str) -> str:
    """A key made of words: `Role of government` gives `role_of_government`; `section` where no letter is left."""
    folded = normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", folded).strip("_")[:60].strip("_")
    return key if key[:1].isalpha() else f"section_{key}".strip("_")

"""A template as one sequence of elements: everything that the form says, in its order."""

from functools import lru_cache

from pydantic import Field

from extractors.folding import fold
from models.frozen import Frozen
from models.outline import Role
from models.template import Prompt, Template, TemplateSection

_FULL_WEIGHT_WORDS = 6


class Wording(Frozen):
    """One wording's folded words; `closed` says that it ends with a mark (`?`, `.`, `:` …), not with a word."""

    words: tuple[str, ...]
    closed: bool


class Element(Frozen):
    """One thing that the form says.

    `place` counts sections from 0, `rank` what a section says: its heading, its guidance, its prompts. `weight`
    (0 to 1) is how telling it is to find these words: short ones turn up by chance.
    """

    role: Role
    place: int
    rank: int
    section: TemplateSection
    prompt: Prompt | None = None
    wordings: tuple[Wording, ...] = Field(min_length=1)
    weight: float = Field(gt=0, le=1)


@lru_cache(maxsize=1024)
def elements_of(template: Template) -> tuple[Element, ...]:
    """The elements of `template`: of each section its heading, its guidance, its prompts, each with its own."""
    return tuple(element for place, section in enumerate(template.sections) for element in _elements_of(section, place))


@lru_cache(maxsize=4096)
def wording(words: str) -> Wording:
    """`words` folded."""
    return Wording(words=tuple(fold(words).split()), closed=not words.rstrip()[-1:].isalnum())


def _elements_of(section: TemplateSection, place: int) -> list[Element]:
    said: list[tuple[Role, tuple[str, ...], Prompt | None]] = []
    if section.heading:
        said.append((Role.HEADING, (section.heading, *section.wordings), None))
    said += [(Role.GUIDANCE, (guidance,), None) for guidance in section.guidance]
    for prompt in section.prompts:
        said.append((Role.PROMPT, (prompt.text, *prompt.wordings), prompt))
        said += [(Role.GUIDANCE, (guidance,), None) for guidance in prompt.guidance]
    return [
        _element(role, place, rank, section, wordings, prompt) for rank, (role, wordings, prompt) in enumerate(said)
    ]


def _element(
    role: Role, place: int, rank: int, section: TemplateSection, wordings: tuple[str, ...], prompt: Prompt | None
) -> Element:
    folded = tuple(wording(each) for each in wordings)
    longest = max(len(each.words) for each in folded)
    return Element(
        role=role,
        place=place,
        rank=rank,
        section=section,
        prompt=prompt,
        wordings=folded,
        weight=min(1.0, 0.4 + 0.6 * longest / _FULL_WEIGHT_WORDS),
    )

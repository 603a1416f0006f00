"""A page split into the sections and question/answer pairs of its form, before anything is extracted from them."""

from enum import StrEnum

from pydantic import Field

from models.frozen import Frozen
from models.record import Finding, HeaderField, Section
from models.template import Prompt, TemplateRef, TemplateSection
from models.vocabulary import Kind


class Role(StrEnum):
    """Whose words a region holds.

    The author's: title, lead (before the first section), field (a fact in the page's header), answer, body (free text
    of a section). The form's: heading, label (of a field), guidance, prompt, chrome. Nobody's yet: unaccounted.
    """

    TITLE = "title"
    LEAD = "lead"
    FIELD = "field"
    ANSWER = "answer"
    BODY = "body"
    HEADING = "heading"
    LABEL = "label"
    GUIDANCE = "guidance"
    PROMPT = "prompt"
    CHROME = "chrome"
    UNACCOUNTED = "unaccounted"


AUTHORED = frozenset({Role.TITLE, Role.LEAD, Role.FIELD, Role.ANSWER, Role.BODY})


class Mark(Frozen):
    """Words of the form as they stand on the page: `text[start:end]`, in one block or several in a row.

    A heading's mark bears its `section`, a prompt's its `section` and `prompt`, both the page's `number`.
    `similarity` (0 to 1) is that of the page's words to the template's; 1 where the page's own form is followed.
    A prompt's answer ends at `reach` at the latest, where the page's form says so: a table's row, a list's line.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    role: Role
    section: TemplateSection | None = None
    prompt: Prompt | None = None
    number: str | None = None
    similarity: float = Field(default=1, ge=0, le=1)
    reach: int | None = None


class Region(Frozen):
    """A range of the text with one role: at most one block, at least one word of it.

    `section` is the key of the section it stands in, `question` the words of the prompt or label that it answers,
    `expects` the kinds of things that prompt and section lead one to expect.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    role: Role
    section: str | None = None
    question: str | None = None
    expects: tuple[Kind, ...] = ()


class Outline(Frozen):
    """The page's sections; `regions` are ordered, disjoint and cover every non-blank code point of the text.

    `fit` is the share (0 to 1) of the template's weight that the page bears; 0 without a template.
    """

    template: TemplateRef | None
    fit: float = Field(ge=0, le=1)
    title: str
    fields: tuple[HeaderField, ...] = ()
    sections: tuple[Section, ...]
    regions: tuple[Region, ...]
    findings: tuple[Finding, ...] = ()

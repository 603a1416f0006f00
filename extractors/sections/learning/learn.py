"""A template learnt from pages that share one, and nothing else."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.sections.learning.answers import Support, support_of, with_answers
from extractors.sections.learning.induction import sections_of_form
from extractors.sections.learning.recurrence import recurrence_of
from extractors.sections.learning.roles import roles_of
from extractors.sections.learning.units import form_page
from extractors.sections.outline import split
from models.document import Document
from models.errors import TemplateError
from models.outline import Outline, Role
from models.template import Template
from models.vocabulary import PairState

FEWEST = 3
_ALIKE = 0.4
_FEW = 0.3


class Sample(NamedTuple):
    """A page to learn from."""

    name: str
    document: Document
    language: str


class Learnt(NamedTuple):
    """A template, on how many pages each prompt stands and is answered, and the names of pages that do not fit."""

    template: Template
    pages: int
    support: Mapping[tuple[str, str], Support]
    odd: tuple[str, ...]


def learn_template(samples: Sequence[Sample], *, key: str, name: str) -> Learnt:
    """The template that `samples` share, called `key` and, for people, `name`.

    Pages that do not fit what the others share are left out and named. Raises TemplateError where fewer than three
    pages are given, or fewer than three, or than half, share a form.
    """
    kept = list(samples)
    odd: list[str] = []
    while len(kept) >= max(FEWEST, len(samples) / 2):
        template = _induced(kept, key=key, name=name)
        outlines = [_outline(each, template) for each in kept] if template else []
        if template is None:
            break
        strange = {kept[index].name for index in _strangers(outlines)}
        if not strange:
            language = kept[0].language
            texts = [each.document.text for each in kept]
            template = with_answers(template, outlines, texts, language)
            return Learnt(template, len(kept), support_of(outlines), tuple(odd))
        odd += [each.name for each in kept if each.name in strange]
        kept = [each for each in kept if each.name not in strange]
    raise TemplateError(_no_form(len(samples)))


def _strangers(outlines: Sequence[Outline]) -> list[int]:
    """Which outlines have few of the parts, or other parts, than the page that is most like all others.

    Likeness is the overlap coefficient of the parts: a page may leave out much, but not have another form's instead.
    """
    parts = [_parts(outline) for outline in outlines]
    typical = max(parts, key=lambda one: (sum(_overlap(one, other) for other in parts), len(one)))
    return [
        index
        for index, own in enumerate(parts)
        if _overlap(own, typical) < _ALIKE or len(own & typical) < _FEW * len(typical)
    ]


def _parts(outline: Outline) -> frozenset[tuple[str, str]]:
    headed = {(section.key, "") for section in outline.sections if section.heading}
    asked = {
        (section.key, pair.key)
        for section in outline.sections
        for pair in section.pairs
        if pair.state is not PairState.MISSING
    }
    return frozenset(headed | asked)


def _overlap(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _no_form(given: int) -> str:
    if given < FEWEST:
        return f"{given} pages are too few to learn a template from; give {FEWEST} or more that share one"
    return f"the {given} pages share no form; give pages that were made with the same one"


def _induced(samples: Sequence[Sample], *, key: str, name: str) -> Template | None:
    recurrence = recurrence_of([form_page(each.name, each.document) for each in samples])
    roles = roles_of(recurrence, samples[0].language)
    sections = sections_of_form(recurrence, roles)
    if not any(section.heading or section.prompts for section in sections):
        return None
    return Template(
        key=key,
        version=1,
        name=name,
        languages=tuple(sorted({each.language for each in samples})),
        chrome=tuple(recurrence.places[words][0].unit.said for words, role in roles.items() if role is Role.CHROME),
        sections=sections,
    )


def _outline(sample: Sample, template: Template) -> Outline:
    return split(
        sample.document, {template.key: template}, name=sample.name, language=sample.language, template=template.key
    )

"""A document split into its sections and pairs: by the template that fits best, else by its own structure."""

from collections.abc import Mapping, Sequence

from extractors.folding import fold
from extractors.sections.alignment import Alignment, align
from extractors.sections.assembly import fields_of, keys_of, sections_of
from extractors.sections.colophon import without_colophon, without_footer
from extractors.sections.findings import template_findings, unaccounted_findings, unforeseen_findings
from extractors.sections.form_title import title_in
from extractors.sections.lines import Lines, lines_of
from extractors.sections.regions import regions_of
from extractors.sections.structure.marks import structure_marks
from extractors.sections.title import title_mark, title_of
from extractors.sections.unforeseen import unforeseen_marks
from models.document import Block, BlockKind, Document
from models.errors import UnknownNameError
from models.frozen import revise
from models.outline import Mark, Outline, Region, Role
from models.record import Finding, Section
from models.template import Template, TemplateRef
from models.vocabulary import Severity

# From this share of a template on a page follows it.
FITS = 0.45
_ALIKE = 0.05


def split(
    document: Document, templates: Mapping[str, Template], *, name: str, language: str, template: str | None = None
) -> Outline:
    """The outline of `document`, called `name` in messages.

    By `template` (a key) where it is given, whatever its fit; else by the best of `templates` that fits; else by the
    page's own structure. Raises UnknownNameError where no template bears the key.
    """
    document = without_footer(document)
    page = lines_of(document)
    if template is not None:
        return _by_template(document, align(document.text, page, _named(templates, template)), name, language)
    best, second = _best_fits(document.text, page, templates)
    if best is not None and best.fit >= FITS:
        outline = _by_template(document, best, name, language)
        alike = second is not None and second.fit >= best.fit - _ALIKE
        return revise(outline, findings=(*outline.findings, _alike(best, second))) if second and alike else outline
    outline = _by_structure(document, name, language)
    return outline if best is None else revise(outline, findings=(*outline.findings, _no_template(best, name)))


def _named(templates: Mapping[str, Template], key: str) -> Template:
    if key not in templates:
        known = ", ".join(templates) or "none"
        raise UnknownNameError(f"no template is called {key}; known: {known}")
    return templates[key]


def _best_fits(text: str, page: Lines, templates: Mapping[str, Template]) -> tuple[Alignment | None, Alignment | None]:
    """The alignments that fit best and second best, by key among equals; None where no template has words there."""
    alignments = [each for template in templates.values() if (each := align(text, page, template)).marks]
    ranked = sorted(alignments, key=lambda each: -each.fit)
    return next(iter(ranked), None), next(iter(ranked[1:]), None)


def _alike(best: Alignment, second: Alignment) -> Finding:
    taken, other = best.template.key, second.template.key
    return Finding(
        code="templates_alike",
        severity=Severity.INFO,
        message=(
            f"{taken} ({best.fit:.0%}) and {other} ({second.fit:.0%}) fit alike: {taken} was taken; "
            "name the right one in the source"
        ),
    )


def _by_template(document: Document, alignment: Alignment, name: str, language: str) -> Outline:
    template = alignment.template
    chrome = frozenset(fold(each) for each in template.chrome)
    document = without_colophon(_with_chrome(document, chrome), alignment.marks)
    first = alignment.marks[0].start if alignment.marks else len(document.text)
    title = title_mark(document, first, chrome)
    known = _merged(title, alignment.marks)
    strange = unforeseen_marks(document, known)
    marks = tuple(sorted((*known, *strange), key=lambda mark: mark.start))
    keys = keys_of(marks)
    regions = tuple(_doubted(each, title) for each in regions_of(document, marks, keys))
    sections = sections_of(document, marks, keys, regions, language=language, unknown=template.unknown)
    return Outline(
        template=TemplateRef(key=template.key, version=template.version, fit=round(alignment.fit, 3)),
        fit=alignment.fit,
        title=_called(document, title, sections) or title_of(document, title, name),
        fields=fields_of(document, regions),
        sections=sections,
        regions=regions,
        findings=(
            *template_findings(alignment, sections),
            *unforeseen_findings(document.text, strange),
            *unaccounted_findings(document.text, regions),
        ),
    )


def _by_structure(document: Document, name: str, language: str) -> Outline:
    marks = structure_marks(document)
    document = without_colophon(document, marks)
    keys = keys_of(marks)
    regions = regions_of(document, marks, keys)
    title = next((mark for mark in marks if mark.role is Role.TITLE), None)
    sections = sections_of(document, marks, keys, regions, language=language)
    return Outline(
        template=None,
        fit=0,
        title=_called(document, title, sections) or title_of(document, title, name),
        fields=fields_of(document, regions),
        sections=sections,
        regions=regions,
    )


def _called(document: Document, title: Mark | None, sections: Sequence[Section]) -> str | None:
    """The title that the form asked for; a heading that the format marks gives way to what is called a title alone."""
    headed = {block.start for block in document.blocks if block.kind in {BlockKind.TITLE, BlockKind.HEADING}}
    return title_in(sections, unless_named=title is not None and title.start in headed)


def _with_chrome(document: Document, chrome: frozenset[str]) -> Document:
    """The document with every block that says what the template knows as the site's words made chrome."""

    def told(block: Block) -> Block:
        known = not block.header and fold(document.words_of(block)) in chrome
        return revise(block, kind=BlockKind.CHROME) if known else block

    return revise(document, blocks=tuple(told(block) for block in document.blocks)) if chrome else document


def _merged(title: Mark | None, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted((*marks, *([title] if title else [])), key=lambda mark: mark.start))


def _doubted(region: Region, title: Mark | None) -> Region:
    """What stands above the title of a page that follows a template is nobody's yet: menus, most likely."""
    above = title is not None and region.end <= title.start
    return revise(region, role=Role.UNACCOUNTED) if above and region.role is Role.LEAD else region


def _no_template(closest: Alignment, name: str) -> Finding:
    sections = closest.template.sections
    met = len({mark.section.key for mark in closest.marks if mark.section})
    return Finding(
        code="no_template",
        severity=Severity.INFO,
        message=(
            f"no template fits {name}: closest is {closest.template.key} ({met} of {len(sections)} sections); "
            "learn one or name it with --template"
        ),
    )

"""The marks of a page that follows no known template: what its own form says."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.sections.asking import directs
from extractors.sections.colophon import credit_of
from extractors.sections.form_title import asks_name, asks_title
from extractors.sections.numbering import depths_of, number_of
from extractors.sections.structure.guidance import guidance_marks
from extractors.sections.structure.headings import Heading, are_prompts, headings_of
from extractors.sections.structure.labels import label_prompts
from extractors.sections.structure.numbered_lines import parted
from extractors.sections.structure.prompt import Prompting
from extractors.sections.structure.questions import asking_prompts
from extractors.sections.structure.tables import labels_in_rows
from extractors.sections.title import title_mark
from models.document import Block, BlockKind, Document
from models.frozen import revise
from models.outline import Mark, Role
from models.template import Prompt, TemplateSection, key_of

_OPENING = 5
_UNHEADED = TemplateSection(key="form")


def structure_marks(document: Document) -> tuple[Mark, ...]:
    """The title, headings and prompts of the page, in page order.

    Sections are its topmost headings that do not ask; deeper headings are the author's words. Prompts before any
    section stand in one without heading, of key `form`.
    """
    shown = [each for each in document.blocks if not each.header and each.kind is not BlockKind.CHROME]
    blocks = parted(document, shown)
    headings = headings_of(document, blocks)
    named = _title_prompt(document, blocks)
    title = _title(document, blocks, headings)
    if named and title and title.start <= named.start < title.end:
        title = None
    # Headings above the title are the site's.
    headings = [each for each in headings if title is None or each.start > title.start]
    asking = are_prompts(headings)
    level = min((each.level for each, asks in zip(headings, asking, strict=True) if not asks), default=0)
    marks = [
        _prompt(document, Prompting(each.start, each.end)) if asks else _section(document, each)
        for each, asks in zip(headings, asking, strict=True)
        if asks or each.level == level
    ]
    body = [each for each in blocks if title is None or each.start > title.start]
    heads: list[Heading | Mark] = [*headings, *([title] if title else [])]
    in_rows = labels_in_rows(document, body)
    apart = {each.start for each in heads} | in_rows
    asked = asking_prompts(document, [each for each in body if each.start not in apart])
    marks += [_prompt(document, each) for each in asked]
    labels = [*label_prompts(document, _under_headings(body, heads, marks)), *([named] if named else [])]
    known = {each.start for each in marks}
    found = {each.start: each for each in reversed(labels) if each.start not in known}
    marks += [_prompt(document, each) for each in found.values()]
    marks = sorted([*marks, *([title] if title else [])], key=lambda mark: mark.start)
    guided = list(guidance_marks(document, body, list(_with_guidance(document, marks))))
    return _within_sections(_numbered(document, _credited(document, guided)))


def _under_headings(
    blocks: Sequence[Block], heads: Sequence[Heading | Mark], marks: Sequence[Mark]
) -> Iterator[list[Block]]:
    """What stands before the first heading and under each, up to a prompt: a label in an answer is the author's.

    A prompt in bold may be one of several bold labels, some of which do not ask: it ends nothing.
    """
    headed, prompted = {each.start for each in heads}, {each.start for each in marks if each.role is Role.PROMPT}
    prompted -= {each.start for each in blocks if each.strong}
    stretch: list[Block] | None = []
    for block in blocks:
        if block.start in headed or block.start in prompted:
            if stretch:
                yield stretch
            stretch = None if block.start in prompted else []
        elif stretch is not None:
            stretch.append(block)
    if stretch:
        yield stretch


def _title(document: Document, blocks: Sequence[Block], headings: Sequence[Heading]) -> Mark | None:
    """The title's mark: none where the header already bears it and the page does not repeat it."""
    top = [each for each in headings if each.level == min(other.level for other in headings)]
    if len(top) > 1 and _is_bare(document, headings):
        top = top[1:]  # the first is the site's name
    alone = len(top) == 1 and (len(headings) > 1 or top[0].start == blocks[0].start)
    if any(block.header for block in document.blocks) and document.title:
        before = headings[0].start + 1 if headings else 0
        mark = title_mark(document, before)
        same = mark is not None and document.text[mark.start : mark.end].strip() == document.title.strip()
        return mark if same else None
    if alone and not top[0].asking:
        return Mark(start=top[0].start, end=top[0].end, role=Role.TITLE)
    if not headings:
        return title_mark(document, len(document.text))
    # A line that only stands alone may be the title itself, below the way to the page.
    is_marked = any(block.kind is BlockKind.HEADING for block in blocks)
    return title_mark(document, headings[0].start + (not is_marked))


def _title_prompt(document: Document, blocks: Sequence[Block]) -> Prompting | None:
    """A line among the first that asks for the title, the title below it in its paragraph."""
    for block in blocks[:_OPENING]:
        first, _, rest = document.words_of(block).partition("\n")
        if block.kind is BlockKind.TEXT and rest and (asks_title(first) or asks_name(first)):
            return Prompting(block.start, block.start + len(first.rstrip()), block.end)
    return None


def _is_bare(document: Document, headings: Sequence[Heading]) -> bool:
    """Whether the first heading has nothing below it before the next, which is of its level."""
    first, second = headings[:2]
    return first.level == second.level and not document.text[first.end : second.start].strip()


def _section(document: Document, heading: Heading) -> Mark:
    words = " ".join(document.text[heading.start : heading.end].split())
    section = TemplateSection(key=key_of(words), heading=words)
    return Mark(start=heading.start, end=heading.end, role=Role.HEADING, section=section, number=heading.number)


def _prompt(document: Document, found: Prompting) -> Mark:
    words = " ".join(document.text[found.start : found.end].split())
    return Mark(
        start=found.start,
        end=found.end,
        role=Role.GUIDANCE if found.guides else Role.PROMPT,
        section=_UNHEADED,
        prompt=None if found.guides else Prompt(key=key_of(words), text=words),
        reach=found.reach,
    )


def _with_guidance(document: Document, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks, a request between a heading and a first prompt being guidance for all that the section asks."""
    for before, mark, after in zip([None, *marks], marks, [*marks[1:], None], strict=False):
        leads = before is not None and before.role is Role.HEADING and after is not None and after.role is Role.PROMPT
        asked = mark.prompt is not None and not directs(document.text[mark.start : mark.end])
        alone = after is not None and not document.text[mark.end : after.start].strip()
        is_guidance = mark.prompt is not None and leads and alone and not asked
        yield revise(mark, role=Role.GUIDANCE, prompt=None) if is_guidance else mark


def _credited(document: Document, marks: Sequence[Mark]) -> list[Mark]:
    """The marks, the last answer ending, after a paragraph at least, where it is told who asked the questions."""
    if not marks or marks[-1].prompt is None or marks[-1].reach is not None:
        return list(marks)
    answer = document.text[marks[-1].end :]
    first = marks[-1].end + len(answer) - len(answer.lstrip())
    return [*marks[:-1], revise(marks[-1], reach=credit_of(document, first))]


def _numbered(document: Document, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks, each prompt with its number where those count on: `3 years on, what is left?` has none."""
    numbers = [number_of(document.text[each.start : each.end])[0] for each in marks]
    counted = [each.role in {Role.HEADING, Role.PROMPT} for each in marks]
    depths = depths_of([number if asks else None for number, asks in zip(numbers, counted, strict=True)])
    for mark, number, depth in zip(marks, numbers, depths, strict=True):
        if mark.prompt is None or depth is None:
            yield mark
            continue
        words = mark.prompt.text[number_of(mark.prompt.text)[1] :]
        yield revise(mark, number=number, prompt=Prompt(key=key_of(words), text=words))


def _within_sections(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks with each prompt and its guidance put into the section that it stands in."""
    section = _UNHEADED
    placed = []
    for mark in marks:
        if mark.role is Role.HEADING and mark.section is not None:
            section = mark.section
        placed.append(revise(mark, section=section) if mark.role in {Role.PROMPT, Role.GUIDANCE} else mark)
    return tuple(placed)

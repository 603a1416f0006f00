"""A template learnt again: what was edited stays, what the pages newly show is added."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from extractors.folding import fold
from models.frozen import revise
from models.template import Prompt, Template, TemplateSection

_SAME = 88
Part = TypeVar("Part", Prompt, TemplateSection)


def amended(known: Template, learnt: Template) -> Template:
    """`known` with the wordings, prompts, sections and words that only `learnt` has; its version is one higher then.

    Nothing of `known` is changed or lost: a section or prompt of `learnt` is taken for one of `known` by its words.
    """
    sections = _joined(known.sections, learnt.sections)
    changed = revise(
        known,
        languages=_united(known.languages, learnt.languages),
        chrome=_united(known.chrome, learnt.chrome),
        unknown=_united(known.unknown, learnt.unknown),
        sections=sections,
    )
    return changed if changed == known else revise(changed, version=known.version + 1)


def _joined(known: Sequence[Part], learnt: Sequence[Part]) -> tuple[Part, ...]:
    """The known parts in their order, each with what is new in it; parts that are new follow those they stand after."""
    joined = list(known)
    after = 0
    for part in learnt:
        at = next((index for index, each in enumerate(joined) if _is_same(each, part)), None)
        if at is None:
            joined.insert(after, _renamed(part, [each.key for each in joined]))
            after += 1
        else:
            joined[at] = _with_news(joined[at], part)
            after = at + 1
    return tuple(joined)


def _is_same(one: Part, other: Part) -> bool:
    ours, theirs = set(_folded(one)), set(_folded(other))
    if not (ours and theirs):
        return ours == theirs
    return not ours.isdisjoint(theirs) or max(fuzz.ratio(a, b) for a in ours for b in theirs) >= _SAME


def _folded(part: Prompt | TemplateSection) -> Iterable[str]:
    first = part.text if isinstance(part, Prompt) else part.heading
    return [fold(words) for words in (first, *part.wordings) if words]


def _with_news(known: Part, learnt: Part) -> Part:
    said = learnt.text if isinstance(learnt, Prompt) else learnt.heading
    have = set(_folded(known))
    news: list[str] = [words for words in (said, *learnt.wordings) if fold(words) not in have]
    changes: dict[str, object] = {
        "wordings": (*known.wordings, *news),
        "guidance": _united(known.guidance, learnt.guidance),
    }
    if isinstance(known, TemplateSection) and isinstance(learnt, TemplateSection):
        changes["prompts"] = _joined(known.prompts, learnt.prompts)
    return revise(known, **changes)


def _renamed(part: Part, taken: Sequence[str]) -> Part:
    number = 2
    key = part.key
    while key in taken:
        key, number = f"{part.key}_{number}", number + 1
    return revise(part, key=key)


def _united(known: Sequence[str], learnt: Sequence[str]) -> tuple[str, ...]:
    have = {fold(words) for words in known}
    return (*known, *(words for words in learnt if fold(words) not in have))

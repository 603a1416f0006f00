"""What new pages of a source show of a change of its form, beside the pages known before."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from extractors.folding import fold
from extractors.sections.numbering import number_of
from models.drift import FormChange, FormChangeKind
from models.frozen import revise
from models.record import CaseRecord, Pair
from models.template import Prompt, Template, TemplateSection
from models.vocabulary import PairState

_FEWEST = 3
_SHARE = 0.2
_RISE = 0.15
_SAME_PAGES = 0.8
_HALF = 0.5


class _Sight(NamedTuple):
    """On how many of `seen` pages something was met, the first of them captured at `since`."""

    pages: int
    seen: int
    since: str | None

    @property
    def share(self) -> float:
        return self.pages / self.seen if self.seen else 0.0


Records = Sequence[CaseRecord]
Meets = Callable[[CaseRecord], bool]


def form_changes(template: Template, before: Records, now: Records) -> tuple[FormChange, ...]:
    """Prompts and sections that `now` bears otherwise than `template` has them, and than `before` bore them.

    A change counts from three pages and a fifth of `now` on, where it is more frequent than before.
    """
    found: list[FormChange | None] = []
    for section, prompt in _prompts(template):
        found += [_reworded(section, prompt, before, now), _lost(section, prompt, before, now)]
    found += [_moved(one, other, before, now) for one, other in combinations(template.sections, 2)]
    return tuple(change for change in found if change is not None)


def added_parts(known: Template, amended: Template, before: Records, now: Records) -> tuple[FormChange, ...]:
    """The prompts and sections that only `amended` has, where `now` says them more often than `before` did."""
    sections = {section.key: section for section in known.sections}
    found = []
    for section in amended.sections:
        old = sections.get(section.key)
        news = [section.heading] if old is None and section.heading else []
        have = {prompt.key for prompt in old.prompts} if old else set()
        news += [prompt.text for prompt in section.prompts if prompt.key not in have]
        found += [change for words in news if (change := _said(section, words, before, now)) is not None]
    return tuple(found)


def reconciled(changes: Sequence[FormChange], template: Template, now: Records) -> tuple[FormChange, ...]:
    """`changes`, where a prompt that is lost on just the pages that newly ask another in its section is reworded."""
    kept = list(changes)
    for lost in [change for change in changes if change.kind is FormChangeKind.LOST]:
        gone = _pages_without(lost, template, now)
        for added in [change for change in kept if change.kind is FormChangeKind.ADDED]:
            new = {page.id for page in now if fold(added.words) in fold(page.text)}
            if added.section == lost.section and len(gone & new) >= _SAME_PAGES * len(gone | new):
                reworded = revise(added, kind=FormChangeKind.REWORDED, words=lost.words, now=added.words)
                kept = [reworded if each is lost else each for each in kept if each is not added]
                break
    return tuple(kept)


def with_rewordings(template: Template, changes: Sequence[FormChange]) -> Template:
    """`template` with the new wordings that `changes` tell, each in its prompt."""
    news = {
        (each.section, each.words): each.now for each in changes if each.kind is FormChangeKind.REWORDED and each.now
    }

    def told(section: TemplateSection, prompt: Prompt) -> Prompt:
        words = news.get((section.heading, prompt.text))
        return revise(prompt, wordings=(*prompt.wordings, words)) if words else prompt

    sections = tuple(
        revise(section, prompts=tuple(told(section, prompt) for prompt in section.prompts))
        for section in template.sections
    )
    return revise(template, sections=sections)


def _pages_without(lost: FormChange, template: Template, now: Records) -> set[str]:
    asked = [each for each in _prompts(template) if (each[0].heading, each[1].text) == (lost.section, lost.words)]
    return {page.id for page in now if all(_pair(page, section, prompt) is None for section, prompt in asked)}


def _reworded(section: TemplateSection, prompt: Prompt, before: Records, now: Records) -> FormChange | None:
    """The prompt's most frequent wording of those that the template does not know."""
    known = {fold(words) for words in (prompt.text, *prompt.wordings)}
    asked = [_asked(pair) for page in now if (pair := _pair(page, section, prompt)) is not None]
    strange = Counter(fold(words) for words in asked if fold(words) not in known)
    if not strange:
        return None
    often = strange.most_common(1)[0][0]

    def says(page: CaseRecord) -> bool:
        pair = _pair(page, section, prompt)
        return pair is not None and fold(_asked(pair)) == often

    sight = _risen(says, before, now)
    shown = next(words for words in asked if fold(words) == often)
    return _change(FormChangeKind.REWORDED, section, prompt.text, sight, now=shown) if sight else None


def _lost(section: TemplateSection, prompt: Prompt, before: Records, now: Records) -> FormChange | None:
    sight = _risen(lambda page: _pair(page, section, prompt) is None, before, now)
    if prompt.optional or sight is None or (not before and sight.share < _HALF):
        return None
    return _change(FormChangeKind.LOST, section, prompt.text, sight)


def _moved(one: TemplateSection, other: TemplateSection, before: Records, now: Records) -> FormChange | None:
    def is_swapped(page: CaseRecord) -> bool:
        starts = {section.key: section.span.start for section in page.sections}
        return one.key in starts and other.key in starts and starts[other.key] < starts[one.key]

    sight = _risen(is_swapped, before, now)
    return _change(FormChangeKind.MOVED, other, other.heading, sight, now=one.heading) if sight else None


def _said(section: TemplateSection, words: str, before: Records, now: Records) -> FormChange | None:
    folded = fold(words)
    sight = _risen(lambda page: folded in fold(page.text), before, now)
    if sight is None or (not before and sight.share < _HALF):
        return None
    return _change(FormChangeKind.ADDED, section, words, sight)


def _change(
    kind: FormChangeKind, section: TemplateSection, words: str, sight: _Sight, now: str | None = None
) -> FormChange:
    return FormChange(
        kind=kind,
        section=section.heading,
        words=words,
        now=now,
        pages=sight.pages,
        seen=sight.seen,
        since=sight.since,
    )


def _risen(meets: Meets, before: Records, now: Records) -> _Sight | None:
    """What `now` shows of it, where that is often, and more often than before."""
    sight = _sight(meets, now)
    often = sight.pages >= _FEWEST and sight.share >= _SHARE
    return sight if often and sight.share - _sight(meets, before).share >= _RISE else None


def _sight(meets: Meets, pages: Sequence[CaseRecord]) -> _Sight:
    met = [page for page in pages if meets(page)]
    times = [page.source.captured_at for page in met if page.source.captured_at]
    return _Sight(len(met), len(pages), min(times, default=None))


def _prompts(template: Template) -> Iterator[tuple[TemplateSection, Prompt]]:
    return ((section, prompt) for section in template.sections for prompt in section.prompts)


def _pair(page: CaseRecord, section: TemplateSection, prompt: Prompt) -> Pair | None:
    """The pair of the prompt on the page; None where the page does not ask it."""
    return next(
        (
            pair
            for own in page.sections
            if own.key == section.key
            for pair in own.pairs
            if pair.key == prompt.key and pair.state is not PairState.MISSING
        ),
        None,
    )


def _asked(pair: Pair) -> str:
    return pair.question[number_of(pair.question)[1] :]

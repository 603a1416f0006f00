"""What the answers on the pages tell of a learnt form: types, options, words for 'not known', how often answered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractors.folding import fold
from extractors.sections.answers import yes_no_of
from extractors.sections.ticks import options_in
from models.frozen import revise
from models.outline import Outline, Role
from models.record import Pair
from models.template import Prompt, Template, TemplateSection
from models.vocabulary import AnswerType, PairState

_MOST = 0.8
_FEWEST = 3
Key = tuple[str, str]


class Support(NamedTuple):
    """On how many pages a prompt stands, and on how many of them it is answered."""

    pages: int
    answered: int


def support_of(outlines: Sequence[Outline]) -> dict[Key, Support]:
    """The support of each prompt, by the keys of section and prompt."""
    pairs = _pairs(outlines)
    return {
        key: Support(
            pages=sum(pair.state is not PairState.MISSING for pair in found),
            answered=sum(pair.state is PairState.ANSWERED for pair in found),
        )
        for key, found in pairs.items()
    }


def with_answers(template: Template, outlines: Sequence[Outline], texts: Sequence[str], language: str) -> Template:
    """`template` with what the answers of `outlines`, pages of `texts` split by it, tell."""
    pairs = _pairs(outlines)
    ticked = _options(outlines, texts)

    def told(section: TemplateSection, prompt: Prompt) -> Prompt:
        found = [pair for pair in pairs.get((section.key, prompt.key), ()) if pair.state is PairState.ANSWERED]
        options = ticked.get((section.key, prompt.key), ())
        if options:
            return revise(prompt, type=AnswerType.CHOICE, options=options)
        yes_no = sum(yes_no_of(pair.answer, language) is not None for pair in found)
        is_yes_no = len(found) >= _FEWEST and yes_no >= _MOST * len(found)
        return revise(prompt, type=AnswerType.YES_NO) if is_yes_no else prompt

    sections = tuple(
        revise(section, prompts=tuple(told(section, prompt) for prompt in section.prompts))
        for section in template.sections
    )
    return revise(template, sections=sections, unknown=_unknown(pairs))


def _pairs(outlines: Iterable[Outline]) -> Mapping[Key, list[Pair]]:
    found: dict[Key, list[Pair]] = defaultdict(list)
    for outline in outlines:
        for section in outline.sections:
            for pair in section.pairs:
                found[section.key, pair.key].append(pair)
    return found


def _options(outlines: Sequence[Outline], texts: Sequence[str]) -> dict[Key, tuple[str, ...]]:
    """What stands behind boxes under each prompt, ticked or not, on half of its pages at least, in page order."""
    found: dict[Key, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    pages: Counter[Key] = Counter()
    for outline, text in zip(outlines, texts, strict=True):
        starts = [region.start for region in outline.regions if region.role in {Role.PROMPT, Role.HEADING}]
        for section in outline.sections:
            for pair in section.pairs:
                if pair.span is None:
                    continue
                words = text[pair.span.start : next((start for start in starts if start > pair.span.start), len(text))]
                labels = [words[each.label : each.end].strip() for each in options_in(words) if each.ticked is not None]
                pages[section.key, pair.key] += bool(labels)
                for label in labels:
                    found[section.key, pair.key][fold(label)].append(label)
    return {
        key: tuple(written[0] for written in labels.values() if 2 * len(written) >= pages[key])
        for key, labels in found.items()
    }


def _unknown(pairs: Mapping[Key, Sequence[Pair]]) -> tuple[str, ...]:
    """Short answers that say 'not known', as the pages write them, the most frequent first."""
    said = Counter(
        pair.answer.strip().rstrip(".")
        for found in pairs.values()
        for pair in found
        if pair.state is PairState.UNKNOWN and fold(pair.answer)
    )
    return tuple(words for words, _ in said.most_common())

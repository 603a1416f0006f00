"""Which of the recurring words are the form's, and what part they play; the rest are frequent answers."""

from collections import Counter
from collections.abc import Mapping, Sequence

from extractors.sections.answers import state_of, yes_no_of
from extractors.sections.asking import asks
from extractors.sections.learning.recurrence import Place, Recurrence
from extractors.sections.structure.words import heads_form
from models.document import BlockKind
from models.outline import Role
from models.vocabulary import PairState

_MOST = 0.6
_HALF = 0.5
_SELDOM = 0.3
_LONGEST_LABEL = 10
_LONGEST_ANSWER = 12
# What follows a prompt that is found in the first round may be an answer.
_ROUNDS = 2


def roles_of(recurrence: Recurrence, language: str) -> dict[str, Role]:
    """The role of each of the form's words: heading, prompt, guidance or chrome; answers are left out."""
    hinted = {words: hint for words, places in recurrence.places.items() if (hint := _hint(places)) is not None}
    roles = dict(hinted)
    for _ in range(_ROUNDS):
        answers = {
            words
            for words, places in recurrence.places.items()
            if not _is_sure(words, places, hinted) and _is_answer(words, places, recurrence, roles, language)
        }
        recurrence = recurrence.without(answers)
        hinted = {words: role for words, role in hinted.items() if words not in answers}
        others = ((words, places) for words, places in recurrence.places.items() if words not in hinted)
        told = {words: _told(words, places, recurrence, hinted) for words, places in others}
        roles = hinted | {words: role for words, role in told.items() if role is not None}
    return roles


def _is_sure(words: str, places: Sequence[Place], hinted: Mapping[str, Role]) -> bool:
    """Whether the pages' form says for certain that the words are its; a heading that only stands alone may be an
    answer."""
    role = hinted.get(words)
    marked = any(place.unit.kind is BlockKind.HEADING or place.unit.number for place in places)
    return role is not None and (role is not Role.HEADING or marked)


def _hint(places: Sequence[Place]) -> Role | None:
    """The role that the pages' own forms give the words, where most do; what asks is a prompt anyway."""
    hints = Counter(place.unit.hint for place in places if place.unit.hint is not None)
    if hints and hints.total() >= _HALF * len(places):
        return hints.most_common(1)[0][0]
    return Role.PROMPT if asks(places[0].unit.said) else None


def _told(words: str, places: Sequence[Place], recurrence: Recurrence, hinted: Mapping[str, Role]) -> Role | None:
    """The role of words that the pages' own forms say nothing of; None for what is no form's."""
    kinds = {place.unit.kind for place in places}
    if BlockKind.BULLET in kinds:
        return None  # an option that several have chosen
    if _is_around(places, recurrence, hinted):
        return Role.CHROME
    often = recurrence.support(words)
    if kinds == {BlockKind.HEADING}:
        return Role.PROMPT if often >= _HALF * recurrence.pages else None  # below the headings of sections
    if often < _MOST * recurrence.pages:
        return None
    followed = sum(place.after for place in places) >= _HALF * len(places)
    is_label = len(words.split()) <= _LONGEST_LABEL and not places[0].unit.said.endswith((".", ",", ";"))
    if is_label and not followed and _leads_to_prompts(places, recurrence, hinted):
        return Role.GUIDANCE if heads_form(places[0].unit.said) else Role.HEADING
    return Role.PROMPT if followed and is_label else Role.GUIDANCE


def _leads_to_prompts(places: Sequence[Place], recurrence: Recurrence, hinted: Mapping[str, Role]) -> bool:
    """Whether the words stand right above a prompt, as a rule, and below the author's."""

    def leads(place: Place) -> bool:
        sequence = recurrence.sequences[place.page]
        after = sequence[place.order + 1].unit.words if place.order + 1 < len(sequence) else ""
        return place.before and not place.after and hinted.get(after) is Role.PROMPT

    return sum(map(leads, places)) >= _MOST * len(places)


def _is_around(places: Sequence[Place], recurrence: Recurrence, hinted: Mapping[str, Role]) -> bool:
    """Whether the words stand above all or below all that the form asks, with nothing of the author's after them."""

    def outside(place: Place) -> bool:
        sequence = recurrence.sequences[place.page]
        # Below the title, which is the author's, a heading may stand that nothing of the author's follows.
        above = not place.before and not any(each.unit.words in hinted for each in sequence[: place.order])
        below = not any(each.unit.words in hinted for each in sequence[place.order :])
        return above or (below and not any(each.after for each in sequence[place.order :]))

    return len(places) > 1 and all(map(outside, places))


def _is_answer(
    words: str, places: Sequence[Place], recurrence: Recurrence, hinted: Mapping[str, Role], language: str
) -> bool:
    """Whether the words are but a frequent answer: `Yes`, `Unknown`, or what stands right after prompts.

    That is after several prompts, or after one, and nowhere on the page where that prompt has another answer.
    """
    said = places[0].unit.said
    if state_of(said, language) is PairState.UNKNOWN or (" " not in words and yes_no_of(said, language)):
        return True
    after = [before for place in places if (before := _prompt_before(place, recurrence, hinted)) is not None]
    if len(after) < _HALF * len(places):
        return False
    if len(set(after)) > 1:
        return True
    pages = {place.page for place in places}
    asked = [place for prompt in set(after) for place in recurrence.places[prompt]]
    otherwise = {place.page for place in asked if place.after or place.page not in pages}
    if otherwise:
        return len(otherwise & pages) < _SELDOM * len(otherwise)
    return len(words.split()) <= _LONGEST_ANSWER


def _prompt_before(place: Place, recurrence: Recurrence, hinted: Mapping[str, Role]) -> str | None:
    """The words of the prompt right before the place, nothing of the author's between; None where none is."""
    if place.before or not place.order:
        return None
    words = recurrence.sequences[place.page][place.order - 1].unit.words
    return words if hinted.get(words) is Role.PROMPT else None

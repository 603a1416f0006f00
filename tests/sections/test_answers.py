import pytest

from extractors.sections.answers import state_of, value_of
from models.template import Prompt
from models.vocabulary import AnswerType, PairState

STATES = [
    ("", "en", PairState.BLANK),
    (" \n ", "en", PairState.BLANK),
    ("Unknown", "en", PairState.UNKNOWN),
    ("unknown.", "en", PairState.UNKNOWN),
    ("N/A", "en", PairState.UNKNOWN),
    ("-", "en", PairState.UNKNOWN),
    ("…", "fr", PairState.UNKNOWN),
    ("Non renseigné", "fr", PairState.UNKNOWN),
    ("n/a", "fr", PairState.UNKNOWN),
    ("k. A.", "de", PairState.UNKNOWN),
    ("Se desconoce", "es", PairState.UNKNOWN),
    ("Unknown to most, the mill still runs.", "en", PairState.ANSWERED),
    ("None", "en", PairState.ANSWERED),
    ("0", "en", PairState.ANSWERED),
]


@pytest.mark.parametrize(("answer", "language", "state"), STATES)
def test_state_follows_the_whole_answer(answer, language, state):
    assert state_of(answer, language) is state


def test_a_template_may_have_its_own_words_for_unknown():
    assert state_of("Nobody asked", "en", unknown=("nobody asked",)) is PairState.UNKNOWN


YES_NO = [
    ("Yes, since 2011.", "en", "yes"),
    ("No.", "en", "no"),
    ("Yes and no: it depends.", "en", "partly"),
    ("Oui, depuis la création.", "fr", "yes"),
    ("Non", "fr", "no"),
    ("Teilweise", "de", "partly"),
    ("Sí, desde 2011", "es", "yes"),
    ("The town decides.", "en", None),
    ("Nobody knows", "en", None),
]


@pytest.mark.parametrize(("answer", "language", "value"), YES_NO)
def test_yes_and_no_are_read_from_the_first_words(answer, language, value):
    assert value_of(answer, Prompt(key="q", text="Q?", type=AnswerType.YES_NO), language) == value


CHOICES = [
    ("Regional", ("regional",)),
    ("local and regional", ("local and regional",)),
    ("Local\nNational", ("local", "national")),
    ("[ ] local\n[x] regional", ("regional",)),
    ("☐ local ☐ regional", None),
    ("Everywhere", None),
]


@pytest.mark.parametrize(("answer", "chosen"), CHOICES)
def test_choices_are_the_options_named_or_ticked(answer, chosen):
    options = ("local", "regional", "national", "local and regional")
    prompt = Prompt(key="level", text="Level", type=AnswerType.CHOICE, options=options)
    assert value_of(answer, prompt, "en") == chosen

"""What holds of any decisions, and after any edits of a page."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from curation.anchoring import select
from curation.applying import apply, in_order
from curation.clashes import contradicts, overruled, stake_of
from curation.placing import Placed, page_of, place
from models.claim import EventClaim, PersonClaim, PlaceClaim, TitleClaim
from models.decision import Add, Confirm, Correct, Decision, Different, Other, Redo, Reject, Same, Undo
from models.document import Span
from models.fate import Outcome
from models.frozen import revise
from models.record import CaseRecord
from tests.curating import actor, anchor, decided, words
from tests.records import mentioned, record

TEXT = (
    "The Dee Guild met the Mill Fund of Old Ford at Whit Fair, said Ada Lane in the summer.\n"
    "Nobody had thought that the Mill Board of New Ford would come to see Bea Hall there.\n"
)
QUOTES = ("Dee Guild", "Mill Fund", "Fund of Old Ford", "Old Ford", "Whit Fair", "Ada Lane", "Mill Board", "Bea Hall")
PAGE = record(
    text=TEXT,
    actors=tuple(mentioned("actors", TEXT, each) for each in ("Dee Guild", "Mill Fund", "Mill Board")),
    events=(mentioned("events", TEXT, "Whit Fair", place="Old Ford"),),
    persons=(mentioned("persons", TEXT, "Ada Lane", organisation="Mill Fund"),),
    places=(mentioned("places", TEXT, "Old Ford"),),
)


def claims(name: str):
    return st.one_of(
        st.builds(actor, st.just(name), st.sampled_from(["unknown", "business"]), named=st.booleans()),
        st.builds(PlaceClaim, name=st.just(name), country=st.sampled_from([None, "GB"])),
        st.builds(EventClaim, name=st.just(name), kind=st.just("fair"), date=st.sampled_from([None, "2012"])),
        st.builds(PersonClaim, name=st.just(name), role=st.sampled_from([None, "chair"])),
    )


@st.composite
def acts(draw):
    quote, other = draw(st.sampled_from(QUOTES)), draw(st.sampled_from(QUOTES))
    moves = draw(st.booleans())
    seen, value = draw(claims(quote)), draw(claims(other if moves else draw(st.sampled_from([quote, f"The {quote}"]))))
    at = anchor(PAGE, f"{seen.thing}s", quote, key=f"{seen.thing}-{seen.name}")
    onto = words(TEXT, other) if moves else None
    possible = [Add(anchor=at, value=seen), Confirm(anchor=at, seen=seen)]
    possible += [Reject(anchor=at, seen=seen, scope=scope) for scope in ("thing", "mention")]
    if seen != value or onto:
        possible.append(Correct(anchor=at, seen=seen, value=value, words=onto))
    if seen.thing in {"actor", "person", "event"}:
        two = Other(case=PAGE.id, key=other, name=other, words=words(TEXT, other))
        possible += [Same(anchor=at, seen=seen, other=two), Different(anchor=at, seen=seen, other=two)]
    return draw(st.sampled_from(possible))


@st.composite
def histories(draw) -> list[Decision]:
    made: list[Decision] = []
    for minute, act in enumerate(draw(st.lists(acts(), max_size=6))):
        made.append(decided(PAGE, act, minute=2 * minute))
        if draw(st.integers(0, 3)) == 0:
            turn = draw(st.sampled_from([Undo, Redo]))
            made.append(decided(PAGE, turn(decision=draw(st.sampled_from(made)).id), minute=2 * minute + 1))
    return made


def short(decision: Decision) -> str:
    act = decision.act
    if isinstance(act, Undo | Redo):
        return f"{act.act} {decision.id[:14]}"
    told = {name: str(value) for name, value in act if name in {"seen", "value", "scope"}}
    more = getattr(act, "words", None) or getattr(getattr(act, "other", None), "words", None)
    onto = f" -> {more.quote}" if more else ""
    return f"{decision.id[:14]} {act.act} {act.anchor.field} at {act.anchor.words.quote}{onto} {told}"


def check_laws(record: CaseRecord) -> None:
    for field in ("actors", "events", "persons", "places"):
        things = getattr(record, field)
        assert len({each.id for each in things}) == len(things)
        for each in things:
            places = [(one.start, one.end) for one in each.mentions]
            assert places == sorted(set(places))
            assert all(record.text[one.start : one.end] == one.quote for one in each.mentions)
            assert each.name == each.names[0]
            assert places


@settings(max_examples=60, deadline=None)
@given(histories())
def test_each_decision_has_one_fate_and_the_record_keeps_its_laws(history):
    curated = apply(PAGE, history)
    assert sorted(each.decision for each in curated.fates) == sorted({each.id for each in history})
    check_laws(curated.record)


def spoken_of(decision: Decision) -> set[int]:
    """The places in the page that the decision speaks of."""
    act = decision.act
    if isinstance(act, Undo | Redo):
        return set()
    selectors = (act.anchor.words, getattr(act, "words", None), getattr(getattr(act, "other", None), "words", None))
    return {place for each in selectors if each for place in range(each.start, each.end)}


@settings(max_examples=60, deadline=None)
@given(histories())
def test_applied_twice_is_applied_once_where_each_speaks_of_words_of_its_own(history):
    spoken: set[int] = set()
    chosen = []
    for each in history:
        if spoken.isdisjoint(spoken_of(each)):
            spoken |= spoken_of(each)
            chosen.append(each)
    once = apply(PAGE, chosen).record
    assert apply(once, chosen).record == once, chr(10).join(map(short, chosen))


@settings(max_examples=60, deadline=None)
@given(histories())
def test_what_is_given_twice_is_applied_once(history):
    assert apply(PAGE, [*history, *history]) == apply(PAGE, history)


@settings(max_examples=50, deadline=None)
@given(histories(), st.randoms())
def test_the_order_in_which_they_come_in_is_nothing(history, random):
    shuffled = random.sample(history, len(history))
    assert apply(PAGE, [*shuffled, *shuffled[:1]]) == apply(PAGE, history)


@settings(max_examples=50, deadline=None)
@given(histories())
def test_all_undone_is_none_decided(history):
    acted = [each for each in history if not isinstance(each.act, Undo | Redo)]
    after = [decided(PAGE, Undo(decision=each.id), minute=600 + index) for index, each in enumerate(acted)]
    assert apply(PAGE, [*history, *after[::-1]]).record == PAGE


class Word(NamedTuple):
    """A word of a page, and from which word of the first page it comes."""

    word: str
    origin: int | None


Paragraph = list[Word]
COMMON = [
    "the", "of", "and", "to", "in", "mill", "fund", "guild", "ford", "met", "wrote", "paid", "asked", "again",
    "Dee", "Mill", "Fund", "Guild", "Ford", "Ada", "Lane",
]  # fmt: skip
CHROME = ["Home", "Contact", "Dee Guild", "Mill Fund", "Search", "Ada Lane"]


def sentence(random: Random) -> list[str]:
    return [random.choice(COMMON) for _ in range(random.randint(6, 18))]


def insert(page: list[Paragraph], random: Random) -> None:
    page.insert(random.randrange(len(page) + 1), [Word(each, None) for each in sentence(random)])


def delete(page: list[Paragraph], random: Random) -> None:
    if len(page) > 1:
        page.pop(random.randrange(len(page)))


def move(page: list[Paragraph], random: Random) -> None:
    page.insert(random.randrange(len(page)), page.pop(random.randrange(len(page))))


def double(page: list[Paragraph], random: Random) -> None:
    page.insert(random.randrange(len(page) + 1), list(random.choice(page)))


def reword(page: list[Paragraph], random: Random) -> None:
    paragraph = random.choice(page)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(paragraph))
        paragraph[at] = Word(random.choice([each for each in COMMON if each != paragraph[at].word]), None)


def drop_words(page: list[Paragraph], random: Random) -> None:
    paragraph = random.choice(page)
    start = random.randrange(len(paragraph))
    del paragraph[start : start + random.randint(1, 3)]
    if not paragraph:
        page.remove(paragraph)


def add_words(page: list[Paragraph], random: Random) -> None:
    paragraph = random.choice(page)
    at = random.randrange(len(paragraph) + 1)
    paragraph[at:at] = [Word(random.choice(COMMON), None) for _ in range(random.randint(1, 3))]


def frame(page: list[Paragraph], random: Random) -> None:
    page.insert(random.choice([0, len(page)]), [Word(each, None) for each in random.sample(CHROME, 4)])


EDITS: list[Callable[[list[Paragraph], Random], None]] = [
    insert, delete, move, double, reword, drop_words, add_words, frame,
]  # fmt: skip


def printed(page: list[Paragraph]) -> tuple[str, dict[int, int | None]]:
    """The text, and the origin of the word that starts at each offset."""
    text, origins = "", {}
    for paragraph in page:
        for each in paragraph:
            origins[len(text)] = each.origin
            text += each.word + " "
        text = text[:-1] + "\n"
    return text, origins


def first_page(random: Random) -> list[Paragraph]:
    page = [[Word(each, None) for each in sentence(random)] for _ in range(8)]
    numbers = iter(range(1000))
    return [[Word(each.word, next(numbers)) for each in paragraph] for paragraph in page]


def test_over_edits_of_a_page_no_decision_lands_on_other_words_and_none_is_lost():
    landed = 0
    for seed in range(1000):
        random = Random(seed)  # noqa: S311 - the same pages each time
        page = first_page(random)
        text, origins = printed(page)
        before = record(text=text)
        starts = random.sample(sorted(origins), 8)
        quotes = {start: text[start:].split("\n")[0].split(" ")[:2] for start in starts}
        decisions = [at(before, start, " ".join(quote), minute) for minute, (start, quote) in enumerate(quotes.items())]
        for _ in range(random.randint(1, 6)):
            random.choice(EDITS)(page, random)
        text, now = printed(page)
        curated = apply(record(text=text), decisions)
        assert [each.decision for each in curated.fates] == [each.id for each in decisions]
        for fate in curated.fates:
            if fate.outcome in {Outcome.APPLIED, Outcome.MOVED, Outcome.REDUNDANT}:
                assert meant(now, fate.now) & meant(origins, fate.was), f"seed {seed}: {fate}"
                landed += 1
    assert landed > 2000


def meant(origins: dict[int, int | None], span: Span) -> set[int]:
    """The words of the first page that stand in the span."""
    return {origin for start, origin in origins.items() if span.start <= start < span.end and origin is not None}


def at(page: CaseRecord, start: int, quote: str, minute: int) -> Decision:
    where = anchor(page, "actors", quote).model_copy(update={"words": select(page.text, start, start + len(quote))})
    return decided(page, Add(anchor=where, value=actor(quote)), minute=minute)


def overruled_plainly(placed: list[Placed]) -> dict[str, str]:
    """Each weighed against each."""
    stakes = [(each.decision.id, stake_of(each)) for each in placed]
    return {
        earlier: later
        for index, (later, says) in enumerate(stakes)
        for earlier, said in stakes[:index]
        if contradicts(says, said)
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(acts(), max_size=12))
def test_what_is_weighed_against_its_rivals_alone_is_overruled_as_if_against_all(several):
    page = page_of(TEXT)
    history = [decided(PAGE, act, minute=minute) for minute, act in enumerate(several)]
    placed = [place(page, each, each.act) for each in in_order(history)]
    assert overruled(placed) == overruled_plainly(placed)


def test_a_thousand_words_on_one_title_are_weighed_against_the_newest(monkeypatch):
    weighed = []
    monkeypatch.setattr("curation.clashes.contradicts", lambda *both: weighed.append(both) or contradicts(*both))
    page = revise(PAGE, title="Dee")
    at, seen = anchor(page, "title", None), TitleClaim(title="Dee")
    acts = [Correct(anchor=at, seen=seen, value=TitleClaim(title=f"Title {number}")) for number in range(1_000)]
    curated = apply(page, [decided(page, act, minute=minute) for minute, act in enumerate(acts)])
    assert [each.outcome for each in curated.fates] == [Outcome.OVERRULED] * 999 + [Outcome.APPLIED]
    assert len(weighed) < 3_000

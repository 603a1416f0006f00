"""Where a curator's words stand on a changed page."""

import pytest

from curation.anchoring import Found, Lost, locate, select
from models.document import Span

PAGE = (
    "Home\nThe Dee Guild met in Old Ford in the spring of that year.\nThe Mill Fund paid for the food and the boats.\n"
)
FORD = select(PAGE, PAGE.index("Old Ford"), PAGE.index("Old Ford") + 8)
SECOND = PAGE.split("\n")[2]


def found(text: str) -> str | None:
    place = locate(text, FORD, same_text=text == PAGE)
    return text[: place.span.start].rsplit("\n", 1)[-1] if isinstance(place, Found) else None


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "Menu\n" + PAGE,
        PAGE.replace("Home\n", ""),
        PAGE.replace("Dee", "River Dee"),
        PAGE.replace("that year", "2012"),
        PAGE.replace("Old Ford", "Old\n   Ford"),
        PAGE + "They left Old Ford soon.\n",
        f"{SECOND}\n{PAGE}",
    ],
)
def test_words_are_found_by_quote_and_context(text) -> None:
    assert found(text) is not None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (PAGE.replace("Old Ford", "the Weir"), "the words are gone"),
        (PAGE + PAGE, "the words now stand at 2 places alike"),
        (PAGE.replace(PAGE.split("\n")[1], ""), "the words are gone"),
        ("They left Old Ford soon.\n", "the words now stand in other company only"),
        (PAGE.replace("Old Ford", "Old Fordham"), "the words have changed"),
    ],
)
def test_words_at_no_certain_place_are_lost_with_the_reason(text, reason) -> None:
    assert locate(text, FORD, same_text=False)[0] == reason


def test_an_almost_equal_quote_is_proposed_and_not_taken() -> None:
    text = PAGE.replace("Old Ford", "Old Forde")
    place = locate(text, FORD, same_text=False)
    assert isinstance(place, Lost) and place.proposal is not None  # noqa: PT018
    assert text[place.proposal.start : place.proposal.end] == "Old Forde"


def test_context_grows_until_it_tells_the_words_apart() -> None:
    row = "What did it cost in the whole of the year? Unknown.\n"
    text = f"First form\n{row}Second form\n{row}"
    words = select(text, text.rindex("Unknown"), text.rindex("Unknown") + 7)
    assert "Second form" in words.prefix
    start = text.rindex("Unknown") + len("New\n")
    assert locate("New\n" + text, words, same_text=False) == Found(Span(start=start, end=start + len("Unknown")))

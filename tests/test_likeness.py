import pytest

from curation.likeness import LIKELY, initials, likeness


@pytest.mark.parametrize(
    ("names", "others", "why"),
    [
        (["Harbour Guild"], ["HARBOUR GUILD"], "both are called Harbour Guild"),
        (["Guild of Loom Makers", "GLM"], ["GLM"], "both are called GLM"),
        (["Guild of Loom Makers"], ["GLM"], "GLM has the initials of Guild of Loom Makers"),
        (["GLM"], ["Guild of Loom Makers"], "GLM has the initials of Guild of Loom Makers"),
        (["Tidewater Community Bank"], ["Tidewater Comunity Bank"], "spelt much like"),
        (["Tidewater Community Bank Ltd"], ["Tidewater Community Bank"], "spelt much like"),
        (["Chamber of Commerce of Lyon"], ["Chamber of Commerce of Nantes"], None),
        (["Chamber of Commerce of Lyon"], ["Chamber of Commerce"], None),
        (["School 12"], ["School 13"], None),
        (["Harbour Guild"], ["Faculty of Forestry"], None),
        ([], ["Harbour Guild"], None),
    ],
)
def test_names_are_alike_for_a_reason(names, others, why) -> None:
    found = likeness(names, others)
    assert (found.score >= LIKELY) == (why is not None)
    assert (why or "") in found.why


def test_initials_are_those_of_three_words_at_least() -> None:
    assert [initials(each) for each in ("Guild of the Loom Makers", "Harbour Guild", "")] == ["glm", "", ""]

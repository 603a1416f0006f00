"""What is entered in a form's controls: texts, chosen options, ticked boxes, as a browser shows them.

HTML Standard, section 4.10. A form that nobody filled in tells nothing: its controls are the site's.
"""

from functools import cached_property

from bs4 import BeautifulSoup, Tag

from extractors.readers.tags import value

_TEXTUAL = frozenset({"", "date", "datetime-local", "email", "month", "number", "tel", "text", "time", "url", "week"})
_BOXES = {"checkbox": ("[ ] ", "[x] "), "radio": ("( ) ", "(x) ")}


class Controls:
    """The controls of a page."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._soup = soup

    def box(self, tag: Tag) -> str:
        """A box to tick as a sign, ticked or not; empty where `tag` is none, or the page has none that is ticked."""
        signs = _BOXES.get(_type(tag)) if tag.name == "input" else None
        return signs["checked" in tag.attrs] if signs and self._has_ticks else ""

    def labels_entry(self, tag: Tag) -> bool:
        """Whether `tag` is the label of a control in which words are entered or chosen."""
        return tag.name == "label" and (value(tag, "for") in self._labelled or id(tag) in self._around)

    def is_labelled(self, tag: Tag) -> bool:
        """Whether the control has a label, as the fields of a form have."""
        return value(tag, "id") in self._named or tag.find_parent("label") is not None

    @cached_property
    def _named(self) -> set[str]:
        return {value(each, "for") for each in self._soup.find_all("label") if isinstance(each, Tag)} - {""}

    @cached_property
    def _has_ticks(self) -> bool:
        boxes = self._soup.find_all("input", checked=True)
        return any(_type(each) in _BOXES for each in boxes if isinstance(each, Tag))

    @cached_property
    def _filled(self) -> list[Tag]:
        controls = self._soup.find_all(["input", "select", "textarea"])
        return [each for each in controls if isinstance(each, Tag) and is_filled_in(each)]

    @cached_property
    def _labelled(self) -> set[str]:
        return {value(each, "id") for each in self._filled} - {""}

    @cached_property
    def _around(self) -> set[int]:
        return {id(label) for each in self._filled if (label := each.find_parent("label"))}


def entry(tag: Tag) -> str:
    """The words entered in a line of text; empty where `tag` is none, or nothing is."""
    return value(tag, "value").strip() if tag.name == "input" and _type(tag) in _TEXTUAL else ""


def is_filled_in(tag: Tag) -> bool:
    """Whether words are entered or chosen in the control `tag`."""
    if tag.name == "select":
        return any(is_chosen(each) for each in tag.find_all("option"))
    if tag.name == "option":
        return is_chosen(tag)
    return bool(tag.get_text().strip() if tag.name == "textarea" else entry(tag))


def is_chosen(option: Tag) -> bool:
    """Whether the option is chosen, and is none that asks to choose one: those have no value."""
    return "selected" in option.attrs and option.attrs.get("value") != ""


def _type(tag: Tag) -> str:
    return value(tag, "type").strip().lower()

"""What a curator's hands and eyes do at a case."""

from playwright.sync_api import Locator, Page, expect

_OF = "(kind) => [...(CSS.highlights.get(kind) ?? [])].map(String)"
_KIND_AT = """(quote) => [...CSS.highlights].filter(([kind]) => !['chosen', 'curator', 'doubt'].includes(kind))
    .filter(([, all]) => [...all].map(String).includes(quote)).map(([kind]) => kind)"""
_SELECT = """(quote) => {
    const node = document.getElementById('text').firstChild, start = node.data.indexOf(quote), range = new Range();
    range.setStart(node, start); range.setEnd(node, start + quote.length);
    getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


def painted(page: Page, kind: str) -> list[str]:
    return page.evaluate(_OF, kind)


def chosen(page: Page) -> str:
    return " ".join(painted(page, "chosen"))


def kinds_of(page: Page, quote: str) -> list[str]:
    """The kinds that these words are painted as."""
    return page.evaluate(_KIND_AT, quote)


def open_case(page: Page, case: str) -> None:
    page.goto(case)
    expect(page.locator("#text")).to_be_focused()


def choose(page: Page, name: str) -> None:
    """By the first place of the thing of that name in the record."""
    page.get_by_role("button", name=f"{name}, place 1 of").first.click()
    expect(page.locator("#text")).to_be_focused()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def select(page: Page, quote: str) -> None:
    page.locator("#text").focus()
    page.evaluate(_SELECT, quote)


def expect_saved(page: Page, words: str = "") -> None:
    expect(page.locator("#said")).to_contain_text(f"{words}. Saved." if words else "Saved.")
    expect(page.locator("#waits")).to_be_empty()


def names(page: Page, kind: str) -> list[str]:
    """The names of the things of the kind, as the record has them."""
    return page.locator(f"li[data-field={kind}] .name").all_inner_texts()


def form_of(page: Page) -> Locator:
    """The part of the form that is for what is edited."""
    return page.locator("#edit fieldset:not([hidden])")

"""Markdown (CommonMark with tables and strikethrough): rendered, then read as the HTML it stands for."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from extractors.readers.assembly import assembled
from extractors.readers.charset import Decoded
from extractors.readers.events import events_of
from extractors.readers.flow import compose
from extractors.readers.format import Likeness, TextFormat
from extractors.readers.frontmatter import header_of
from extractors.readers.html import parsed, uncollected
from extractors.readers.text import read as read_text
from models.document import Document

_SHORTCODE = re.compile(r"\{\{[^{}]{0,1000}\}\}|\{%[^{}]{0,1000}%\}")
_NAMED = r"[#.][A-Za-z][\w:-]*"
_ATTRIBUTE = rf"""(?:{_NAMED}|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s{{}}"']+))"""
_ATTRIBUTES = re.compile(rf"\{{:?\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}")
_ENDING_ATTRIBUTES = re.compile(rf"\{{(?::\s*{_ATTRIBUTE}|{_NAMED})(?:\s+{_ATTRIBUTE})*\s*\}}(?=\s*(?:\n|\Z))")
_NOTE = re.compile(r" {0,3}\[[\^@]")
_MARKS = re.compile(
    r"^(?:#{1,6} \S|[ \t]*(?:[-*+]|\d+\.) .*\]\(|(?:```|~~~)|\|.*\|[ \t]*$)|\[[^\[\]\n]+\]\([^()\s]+\)|\*\*\w", re.M
)
_BRACKET = re.compile(r"\[|\]|\n[ \t]*\n")
_MOST_OPEN = 200
_DEEPEST = 60


def read(source: Decoded) -> Document:
    """The page's words without markup, after its front matter; line breaks and numbers of list items stay.

    Shortcodes and footnotes, which other programs would replace, stay as they stand. A page that nests deeper than any
    author does, or opens more brackets, is read as plain text.
    """
    header = header_of(source.text)
    body = source.text[header.end :]
    if _opens_endlessly(body):
        return read_text(source)
    parser = _parser()
    with uncollected():
        tokens = parser.parse(body)
        if any(token.level >= _DEEPEST - 1 for token in tokens):
            return read_text(source)
        flow = compose(events_of(parsed(parser.renderer.render(_numbered(tokens), parser.options, {}))))
        return assembled(header, flow, media_type=FORMAT.media_type, charset=source.charset)


def _opens_endlessly(body: str) -> bool:
    """Whether brackets of one paragraph open and never close, which takes the parser the square of their number."""
    depth = 0
    for match in _BRACKET.finditer(body):
        depth = depth + 1 if match[0] == "[" else max(depth - 1, 0) if match[0] == "]" else 0
        if depth > _MOST_OPEN:
            return True
    return False


@cache
def _parser() -> MarkdownIt:
    options = {"html": True, "breaks": True, "maxNesting": _DEEPEST}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    parser.inline.ruler.before("escape", "shortcode", _shortcode)
    parser.inline.ruler.before("escape", "attributes", _attributes)
    parser.block.ruler.at("reference", _reference)
    return parser


def _numbered(tokens: list[Token]) -> list[Token]:
    """The tokens with each ordered item's number among its words: the author wrote it, and may speak of it."""
    number = ""
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "inline" and number and token.children is not None:
            token.children.insert(0, Token("text", "", 0, content=number))
            number = ""
    return tokens


def _shortcode(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Text in the braces of Liquid or Hugo, whose quotes and angles are no markup."""
    match = _SHORTCODE.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001
    """Pandoc's and kramdown's attributes (`{#id .class width=50%}`) of what stands before them; they show nothing."""
    follows = state.pos > 0 and state.src[state.pos - 1] in ")]`"
    match = (_ATTRIBUTES if follows else _ENDING_ATTRIBUTES).match(state.src, state.pos)
    if match:
        state.pos = match.end()
    return match is not None


def _reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001
    """CommonMark's link definitions, save footnotes (`[^1]: …`), which it would swallow."""
    if _NOTE.match(state.src, state.bMarks[start_line]):
        return False
    return reference(state, start_line, end_line, silent)


def _likeness(text: str) -> Likeness:
    if header_of(text).end or len(_MARKS.findall(text)) > 1:
        return Likeness.LIKELY
    return Likeness.POSSIBLE


FORMAT = TextFormat(
    media_type="text/markdown",
    read=read,
    likeness=_likeness,
    also=("text/x-markdown",),
    suffixes=(".md", ".markdown", ".mdown", ".mkd"),
)

"""What a reader makes of a page: one final text, and blocks that cover it."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from models.frozen import Frozen


class Span(Frozen):
    """A half-open range of Unicode code points, `text[start:end]`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a span cannot end ({self.end}) before it starts ({self.start})")
        return self


class BlockKind(StrEnum):
    """What the page's form says of a block; what its words mean is settled later."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    BULLET = "bullet"
    LABEL = "label"
    CELL = "cell"
    CHROME = "chrome"


class Block(Frozen):
    """A paragraph, heading, list item, label or cell: a stripped, non-empty range of the text.

    `level` is a heading's depth (1 is the topmost; 0 where the format does not tell) or a bullet's nesting.
    `strong` says that every word is set in bold. `header` says that it stands in the page's header of facts
    (front matter). `source` is the block's range in the decoded source, for HTML.
    """

    kind: BlockKind
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    level: int = Field(default=0, ge=0)
    strong: bool = False
    header: bool = False
    source: Span | None = None


class Link(Frozen):
    """The words `text[start:end]` lead to `target`, as the page writes it (not resolved, not checked)."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    target: str


class Document(Frozen):
    """A page as read.

    Blocks are ordered and disjoint, and cover every non-blank code point of `text`. `title` and `language` are what
    the page declares of itself (`<title>`, front matter, `lang`), or None.
    """

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    title: str | None = None
    language: str | None = None
    media_type: str
    charset: str

    def words_of(self, block: Block) -> str:
        """The block's words."""
        return self.text[block.start : block.end]

"""Prompts that are paragraphs, or the first lines of them: questions and requests."""

from collections.abc import Iterator, Sequence

from extractors.sections.asking import asks, requests
from extractors.sections.numbering import number_of
from extractors.sections.structure.prompt import Prompting
from models.document import Block, BlockKind, Document

_PARAGRAPHS = frozenset({BlockKind.TEXT, BlockKind.LABEL})
_FEWEST = 3
_SHARE = 0.2
_LONGEST = 60


def asking_prompts(document: Document, blocks: Sequence[Block]) -> list[Prompting]:
    """Paragraphs and first lines that ask, where so many do that the page is a form; in prose they are figures of
    speech."""
    asking = [each for each in blocks if each.kind in _PARAGRAPHS and _end(document, each)]
    often = len(asking) >= max(_FEWEST, _SHARE * len(blocks))
    return [prompt for each in asking if often for prompt in _prompts(document, each)]


def _end(document: Document, block: Block) -> int:
    """Where the prompt that the block is, or begins with, ends; 0 where it does not ask."""
    words = document.words_of(block)
    if len(words.split()) <= _LONGEST and asks(words):
        return block.end
    first, _, rest = words.partition("\n")
    first = first.rstrip()
    asking = len(first.split()) <= _LONGEST and asks(first[number_of(first)[1] :])
    return block.start + len(first) if rest and asking else 0


def _prompts(document: Document, block: Block) -> Iterator[Prompting]:
    """The prompt, and a second line that says how to answer it: `Please keep to 300 words.`"""
    end = _end(document, block)
    yield Prompting(block.start, end)
    second = document.text[end : block.end].lstrip().partition("\n")[0].rstrip()
    if second and requests(second):
        start = document.text.index(second, end)
        yield Prompting(start, start + len(second), guides=True)

"""Pages a second: the whole pipeline beside bare `nlp.pipe` over the same pages' text, turn by turn in one process."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from spacy.language import Language

from extractors.entities.names import SpacyNames
from extractors.extract import extract
from extractors.readers import read
from extractors.toolkit import Toolkit, load_toolkit
from models.capture import Capture
from models.document import Document
from pipeline.milling import Batch, BatchResult, Mill
from pipeline.run import run
from pipeline.settings import MODELS, load_settings


@dataclass(frozen=True)
class Speed:
    """Seconds for all pages of a corpus, round by round: the peer in its two forms, extraction alone, a whole run."""

    corpus: str
    pages: int
    words: int
    peer_by_page: tuple[float, ...]
    peer_by_block: tuple[float, ...]
    extraction: tuple[float, ...]
    whole: tuple[float, ...]

    @property
    def peer(self) -> float:
        """The peer's seconds in its faster form."""
        return min(median(self.peer_by_page), median(self.peer_by_block))

    @property
    def ratio(self) -> float:
        """How many times the peer's pages a second the whole pipeline mills."""
        return self.peer / median(self.whole)


def measure(corpus: str, captures: Sequence[Capture], *, rounds: int) -> Speed:
    """The speed on `captures`. One process each, models loaded before the clock starts."""
    toolkit = load_toolkit(models=MODELS)
    readable = list(_read(captures))
    captures = [capture for capture, _ in readable]
    languages = [extract(capture, toolkit).language for capture in captures]
    by_page = _by_language(toolkit, languages, [[document.text] for _, document in readable])
    by_block = _by_language(
        toolkit, languages, [list(map(document.words_of, document.blocks)) for _, document in readable]
    )
    _whole(captures[:1])  # the run's own models are loaded, too
    turns: list[tuple[float, ...]] = [
        (
            _seconds(lambda: _peer(by_page)),
            _seconds(lambda: _peer(by_block)),
            _seconds(lambda: _extract(captures, toolkit)),
            _whole(captures),
        )
        for _ in range(rounds)
    ]
    return Speed(
        corpus, len(captures), sum(len(document.text.split()) for _, document in readable), *zip(*turns, strict=True)
    )


def _read(captures: Iterable[Capture]) -> Iterator[tuple[Capture, Document]]:
    for capture in captures:
        yield capture, read(capture)


def _by_language(
    toolkit: Toolkit, languages: Sequence[str], texts: Sequence[list[str]]
) -> list[tuple[Language, list[str]]]:
    pairs: list[tuple[Language, list[str]]] = []
    for language, finder in toolkit.names.items():
        assert isinstance(finder, SpacyNames)  # noqa: S101 -- the peer is spaCy itself
        pairs.append(
            (
                finder.nlp,
                [text for own, of_page in zip(languages, texts, strict=True) if own == language for text in of_page],
            )
        )
    return pairs


def _peer(work: Sequence[tuple[Language, list[str]]]) -> None:
    for nlp, texts in work:
        for doc in nlp.pipe(texts):
            tuple((each.start_char, each.end_char, each.label_) for each in doc.ents)


def _extract(captures: Iterable[Capture], toolkit: Toolkit) -> None:
    for capture in captures:
        extract(capture, toolkit)


def in_this_process(mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]:
    """The engine of all measurements: models stay loaded, and the peer has no process less."""
    yield from map(mill, batches)


def _whole(captures: Sequence[Capture]) -> float:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        _lay_out(home, captures)
        settings = load_settings(home)
        # The first run finds no page and makes the store.
        run(settings, engine=in_this_process)
        _fill(home, captures)
        return _seconds(lambda: run(settings, engine=in_this_process))


def _lay_out(home: Path, captures: Sequence[Capture]) -> None:
    (home / "sources").mkdir()
    for source in {capture.source for capture in captures}:
        (home / source).mkdir()
        (home / "sources" / f"{source}.toml").write_text(f'kind = "folder"\npath = "{source}"\n')


def _fill(home: Path, captures: Iterable[Capture]) -> None:
    for capture in captures:
        path = home / capture.source / capture.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(capture.content)


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began

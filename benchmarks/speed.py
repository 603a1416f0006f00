"""Pages a second: the whole pipeline beside bare `nlp.pipe` over the same pages' text, turn by turn."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import spacy
from spacy.language import Language

from extractors.extract import extract
from extractors.readers import read
from extractors.toolkit import Toolkit, load_toolkit
from models.capture import Capture
from pipeline.milling import Batch, BatchResult, Engine, Mill
from pipeline.run import run
from pipeline.settings import MODELS, load_settings


@dataclass(frozen=True)
class Speed:
    """Seconds for all pages of a corpus, round by round.

    The peer with a page or a block a text; extraction alone; a whole run in one process; one as the command does it.
    """

    corpus: str
    pages: int
    words: int
    peer_by_page: tuple[float, ...]
    peer_by_block: tuple[float, ...]
    extraction: tuple[float, ...]
    whole: tuple[float, ...]
    command: tuple[float, ...]

    def rate(self, seconds: Sequence[float]) -> float:
        """Pages a second in the median round."""
        return self.pages / median(seconds)

    @property
    def ratio(self) -> float:
        """How many times as many pages a second as the peer in its faster form, both in one process."""
        return self.rate(self.whole) / max(self.rate(self.peer_by_page), self.rate(self.peer_by_block))


def measure(corpus: str, captures: Sequence[Capture], *, rounds: int) -> Speed:
    """The speed on `captures`; models are loaded before the clock starts, but for the command's own processes."""
    peers = _load_peers()
    toolkit = load_toolkit(models=MODELS)
    documents = [read(capture) for capture in captures]
    languages = [extract(capture, toolkit).language for capture in captures]
    by_page = _by_language(peers, languages, [[document.text] for document in documents])
    by_block = _by_language(peers, languages, [list(map(each.words_of, each.blocks)) for each in documents])
    _whole(captures[:1], in_this_process)  # the run's own models are loaded, too
    turns: list[tuple[float, ...]] = [
        (
            _seconds(lambda: _peer(by_page)),
            _seconds(lambda: _peer(by_block)),
            _seconds(lambda: _extract(captures, toolkit)),
            _whole(captures, in_this_process),
            _whole(captures, None),
        )
        for _ in range(rounds)
    ]
    words = sum(len(document.text.split()) for document in documents)
    return Speed(corpus, len(captures), words, *zip(*turns, strict=True))


def _by_language(
    peers: Mapping[str, Language], languages: Sequence[str], texts: Sequence[list[str]]
) -> list[tuple[Language, list[str]]]:
    pages = list(zip(languages, texts, strict=True))
    return [
        (nlp, [text for own, of_page in pages if own == language for text in of_page])
        for language, nlp in peers.items()
    ]


def _load_peers() -> Mapping[str, Language]:
    """The same models with nothing but the recogniser of names, loaded as anybody would."""
    peers = {}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        for language, package in MODELS.items():
            parts = spacy.util.load_meta(spacy.util.get_package_path(package) / "meta.json")["pipeline"]
            peers[language] = spacy.load(package, exclude=[part for part in parts if part != "ner"])
    return peers


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


def _whole(captures: Sequence[Capture], engine: Engine | None) -> float:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        _lay_out(home, captures)
        settings = load_settings(home)
        # The first run finds no page and makes the store.
        run(settings, engine=in_this_process)
        _fill(home, captures)
        return _seconds(lambda: run(settings, engine=engine))


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

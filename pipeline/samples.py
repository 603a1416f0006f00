"""Pages read to learn a template from, or to show one on."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.language import tell_language
from extractors.readers import read
from extractors.sections.learning.learn import Sample
from models.capture import Capture
from models.errors import PageError, UsageError
from pipeline.folder import list_folder, text_of


def sample_paths(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the pages of the folders named, in order, each once. Raises UsageError for one not there."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update((file.path, None) for file in list_folder(path) if file.is_page)
        elif path.is_file():
            found[path] = None
        else:
            raise UsageError(f"{path}: no such page; name files or folders of pages")
    return list(found)


def read_samples(paths: Iterable[Path], *, max_bytes: int) -> Iterator[Sample | PageError]:
    """Each page as read, or why it cannot be."""
    for path in paths:
        try:
            yield read_sample(path, max_bytes=max_bytes)
        except PageError as error:
            yield error


def read_sample(path: Path, *, max_bytes: int) -> Sample:
    """The page in the file `path`. Raises PageError where it cannot be read."""
    capture = Capture(source="local", uri=text_of(Path(path.name)), content=path.read_bytes())
    return sample_of(capture, name=text_of(path), max_bytes=max_bytes)


def sample_of(capture: Capture, *, name: str, max_bytes: int) -> Sample:
    """The captured page, called `name`. Raises PageError where it cannot be read."""
    document = read(capture, max_bytes=max_bytes)
    return Sample(name=name, document=document, language=tell_language(document, hint=capture.language))

"""What a page's record depends on beside its bytes, as one digest: another digest, and pages are milled anew."""

import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import extractors
import models
from pipeline.settings import Settings
from pipeline.sources import Hints

_SOURCES = frozenset({".py", ".yaml", ".yml", ".json", ".txt", ".tsv", ".csv"})


def fingerprint(settings: Settings) -> str:
    """The digest of the extractors' code and data, the operator's templates, the models and the size limit."""
    digest = sha256()
    folders = [Path(package.__path__[0]) for package in (models, extractors)]
    for folder in [*folders, settings.own_templates] if settings.own_templates else folders:
        for path in _files(folder):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for language, package in sorted(settings.models.items()):
        digest.update(f"{language}={package} {model_version(package)}\0".encode())
    digest.update(f"spacy {version('spacy')}\0{settings.max_page_bytes}".encode())
    return digest.hexdigest()


def mill_key(base: str, hints: Hints) -> str:
    """`base` joined with what the source tells the extractors of its pages."""
    told = json.dumps([hints.template, hints.language, hints.region])
    return sha256(f"{base}{told}".encode()).hexdigest()[:32]


def model_version(package: str) -> str | None:
    """The version of an installed spaCy package, read without loading it; None where it is not installed."""
    spec = find_spec(package) if package.isidentifier() else None
    if spec is None or spec.origin is None:
        return None
    meta = Path(spec.origin).with_name("meta.json")
    return str(json.loads(meta.read_bytes())["version"]) if meta.is_file() else "unversioned"


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.suffix in _SOURCES and path.is_file())

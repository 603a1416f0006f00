"""The pages to measure on."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pages import pages
from models.capture import Capture

DEVELOPMENT_PAGES = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "pages"


def development_pages() -> list[Capture]:
    """The collected pages beside the checkout; none where they are not there."""
    manifest = DEVELOPMENT_PAGES / "manifest.jsonl"
    return list(_listed(manifest)) if manifest.is_file() else []


def generated_pages(count: int) -> list[Capture]:
    """Pages of our own grammar."""
    return [Capture(source="generated", uri=name, content=text.encode()) for name, text in pages(count)]


def _listed(manifest: Path) -> Iterator[Capture]:
    for line in manifest.read_text(encoding="utf-8").splitlines():
        file = json.loads(line)["file"]
        yield Capture(source="development", uri=file, content=(manifest.parent / file).read_bytes())

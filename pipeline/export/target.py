"""Where an export goes: written beside its place, and there only when it is whole."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import UsageError
from pipeline.durable import PREFIX, settle_folder

_OLD = f"{PREFIX}old-"


def check_target(target: Path, own: frozenset[str], *, force: bool) -> None:
    """Raises UsageError where the target may not be written: it is there, or is a folder with more than an export."""
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent}: there is no such folder; make it, or name another with --output")
    if not target.exists() and not target.is_symlink():
        return
    if not force:
        raise UsageError(f"{target} is there already; name another, or replace it with --force")
    if target.is_symlink():
        raise UsageError(f"{target} is a link, which --force does not replace; name the place itself")
    others = sorted(each.name for each in target.iterdir() if each.name not in own) if target.is_dir() else []
    if others:
        raise UsageError(f"{target} holds what no export made ({others[0]}), and is kept; name another with --output")


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """A folder beside the target to write in; whatever is left of it goes."""
    draft = target.with_name(f"{PREFIX}{target.name}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def place(made: Path, target: Path) -> None:
    """What was made becomes the target; an older one goes, and comes back where that fails."""
    old = target.with_name(f"{_OLD}{target.name}")
    had_one = target.is_dir()
    if target.is_dir() != made.is_dir() and target.exists() and not had_one:
        target.unlink()
    if had_one:
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
    try:
        made.replace(target)
    except OSError:
        if had_one:
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
    settle_folder(target.parent)

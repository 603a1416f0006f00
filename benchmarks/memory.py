"""Memory while pages stream through a whole run: it must not grow with their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import getpagesize
from tempfile import TemporaryDirectory

from benchmarks.pages import write_pages
from benchmarks.speed import in_this_process
from pipeline.progress import Step
from pipeline.run import run
from pipeline.settings import load_settings


@dataclass(frozen=True)
class Mark:
    """Resident memory, in MB, when so many pages were done."""

    pages: int
    megabytes: float


def measure(steps: Sequence[int]) -> list[Mark]:
    """The marks at `steps` (ascending) of one run over as many generated pages as the last step says."""
    marks: list[Mark] = []
    done = 0

    def progress(step: Step) -> None:
        nonlocal done
        done += step.pages
        if len(marks) < len(steps) and done >= steps[len(marks)]:
            marks.append(Mark(done, resident()))

    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "sources").mkdir()
        (home / "sources" / "generated.toml").write_text('kind = "folder"\npath = "pages"\n')
        write_pages(home / "pages", steps[-1], sentences=1)
        run(load_settings(home), engine=in_this_process, progress=progress)
    return marks


def resident() -> float:
    """The memory of this process, in MB."""
    resident_pages = int(Path("/proc/self/statm").read_text().split()[1])
    return resident_pages * getpagesize() / 1e6

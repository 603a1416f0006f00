"""A run of a home's source on two processes, as a process of its own: `python -m tests.slow_run HOME`."""

import sys
from pathlib import Path

from pipeline.exits import ending
from pipeline.progress import Step
from pipeline.run import run
from pipeline.settings import load_settings
from tests.fake_mill import fake_pool


def tell(step: Step) -> None:
    if step.pages:
        sys.stdout.write(f"{step.pages}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    with ending([]):
        run(load_settings(Path(sys.argv[1])), engine=fake_pool(2), progress=tell)

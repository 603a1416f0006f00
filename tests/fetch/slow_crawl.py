"""A run of a home's source as a process of its own: `python -m tests.fetch.slow_crawl HOME`."""

import sys
from pathlib import Path

from pipeline.exits import ending
from pipeline.run import run
from pipeline.settings import load_settings
from tests.fake_mill import fake_engine

if __name__ == "__main__":
    with ending(sys.argv):
        run(load_settings(Path(sys.argv[1])), engine=fake_engine)

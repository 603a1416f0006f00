"""The records as JSON Lines."""

from pathlib import Path

from pipeline.durable import lasting
from pipeline.export.form import Form, Job


def write_lines(job: Job, path: Path) -> None:
    """A record a line, as the release has it."""
    with lasting(path) as file:
        file.writelines(case.line + b"\n" for case in job.cases)


LINES = Form("jsonl", "records as JSON Lines", (), write_lines)

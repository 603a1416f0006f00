"""The release's tables as CSV and as Parquet."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path

from pipeline.durable import lasting, write_whole
from pipeline.export.cells import cell_of
from pipeline.export.form import Form, Job
from pipeline.export.package import package_of
from pipeline.release.manifest import PACKAGE, ReleasedCase
from pipeline.release.parquet import tables_in
from pipeline.release.sinks import Sink
from pipeline.release.tables import TABLES, Table, file_of


def write_csv(job: Job, folder: Path) -> None:
    """A CSV a table (RFC 4180): texts in quotes, numbers without, nothing where there is none."""
    encoding = "utf-8-sig" if job.wanted.bom else "utf-8"
    with ExitStack() as stack:
        sinks = [stack.enter_context(_csv_of(table, folder, encoding)) for table in TABLES]
        for case in job.cases:
            for sink in sinks:
                sink(case)
    write_whole(folder / PACKAGE, package_of(job, "csv", encoding=encoding))


@contextmanager
def _csv_of(table: Table, folder: Path, encoding: str) -> Iterator[Sink]:
    with lasting(folder / f"{table.name}.csv") as file:
        lines = TextIOWrapper(file, encoding=encoding, newline="")
        writer = csv.writer(lines, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(column.name for column in table.columns)

        def add(case: ReleasedCase) -> None:
            writer.writerows(map(cell_of, row) for row in table.rows(case))

        yield add
        lines.detach()


def write_parquet(job: Job, folder: Path) -> None:
    """A Parquet file a table, in the types of the release's own."""
    with tables_in(folder) as add:
        for case in job.cases:
            add(case)
    write_whole(folder / PACKAGE, package_of(job, "parquet"))


CSV = Form("csv", "tables for spreadsheets", (*(f"{each.name}.csv" for each in TABLES), PACKAGE), write_csv)
PARQUET = Form("parquet", "tables for data frames", (*(file_of(each.name) for each in TABLES), PACKAGE), write_parquet)

"""The tables of a release as Parquet, written and read by row groups."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.durable import lasting
from pipeline.release.manifest import KnownCase, ReleasedCase
from pipeline.release.sinks import Sink
from pipeline.release.tables import TABLES, ColumnType, Row, Table, file_of

# The cases of a row group: what stands in memory at once.
_GROUP = 500
_TYPES = {
    ColumnType.STRING: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.ARRAY: pa.list_(pa.string()),
}


@contextmanager
def tables_in(folder: Path) -> Iterator[Sink]:
    """A sink that adds a case's rows to the tables in `folder`."""
    with ExitStack() as stack:
        files = [_TableFile(table, stack.enter_context(lasting(folder / file_of(table.name)))) for table in TABLES]

        def add(case: ReleasedCase) -> None:
            for file in files:
                file.add(case)

        try:
            yield add
            for file in files:
                file.close()
        finally:
            for file in files:
                file.forget()


def known_cases(folder: Path) -> Iterator[KnownCase]:
    """The cases of the release in `folder`, by id."""
    with pq.ParquetFile(folder / file_of("cases")) as file:
        for batch in file.iter_batches(columns=list(KnownCase._fields)):
            columns = (batch.column(name).to_pylist() for name in KnownCase._fields)
            yield from map(KnownCase, *columns)


class _TableFile:
    """A table being written."""

    def __init__(self, table: Table, file: IO[bytes]) -> None:
        self._table = table
        self._schema = pa.schema([(column.name, _TYPES[column.type]) for column in table.columns])
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[Row] = []
        self._cases = 0

    def add(self, case: ReleasedCase) -> None:
        self._rows.extend(self._table.rows(case))
        self._cases += 1
        if self._cases == _GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def forget(self) -> None:
        """Nothing more is written, also where it could not be closed: Arrow would try again at some later time."""
        self._writer.is_open = False

    def _flush(self) -> None:
        if self._rows:
            columns = zip(zip(*self._rows, strict=True), self._schema, strict=True)
            cells = [pa.array(column, each.type) for column, each in columns]
            self._writer.write_table(pa.Table.from_arrays(cells, schema=self._schema))
        self._rows, self._cases = [], 0

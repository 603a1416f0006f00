"""All that a run loads on its way, loaded beforehand; nothing is begun."""

import alembic.command
import pyarrow
import pysqlite3.dbapi2
import tantivy

import pipeline.decisions.applying
import pipeline.decisions.saving
import pipeline.fetch.lookout
import pipeline.folder_lookout
import pipeline.release.masking
import pipeline.release.packaging
import pipeline.release.parquet
import pipeline.release.sinks
import pipeline.release.statistics
import pipeline.run
import tests.crash.victim
from extractors.readers.format import formats
from extractors.sections.catalogue import load_templates

__all__ = ["alembic", "pipeline", "pysqlite3", "tantivy", "tests"]

formats()
load_templates(None)
# Arrow looks for pandas when it makes the first array.
pyarrow.array(["words"])

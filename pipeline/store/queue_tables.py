"""The tables of the curators' queue, which follow all others."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from pipeline.store.schema import FOLLOWING, NUMBER, metadata

doubts = Table(
    "doubts",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=False),
    Column("case_id", String(40), nullable=False),
    Column("lot", BigInteger, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "rank", "id"),
    Index(None, "lot", "rank", "id"),
    Index(None, "case_id"),
    info=FOLLOWING,
)

doubt_counts = Table(
    "doubt_counts",
    metadata,
    Column("lot", NUMBER, primary_key=True, autoincrement=False),
    Column("source", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("total", Integer, nullable=False),
    info=FOLLOWING,
)

followers = Table(
    "followers",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("line", BigInteger, nullable=False),
    Column("rules", String(64), nullable=False),
    info=FOLLOWING,
)

"""The tables. A change here is a migration in `migrations/versions`, and a new `HEAD`.

`pages` says how each page of a source stands, `captures` which bytes it had and when. `cases` has the current
version of each case, `versions` all of them as compressed JSON, `case_values` the narrow view of the current ones.
`case_things` has what the live cases say of things that other cases may share, `things` and `thing_values` its sums.
`changes` is what readers of the store follow: its numbers only grow. `frontier` has the addresses that a crawl has
found, and what came of each; `crawls` the newest crawl of each source. `measures` has what gates judge of each version,
`holds` the gates that hold the release back now. `decisions` has what curators decided, `machines` what the machine
says of the cases that they speak of, `fates` what became of each. `doubts` is the curators' queue, `doubt_counts` how
many there are of each lot, `followers` up to where it follows the rest. `users` may sign in, or ask with one of their
`tokens`. Times are UTC in RFC 3339.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from pipeline.gates.measures import MEASURES
from pipeline.store.queue_tables import doubt_counts as doubt_counts
from pipeline.store.queue_tables import doubts as doubts
from pipeline.store.queue_tables import followers as followers
from pipeline.store.schema import DECIDED, NUMBER, REMEMBERED
from pipeline.store.schema import metadata as metadata

HEAD = "0009"

identity = Table("identity", metadata, Column("id", String(32), primary_key=True))

runs = Table(
    "runs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("started_at", String(20), nullable=False),
    Column("finished_at", String(20)),
    Column("seconds", Float),
    Column("fingerprint", String(64), nullable=False),
    Column("release", String(40)),
    Column("journal", BigInteger),
)

run_sources = Table(
    "run_sources",
    metadata,
    Column("run_id", String(40), ForeignKey("runs.id"), primary_key=True),
    Column("source", String(200), primary_key=True),
    Column("complete", Boolean, nullable=False),
    *(
        Column(name, Integer, nullable=False)
        for name in ("pages", "new", "changed", "unchanged", "gone", "quarantined", "skipped")
    ),
    Column("missing", Integer, nullable=False, server_default="0"),
    Index(None, "source"),
)

pages = Table(
    "pages",
    metadata,
    Column("source", String(200), primary_key=True),
    Column("uri", Text, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("sha256", String(64)),
    Column("mill_key", String(32)),
    Column("case_id", String(40)),
    Column("first_seen_at", String(20), nullable=False),
    Column("last_seen_at", String(20), nullable=False),
    Column("run_id", String(40), nullable=False),
    Index(None, "source", "state"),
)

captures = Table(
    "captures",
    metadata,
    Column("source", String(200), primary_key=True),
    Column("uri", Text, primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("captured_at", String(20), nullable=False),
    Column("run_id", String(40), nullable=False),
    Column("media_type", Text),
    Column("charset", Text),
)

cases = Table(
    "cases",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("source", String(200), nullable=False),
    Column("uri", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("template", String(80)),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("live", Boolean, nullable=False),
    Column("updated_at", String(20), nullable=False),
    Index(None, "source", "live"),
)

versions = Table(
    "versions",
    metadata,
    Column("case_id", String(40), ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("created_at", String(20), nullable=False),
    Column("run_id", String(40), nullable=False),
)

case_values = Table(
    "case_values",
    metadata,
    Column("case_id", String(40), ForeignKey("cases.id"), primary_key=True),
    Column("field", String(40), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Index(None, "field", "value"),
)

case_things = Table(
    "case_things",
    metadata,
    Column("case_id", String(40), ForeignKey("cases.id"), primary_key=True),
    Column("thing", String(80), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("names", Text, nullable=False),
    Column("fact", Text, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("date", Text),
    Column("tied", String(80)),
    Column("mentions", Integer, nullable=False),
    Index(None, "thing", "mentions", "case_id"),
    Index(None, "tied", "kind"),
)

# Sums of `case_things`: a list of all actors would count through every case.
things = Table(
    "things",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("fact", Text, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    Index(None, "kind", "named", "cases", "id"),
    Index(None, "kind", "named", "fact", "cases", "id"),
)

thing_values = Table(
    "thing_values",
    metadata,
    Column("thing", String(80), primary_key=True),
    Column("field", String(16), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("cases", Integer, nullable=False),
)

# Beside `versions`, whose documents would be read through for each figure.
measures = Table(
    "measures",
    metadata,
    Column("case_id", String(40), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("source", String(200), nullable=False),
    Column("run_id", String(40), nullable=False),
    *(Column(measure.name, Float, nullable=False) for measure in MEASURES),
)

holds = Table(
    "holds",
    metadata,
    Column("gate", String(300), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("since", String(20), nullable=False),
    info=REMEMBERED,
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("source", String(200), primary_key=True),
    Column("uri", Text, primary_key=True),
    Column("sha256", String(64)),
    Column("code", String(40), nullable=False),
    Column("message", Text, nullable=False),
    Column("trace", Text),
    Column("attempts", Integer, nullable=False),
    Column("first_at", String(20), nullable=False),
    Column("last_at", String(20), nullable=False),
    Column("run_id", String(40), nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("sequence", NUMBER, primary_key=True, autoincrement=True),
    Column("operation", String(3), nullable=False),
    Column("case_id", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("run_id", String(40), nullable=False),
    Index(None, "case_id"),
    sqlite_autoincrement=True,
)

crawls = Table(
    "crawls",
    metadata,
    Column("source", String(200), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("plan", String(64), nullable=False),
    Column("started_at", String(20), nullable=False),
    Column("finished_at", String(20)),
    info=REMEMBERED,
)

frontier = Table(
    "frontier",
    metadata,
    Column("source", String(200), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("role", String(16), nullable=False),
    Column("place", Integer, nullable=False),
    Column("crawl", Integer, nullable=False),
    Column("outcome", String(16)),
    Column("code", String(40)),
    Column("message", Text),
    Column("misses", Integer, nullable=False),
    Column("sha256", String(64)),
    Column("media_type", Text),
    Column("charset", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("same_as", Text),
    Column("visited_at", String(20)),
    Index(None, "source", "crawl"),
    info=REMEMBERED,
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("case_id", String(500), nullable=False),
    Column("at", String(40), nullable=False),
    Column("by", String(500), nullable=False),
    Column("act", String(16), nullable=False),
    Column("document", Text, nullable=False),
    Column("line", BigInteger),
    Index(None, "at", "id"),
    Index(None, "case_id"),
    Index(None, "line", unique=True),
    info=DECIDED,
)

machines = Table(
    "machines",
    metadata,
    Column("case_id", String(40), ForeignKey("cases.id"), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("curation", String(64), nullable=False),
)

fates = Table(
    "fates",
    metadata,
    Column("case_id", String(40), ForeignKey("cases.id"), primary_key=True),
    Column("decision", String(40), primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text),
    Index(None, "outcome"),
)

users = Table(
    "users",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password", Text, nullable=False),
    Column("created_at", String(20), nullable=False),
    Index(None, "name", unique=True),
    info=DECIDED,
)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("user_id", String(32), ForeignKey("users.id"), nullable=False),
    Column("created_at", String(20), nullable=False),
    info=DECIDED,
)


def remembered_tables() -> list[Table]:
    """Those that are `REMEMBERED`, in an order in which none refers to a later one."""
    return [table for table in metadata.sorted_tables if "remembered" in table.info]


def lasting_tables() -> list[Table]:
    """All but those that are `FOLLOWING`."""
    return [table for table in metadata.sorted_tables if "following" not in table.info]


def derived_tables() -> list[Table]:
    """All but those that are `DECIDED`, in an order in which none refers to a later one."""
    return [table for table in metadata.sorted_tables if "decided" not in table.info]

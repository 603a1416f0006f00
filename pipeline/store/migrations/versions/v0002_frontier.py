"""Crawls and what they find; what a server declared of a capture; pages missed but not yet gone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds two tables and three columns."""
    op.add_column("run_sources", sa.Column("missing", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("captures", sa.Column("media_type", sa.Text(), nullable=True))
    op.add_column("captures", sa.Column("charset", sa.Text(), nullable=True))
    op.create_table(
        "crawls",
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.String(length=20), nullable=False),
        sa.Column("finished_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_crawls")),
    )
    op.create_table(
        "frontier",
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("crawl", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("charset", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("visited_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("source", "url", name=op.f("pk_frontier")),
    )
    op.create_index(op.f("ix_frontier_source_crawl"), "frontier", ["source", "crawl"], unique=False)

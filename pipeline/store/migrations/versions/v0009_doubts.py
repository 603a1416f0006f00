"""The curators' queue, which follows the rest of the store."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds three tables; what is in the store already comes into them with the next run, or as the queue is opened."""
    op.create_table(
        "doubts",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("lot", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doubts")),
    )
    op.create_index(op.f("ix_doubts_case_id"), "doubts", ["case_id"])
    op.create_index(op.f("ix_doubts_lot_rank_id"), "doubts", ["lot", "rank", "id"])
    op.create_index(op.f("ix_doubts_rank_id"), "doubts", ["rank", "id"])
    op.create_table(
        "doubt_counts",
        sa.Column("lot", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lot", name=op.f("pk_doubt_counts")),
    )
    op.create_table(
        "followers",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_followers")),
    )

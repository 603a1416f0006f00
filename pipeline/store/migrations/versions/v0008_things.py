"""Things across cases: what each live case says of them, and the sums."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds three tables. A case's rows come when its page is milled next, which a new casemill does by itself."""
    op.create_table(
        "case_things",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("thing", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("tied", sa.String(length=80), nullable=True),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_things_case_id")),
        sa.PrimaryKeyConstraint("case_id", "thing", name=op.f("pk_case_things")),
    )
    op.create_index(op.f("ix_case_things_thing_mentions_case_id"), "case_things", ["thing", "mentions", "case_id"])
    op.create_index(op.f("ix_case_things_tied_kind"), "case_things", ["tied", "kind"])
    op.create_table(
        "things",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_things")),
    )
    op.create_index(op.f("ix_things_kind_named_cases_id"), "things", ["kind", "named", "cases", "id"])
    op.create_index(op.f("ix_things_kind_named_fact_cases_id"), "things", ["kind", "named", "fact", "cases", "id"])
    op.create_table(
        "thing_values",
        sa.Column("thing", sa.String(length=80), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("thing", "field", "value", name=op.f("pk_thing_values")),
    )

"""What is measured of each page, and the gates that hold the release back."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MEASURES = (
    *("actors", "events", "persons", "contacts", "places", "dates", "amounts", "instruments"),
    *("answered", "template_fit", "unaccounted"),
)


def upgrade() -> None:
    """Adds two tables. A page's measures come when it is milled next, which a new casemill does by itself."""
    op.create_table(
        "measures",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("run_id", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=False) for name in _MEASURES),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_measures")),
    )
    op.create_table(
        "holds",
        sa.Column("gate", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("gate", name=op.f("pk_holds")),
    )

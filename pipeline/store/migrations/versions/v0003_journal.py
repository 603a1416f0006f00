"""How far the journal of a run is true."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds a column; the journals of earlier runs are written by the next run."""
    op.add_column("runs", sa.Column("journal", sa.BigInteger(), nullable=True))

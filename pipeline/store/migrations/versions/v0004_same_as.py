"""Addresses whose page lies at another one."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column."""
    op.add_column("frontier", sa.Column("same_as", sa.Text))

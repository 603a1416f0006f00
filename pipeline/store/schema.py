"""What all tables are of: their names, and what becomes of their rows in a rebuild."""

from sqlalchemy import BigInteger, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# What no replay of the journal gives: a rebuild takes it from the store before, where that is there.
REMEMBERED = {"remembered": True}
# What people decided: a rebuild leaves it as it is.
DECIDED = {"decided": True}

# What follows the rest of the store, by its change feed: made again from it, whenever that is wanted.
FOLLOWING = {"following": True}

# SQLite gives growing numbers to INTEGER alone.
NUMBER = BigInteger().with_variant(Integer, "sqlite")

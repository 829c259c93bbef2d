"""People, with the language that they chose, and what is too long for a button to remember."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
MOMENT = sa.Integer().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("telegram_id", ID, autoincrement=False, nullable=False),
        sa.Column("locale", sa.Text, nullable=False, comment="what they chose; who chose nothing is no row"),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_people"),
        sqlite_strict=True,
    )
    op.create_table(
        "buttons",
        sa.Column("key", sa.Text, nullable=False, comment="a hash of the text"),
        sa.Column("text", sa.Text, nullable=False, comment="what a button of 64 bytes has no room for: a query"),
        sa.Column("used_at", MOMENT, nullable=False, comment="long unused, it is forgotten"),
        sa.PrimaryKeyConstraint("key", name="pk_buttons"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_buttons_used_at", "buttons", ["used_at"])

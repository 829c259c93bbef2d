"""Papers, texts, feeds, announcements, digests and the full-text index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

ID = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
DAY = sa.Text().with_variant(sa.Date(), "postgresql")
MOMENT = sa.Integer().with_variant(sa.DateTime(timezone=True), "postgresql")
FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
KINDS = "kind IN ('new', 'cross', 'replace', 'replace-cross')"
JSON = sa.Text().with_variant(postgresql.JSONB(), "postgresql")

FTS5 = """
CREATE VIRTUAL TABLE search_index USING fts5 (title, summary, abstract, authors, content='', tokenize='ascii')
"""
TSVECTOR = """
CREATE TABLE search_index (
    paper_id BIGINT NOT NULL CONSTRAINT pk_search_index PRIMARY KEY,
    tokens TSVECTOR NOT NULL,
    CONSTRAINT fk_search_index_paper_id FOREIGN KEY (paper_id) REFERENCES papers (id)
)
"""


def upgrade() -> None:
    _tables()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(TSVECTOR)
        op.execute("CREATE INDEX ix_search_index_tokens ON search_index USING gin (tokens)")
    else:
        op.execute(FTS5)


def _tables() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False, comment="an arXiv category or archive: cs.CL, q-fin"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("name", name="uq_feeds_name"),
        sqlite_strict=True,
    )
    op.create_table(
        "forms",
        sa.Column("id", ID, autoincrement=False, nullable=False, comment="64 bits of a hash over the pattern"),
        sa.Column(
            "pattern", sa.Text, nullable=False, comment="how a document writes an entry's fields; see storage/forms.py"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_forms"),
        sqlite_strict=True,
    )
    op.create_table(
        "papers",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column(
            "arxiv_id", sa.Text, nullable=False, comment="canonical, without a version: 2404.00727, hep-th/9901001"
        ),
        sa.Column("version", sa.Integer, comment="the latest that any source told"),
        sa.Column("category", sa.Text, comment="the primary one, where a source told it"),
        sa.Column("categories", JSON, comment="all of them, the primary one first"),
        sa.Column("authors", JSON, comment="names in the paper's order"),
        sa.Column("published", DAY, comment="the day of version 1"),
        sa.Column("updated", DAY, comment="the day of the latest version"),
        sa.PrimaryKeyConstraint("id", name="pk_papers"),
        sa.UniqueConstraint("arxiv_id", name="uq_papers_arxiv_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "announcements",
        sa.Column("feed_id", ID, nullable=False),
        sa.Column(
            "number", ID, autoincrement=False, nullable=False, comment="1, 2, 3 … in the feed: what cursors point at"
        ),
        sa.Column("paper_id", ID, nullable=False),
        sa.Column(
            "replaced",
            sa.Integer,
            nullable=False,
            comment="0: the paper appeared in the feed; else the version that replaced another",
        ),
        sa.Column("version", sa.Integer, comment="as told, if it was"),
        sa.Column("kind", sa.Text),
        sa.Column("day", DAY, nullable=False),
        sa.CheckConstraint(KINDS, name="ck_announcements_kind"),
        sa.PrimaryKeyConstraint("feed_id", "number", name="pk_announcements"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_announcements_feed_id"),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name="fk_announcements_paper_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_announcements_identity", "announcements", ["feed_id", "paper_id", "replaced"], unique=True)
    op.create_table(
        "search",
        sa.Column("paper_id", ID, autoincrement=False, nullable=False),
        sa.Column(
            "texts", JSON, nullable=False, comment="ids of the texts whose tokens search_index holds, by language"
        ),
        sa.Column("analysis", sa.Integer, nullable=False, comment="the version of the analysis that made the tokens"),
        sa.PrimaryKeyConstraint("paper_id", name="pk_search"),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name="fk_search_paper_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "texts",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("paper_id", ID, nullable=False),
        sa.Column("language", sa.Text, nullable=False, comment="en is arXiv's own wording; others are translations"),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column(
            "abstract", sa.Text, nullable=False, comment="as far as the source gives it: often cut at 1,000 characters"
        ),
        sa.Column("summary", sa.Text, nullable=False, comment="one sentence"),
        sa.Column("origin", sa.Text, nullable=False, comment="published, arxiv, or the model that wrote it"),
        sa.Column(
            "day", DAY, nullable=False, comment="the day for which it was first told; the newest is what readers see"
        ),
        sa.Column("content", ID, nullable=False, comment="64 bits of a hash over title, abstract and summary"),
        sa.PrimaryKeyConstraint("id", name="pk_texts"),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name="fk_texts_paper_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_texts_identity", "texts", ["paper_id", "language", "content"], unique=True)
    op.create_table(
        "revisions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("day", DAY, nullable=False),
        sa.Column(
            "number",
            sa.Integer,
            nullable=False,
            comment="1, 2, 3 … of that day, in the order in which they came, or as the file says",
        ),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column(
            "is_whole",
            FLAG,
            nullable=False,
            comment="false where the source was cut off: the made one is then read before it",
        ),
        sa.Column(
            "content", sa.LargeBinary, nullable=False, comment="a hash over the document: the same again is no revision"
        ),
        sa.Column("entry_count", sa.Integer, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.CheckConstraint("origin IN ('published', 'made')", name="ck_revisions_origin"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_revisions_feed_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_revisions_content", "revisions", ["feed_id", "day", "content"], unique=True)
    op.create_index("ix_revisions_day", "revisions", ["day"])
    op.create_index("ix_revisions_number", "revisions", ["feed_id", "day", "number"], unique=True)
    op.create_table(
        "entries",
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("paper_id", ID, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("kind", sa.Text),
        sa.Column("original_id", ID, nullable=False),
        sa.Column("translated_id", ID, nullable=False),
        sa.Column("form_id", ID, nullable=False),
        sa.CheckConstraint(KINDS, name="ck_entries_kind"),
        sa.PrimaryKeyConstraint("revision_id", "position", name="pk_entries"),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"], name="fk_entries_form_id"),
        sa.ForeignKeyConstraint(["original_id"], ["texts.id"], name="fk_entries_original_id"),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name="fk_entries_paper_id"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_entries_revision_id"),
        sa.ForeignKeyConstraint(["translated_id"], ["texts.id"], name="fk_entries_translated_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )

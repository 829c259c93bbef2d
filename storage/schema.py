"""The whole schema: what is kept, what identifies it, and why.

What identifies a thing is a key or a unique index, so that every write can be repeated. Tables come into being with
the feature that needs them, each by a migration; those that are not there yet are marked `·` and stand here so that
later work adds to a plan instead of bending one. Integer ids are private to the database: what a person, a document or
Telegram names is unique beside them; those of what an import brings by the thousand are given by the one writer, next
after the last, so that all rows can be made before any is added. Nothing below holds a secret.

Papers and what is said of them
    papers          arxiv_id                        whatever the version; the version here is the latest that was seen
    texts           paper, language, content        one language of a paper as one source words it; immutable, stored
                                                    once however many digests quote it; the newest is what readers see
    search          paper                           which texts of a paper the full-text index holds, and by which
                                                    version of the analysis: deleting asks for the old tokens again
  · term_statistics term                            in how many papers a term occurs: `similar`, and ranking of topics

Feeds and what they announced
    feeds           name
    announcements   feed, number                    append-only; once per (feed, paper, replaced), where `replaced` is 0
                                                    for "appeared here" and else the version that replaced another:
                                                    the first day wins, whatever the source and whatever it tells
    revisions       feed, day, number               a digest, in one wording of its document, published or made; never
                    feed, day, content              changed
    entries         revision, position              a row of it: which texts of which paper, told how (form)
    forms           id, a hash of the pattern       how documents write what the texts say: links, appendages to titles
                                                    and abstracts, lines that are left out; a few hundred in all
  · sources         url                             what was last fetched and when: ETag, Last-Modified, next try,
                                                    failures in a row, the trailing median that a strange day breaks
  · pending_lookups paper, chat, message            a paper that somebody asked for and nobody had: fetched, then told
  · model_usage     day, model, purpose             requests, tokens, money: what the budget is held against

People and chats
    people          telegram_id                     a person, who is no chat: the language that they chose
  · chats           telegram_id                     a destination: kind, title, zone, language, what is read, layout,
                                                    rendering, quiet hours; asleep since, and why; a migrated group
                                                    keeps its row and changes its telegram_id
  · channel_admins  chat, person                    who may manage a channel, as Telegram last confirmed, and when
  · subscriptions   chat, thread, feed              hours, weekdays, place in the chat's order, cursor (the number of
                                                    the last announcement that was sent), due_at (indexed: what is
                                                    due is a range, however many are not), overrides
  · slots           subscription, day, hour         one due moment: open (waiting until) or final, with its one outcome
                                                    and the occasion that came of it; what `/why` tells
  · topics          chat, thread, name              a saved query: alert at once or mark; parsed query kept with the
                                                    version of its grammar
  · cursors         consumer, feed                  how far each consumer other than a subscription has read: alerts
  · alerted         chat, thread, paper             a paper alerts a chat once, whichever of its topics matched first
  · saved           person, paper                   with a note

What is sent
  · occasions       kind, key                       what caused a post for a chat: a slot's id, an alert batch, a
                                                    broadcast, a press of a button: the same cause is the same row
  · posts           content                         a rendered message, by the hash of what it was rendered from
                                                    (content, language, layout, rendering): stored once for all chats
  · post_parts      post, number                    what is put into one API call
  · deliveries      occasion, chat, thread, part    the outbox: one part of a post to one chat (thread 0 is none);
                                                    queued, claimed (by, since), sent, failed because, cancelled
                                                    because; not_before; tries; an index over what is open only
  · sent_messages   chat, message_id                with its part and content, as long as a correction may edit it
  · broadcasts      id                              text, who asked, counted, cancelled at
    buttons         key                             what does not fit the 64 bytes of a button; forgotten when unused
  · job_runs        job                             last run, outcome, next run

Times are UTC, days are local dates of whoever names them. Tables are STRICT in SQLite; those whose key is not one
integer are WITHOUT ROWID there, the key being the table.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

from bot.model.digest import Kind
from storage.types import Day, Flag, Id, Json, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *columns: Any, rowid: bool = True) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True, sqlite_with_rowid=rowid)


def _must(column: str, kind: Any, *args: Any, **options: Any) -> Column[Any]:
    return Column(column, kind, *args, nullable=False, **options)


def _among(column: str, values: Iterable[str]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(value)) for value in values)})", column)


papers = _table(
    "papers",
    Column("id", Id, primary_key=True, autoincrement=False),
    _must("arxiv_id", Text, unique=True, comment="canonical, without a version: 2404.00727, hep-th/9901001"),
    Column("version", Integer, comment="the latest that any source told"),
    Column("category", Text, comment="the primary one, where a source told it"),
    Column("categories", Json, comment="all of them, the primary one first"),
    Column("authors", Json, comment="names in the paper's order"),
    Column("published", Day, comment="the day of version 1"),
    Column("updated", Day, comment="the day of the latest version"),
)

texts = _table(
    "texts",
    Column("id", Id, primary_key=True, autoincrement=False),
    _must("paper_id", Id, ForeignKey("papers.id")),
    _must("language", Text, comment="en is arXiv's own wording; others are translations"),
    _must("title", Text),
    _must("abstract", Text, comment="as far as the source gives it: often cut at 1,000 characters"),
    _must("summary", Text, comment="one sentence"),
    _must("origin", Text, comment="published, arxiv, or the model that wrote it"),
    _must("day", Day, comment="the day for which it was first told; the newest is what readers see"),
    _must("content", Id, comment="64 bits of a hash over title, abstract and summary"),
    Index("ix_texts_identity", "paper_id", "language", "content", unique=True),
)

search = _table(
    "search",
    Column("paper_id", Id, ForeignKey("papers.id"), primary_key=True, autoincrement=False),
    _must("texts", Json, comment="ids of the texts whose tokens search_index holds, by language"),
    _must("analysis", Integer, comment="the version of the analysis that made the tokens"),
)

feeds = _table(
    "feeds",
    Column("id", Id, primary_key=True),
    _must("name", Text, unique=True, comment="an arXiv category or archive: cs.CL, q-fin"),
)

announcements = _table(
    "announcements",
    Column("feed_id", Id, ForeignKey("feeds.id"), primary_key=True),
    Column("number", Id, primary_key=True, autoincrement=False, comment="1, 2, 3 … in the feed: what cursors point at"),
    _must("paper_id", Id, ForeignKey("papers.id")),
    _must("replaced", Integer, comment="0: the paper appeared in the feed; else the version that replaced another"),
    Column("version", Integer, comment="as told, if it was"),
    Column("kind", Text),
    _must("day", Day),
    _among("kind", Kind),
    Index("ix_announcements_identity", "feed_id", "paper_id", "replaced", unique=True),
    rowid=False,
)

revisions = _table(
    "revisions",
    Column("id", Id, primary_key=True, autoincrement=False),
    _must("feed_id", Id, ForeignKey("feeds.id")),
    _must("day", Day),
    _must("number", Integer, comment="1, 2, 3 … of that day, in the order in which they came, or as the file says"),
    _must("origin", Text),
    _must("is_whole", Flag, comment="false where the source was cut off: the made one is then read before it"),
    _must("content", LargeBinary, comment="a hash over the document: the same again is no revision"),
    _must("entry_count", Integer),
    _must("added_at", Moment),
    _among("origin", ("published", "made")),
    Index("ix_revisions_number", "feed_id", "day", "number", unique=True),
    Index("ix_revisions_content", "feed_id", "day", "content", unique=True),
    Index("ix_revisions_day", "day"),
)

forms = _table(
    "forms",
    Column("id", Id, primary_key=True, autoincrement=False, comment="64 bits of a hash over the pattern"),
    _must("pattern", Text, comment="how a document writes an entry's fields; see storage/forms.py"),
)

entries = _table(
    "entries",
    Column("revision_id", Id, ForeignKey("revisions.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _must("paper_id", Id, ForeignKey("papers.id")),
    Column("version", Integer),
    Column("kind", Text),
    _must("original_id", Id, ForeignKey("texts.id")),
    _must("translated_id", Id, ForeignKey("texts.id")),
    _must("form_id", Id, ForeignKey("forms.id")),
    _among("kind", Kind),
    rowid=False,
)

people = _table(
    "people",
    Column("telegram_id", Id, primary_key=True, autoincrement=False),
    _must("locale", Text, comment="what they chose; who chose nothing is no row"),
)

buttons = _table(
    "buttons",
    Column("key", Text, primary_key=True, comment="a hash of the text"),
    _must("text", Text, comment="what a button of 64 bytes has no room for: a query"),
    _must("used_at", Moment, comment="long unused, it is forgotten"),
    Index("ix_buttons_used_at", "used_at"),
    rowid=False,
)

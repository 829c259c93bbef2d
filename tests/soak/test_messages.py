"""Every digest in every layout, language, rendering and reading; tests/flow takes a sample."""

import pytest

from bot.digest import document
from bot.model.reading import Reading
from tests import corpus
from tests.flow import test_messages
from tests.posts import Way


@corpus.needs_corpus
@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("way", test_messages.WAYS, ids=str)
def test_every_digest_is_accepted_and_loses_nothing(way: Way, reading: Reading) -> None:
    there = [document.parse(path.read_bytes()) for path in corpus.DOCUMENTS]
    same = Way(way.layout, way.locale, way.rendering, reading)
    messages = [test_messages.check(digest, same) for digest in there]
    entries = sum(len(digest.entries) for digest in there)
    print(f"{same}: {len(there)} digests, {entries} entries, {sum(messages)} messages, at most {max(messages)}")  # noqa: T201 (what a soak says)

"""Whatever the bot can say and the judges accept, this server takes, and reads as they do."""

from hypothesis import given, settings

from bot.compose import render_classic, render_rich
from bot.model import message as m
from bot.playground.server import keyboards, markup, rich
from bot.playground.server.methods import reading
from tests import judges
from tests.compose import strategies


@given(strategies.messages)
@settings(max_examples=25, deadline=None)
def test_takes_every_rich_message(message: m.Message) -> None:
    for payload in render_rich.render(message):
        assert judges.judge_rich(payload) == []
        taken = rich.checked(payload)
        assert judges.read_rich(taken) == judges.read_rich(payload)
    if under := render_rich.markup(message):
        assert keyboards.checked(under) == under


@given(strategies.messages)
@settings(max_examples=25, deadline=None)
def test_takes_every_classic_message(message: m.Message) -> None:
    for text in render_classic.render(message):
        letters, entities = markup.parse(text)
        read, found = judges.read_classic(text)
        assert letters == read
        assert [(one.offset, one.length) for one in entities] == [(one["offset"], one["length"]) for one in found]
        assert 1 <= markup.units(reading.formatted(text, "HTML", None)[0]) <= reading.LONGEST_TEXT
    if under := render_classic.markup(message):
        assert keyboards.checked(under) == under

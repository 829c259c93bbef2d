"""One part to one place, as the local Telegram sees it come."""

from bot.deliver import post
from bot.model.outgoing import Outcome, Part, Place, Result
from bot.playground.server import people, scene
from tests.flow.conftest import Stage

RICH = Part(rich={"blocks": [{"type": "paragraph", "text": "rich"}]})
KEYBOARD = {"inline_keyboard": [[{"text": "Go", "callback_data": "x"}]]}


async def test_a_part_goes_where_it_is_told_to(stage: Stage) -> None:
    forum = scene.forum(stage.telegram, "Readers", stage.user)
    topic = scene.topic(forum, "Language")
    asked = people.say(stage.telegram, stage.user, forum, "hello", thread=topic.id)
    async with stage.running() as app:
        place = Place(forum.id, topic.id, asked.id)
        outcome = await post.post(app.bot, place, Part(html="<b>x</b>", keyboard=KEYBOARD), is_silent=True)
        sent = stage.sent(forum)[-1]
        assert outcome == Outcome(Result.SENT, message_id=sent.id)
        assert (sent.text, sent.thread, sent.reply_to, sent.is_silent) == ("x", topic.id, asked, True)
        assert sent.markup == KEYBOARD

        for part in (RICH, Part(html="y"), RICH):
            assert (await post.post(app.bot, Place(forum.id, edits=sent.id), part)).message_id == sent.id
            assert ("rich_message" in sent.content, sent.markup) == (bool(part.rich), None)
        again = await post.post(app.bot, Place(forum.id, edits=sent.id), RICH)
        assert (again.result, again.is_there) == (Result.UNCHANGED, True)


async def test_what_cannot_be_sent_is_an_outcome(stage: Stage) -> None:
    people.block(stage.telegram, stage.user)
    async with stage.running() as app:
        outcomes = [await post.post(app.bot, Place(each), RICH) for each in (stage.chat.id, 404)]

    assert [each.result for each in outcomes] == [Result.ASLEEP, Result.ASLEEP]
    assert outcomes[0].why.startswith("Forbidden: ")

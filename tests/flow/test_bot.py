"""What people say and press, and what the real bot answers, over real HTTP by polling."""

import logging
from collections.abc import Awaitable, Callable
from datetime import date
from random import Random

import pytest

from bot import i18n
from bot.compose import actions
from bot.config import Settings
from bot.model.digest import DigestKey
from bot.playground.server import people, scene, serve
from bot.playground.server.call import ApiError, Call
from bot.playground.server.state import Message, Telegram
from bot.playground.server.trouble import Reply
from storage import engine
from tests import factories
from tests.conftest import MakeUrl
from tests.flow.conftest import Stage, labels, read
from tests.storage.adding import add

OLD = "This button is too old. Ask me again, and there is a new one."


def has_papers(message: Message, *numbers: int) -> bool:
    return [n for n in range(1, 131) if f"论数到{n}\n" in f"{read(message)}\n"] == sorted(numbers)


SAID = [
    ("/start", "Every day I tell you what is new on arXiv"),
    ("/start nonsense-%", "Every day I tell you what is new on arXiv"),
    ("/start 2404_00001", "论数到1\nOn Counting to 1\narXiv:2404.00001v1"),
    ("/start 2404_09999", "I do not have arXiv:2404.09999 yet."),
    ("/start d20240403_cs_CL", "Wednesday, April 3, 2024 · 3 papers"),
    ("/start d20240405_cs_CL", "There is no digest of cs.CL for Friday, April 5, 2024."),
    ("/help", "What I can do"),
    ("/about", "free software"),
    ("/ping", "The last digest is cs.CL of Tuesday, June 13, 2017; it came 67 hours ago."),
    ("/paper 2404.00001", "arXiv:2404.00001v1"),
    ("/paper https://arxiv.org/pdf/2404.00001v1.pdf", "arXiv:2404.00001v1"),
    ("/paper 2404.09999", "I do not have arXiv:2404.09999 yet."),
    ("/paper", "Which paper? Send its id or link"),
    ("/paper nothing", "Which paper? Send its id or link"),
    ("see https://arxiv.org/abs/2404.00002 !", "arXiv:2404.00002v1"),
    ("/digest", "Which feed?"),
    ("/digest cs.CL", "Thursday, April 4, 2024 · 130 papers"),
    ("/digest CS.cl 2024-04-01", "Monday, April 1, 2024 · 2 papers"),
    ("/digest 04-03 cs.CL", "Wednesday, April 3, 2024"),
    ("/digest cs.CL yesterday", "Thursday, April 4, 2024"),
    ("/digest cs.CL 周三", "Wednesday, April 3, 2024"),
    ("/digest cs.CL вчера", "Thursday, April 4, 2024"),
    ("/digest math.LO", "I have no digest of math.LO."),
    ("/digest cs.CL soon?", "I do not understand “soon?”."),
    ("/search counting -two", "Search: counting -two"),
    ("/search zzz", "Nothing here says that."),
    ("/search", "Search for what?"),
    ("/search -counting", "exclu"),
    ("/similar 2404.00001", "Similar to arXiv:2404.00001"),
    ("/similar", "Similar to which paper?"),
    ("/similar 2404.09999", "I do not have arXiv:2404.09999 yet, so I cannot compare it."),
    ("/random", "arXiv:"),
    ("/random math.CO", "arXiv:2404.00001v1"),
    ("/random nowhere", "There is no paper here yet."),
    ("/language", "Which language shall I speak with you?"),
    ("/DIGETS", "Did you mean /digest?"),
    ("/zzzzzz", "/help tells what I can do."),
]


async def test_every_command_answers(bot: Stage) -> None:
    for said, answered in SAID:
        [message] = await bot.say(said, **bot.somebody())
        assert answered in read(message), said


@pytest.mark.parametrize("locale", i18n.LOCALES)
async def test_every_command_answers_in_every_language(locale: str, stage: Stage) -> None:
    stage.user.language_code = {"zh_CN": "zh-hans", "zh_TW": "zh-hant"}.get(locale, locale)
    t = i18n.translator(locale)
    expected = {
        "/start": t("Choose a feed to see its newest digest, or send me the id or link of a paper."),
        "/help": t("What I can do"),
        "/about": t("Papers and abstracts belong to their authors."),
        "/paper 2404.00001": t("Original abstract"),
        "/paper": t("Which paper? Send its id or link, like /paper 2404.00727."),
        "/digest": t("Which feed?"),
        "/digest cs.CL 2024-04-03": t.date(date(2024, 4, 3)),
        "/language": t("Which language shall I speak with you?"),
    }
    async with stage.running() as stage.app:
        for said, answered in expected.items():
            [message] = await stage.say(said)
            assert answered in read(message), said


async def test_several_papers_and_no_more_than_five(bot: Stage) -> None:
    two = await bot.say("/paper 2404.00002 arXiv:2404.00001v7 2404.00002", answers=2)
    assert [f"arXiv:2404.0000{n}" in read(message) for n, message in zip((2, 1), two, strict=True)] == [True, True]

    *five, last = await bot.say("/paper " + " ".join(f"2404.{n:05}" for n in range(1, 8)), answers=6)
    assert all("arXiv:2404.0000" in read(each) for each in five)
    assert read(last) == "That is as many as I show at once: 5 of 7."


async def test_a_button_gives_the_bibtex_entry(bot: Stage) -> None:
    [entry] = await bot.say("/paper 2404.00001")
    assert "Save" not in labels(entry)  # nothing can be saved yet

    await bot.press(entry, "BibTeX")

    assert "eprint = {2404.00001}" in read(bot.sent()[-1])


async def test_a_paper_of_the_message_that_is_answered(bot: Stage) -> None:
    [welcome] = await bot.say("/start")
    plain = people.say(bot.telegram, bot.user, bot.chat, "nothing here")
    linked = people.say(bot.telegram, bot.user, bot.chat, "this one")
    linked.content["entities"] = [
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://arxiv.org/abs/2404.00002"}
    ]
    [entry] = await bot.say("/paper 2404.00001")

    assert "arXiv:2404.00002" in read((await bot.say("/paper", reply_to=linked))[0])
    assert "arXiv:2404.00001" in read((await bot.say("/paper", reply_to=entry))[0])
    for without in (plain, welcome):
        assert read((await bot.say("/paper", reply_to=without))[0]).startswith("Which paper?")


async def test_a_newcomer_gets_to_a_digest_in_three_taps(bot: Stage) -> None:
    [message] = await bot.say("/start")
    await bot.press(message, "Digests")
    assert labels(message) == ["cs.CL", "math.CO"]
    await bot.press(message, "math.CO")
    assert "Tuesday, April 2, 2024 · 1 paper" in read(message)
    assert len(bot.sent()) == 1


async def test_a_day_that_was_asked_for_is_what_the_feeds_lead_to(bot: Stage) -> None:
    [message] = await bot.say("/digest yesterday")
    await bot.press(message, "cs.CL")

    assert "Thursday, April 4, 2024" in read(message)


async def test_days_and_pages_turn_in_place(bot: Stage) -> None:
    [message] = await bot.say("/digest cs.CL")
    await bot.press(message, "« Wed, Apr 3")
    assert has_papers(message, 1, 2, 3)
    assert labels(message) == ["« Mon, Apr 1", "Thu, Apr 4 »"]
    await bot.press(message, "« Mon, Apr 1")
    assert has_papers(message, 1, 2)
    await bot.press(message, "« Tue, Jun 13")
    assert "Tuesday, June 13, 2017" in read(message)
    assert labels(message) == ["Mon, Apr 1 »"]
    assert len(bot.sent()) == 1


async def test_a_long_digest_has_pages(stage: Stage) -> None:
    await add(stage.database, factories.digest(500), DigestKey("math.CO", date(2024, 4, 3)))
    async with stage.running() as stage.app:
        [message] = await stage.say("/digest math.CO 2024-04-03")
        seen = read(message)
        assert labels(message) == ["▶ 2/2", "« Tue, Apr 2"]
        await stage.press(message, "▶ 2/2")
        assert labels(message) == ["◀ 1/2", "« Tue, Apr 2"]
        assert sum(f"论数到{n}\n" in f"{seen}\n{read(message)}\n" for n in range(1, 501)) == 500
        await stage.press(message, "◀ 1/2")
        assert read(message) == seen


async def test_a_search_turns_pages_and_its_order_also_after_a_restart(stage: Stage) -> None:
    async with stage.running() as stage.app:
        [message] = await stage.say("/search counting")
        first = read(message)
        assert "1–10 of 130" in first
        assert labels(message) == [*map(str, range(1, 11)), "▶", "Newest first"]
        await stage.press(message, "▶")
        assert "11–20 of 130" in read(message)
        assert labels(message)[-3:] == ["◀", "▶", "Newest first"]
    async with stage.running() as stage.app:
        await stage.press(message, "◀")
        assert read(message) == first
        await stage.press(message, "Newest first")
        assert labels(message)[-2:] == ["▶", "Best first"]
        await stage.press(message, "3")
        assert "arXiv:2404." in read(stage.sent()[-1])


async def test_the_words_that_were_found_are_emphasised(bot: Stage) -> None:
    [message] = await bot.say("/search 翻译")

    assert "marked" in str(message.content)


async def test_a_wrong_query_shows_the_place(bot: Stage) -> None:
    [message] = await bot.say("/search deep (learning")
    block = message.content["rich_message"]["blocks"][0]

    assert block["type"] == "pre"
    assert "deep (learning\n" + 14 * " " + "^\n" in read(message)


async def test_buttons_under_a_paper(bot: Stage) -> None:
    [entry] = await bot.say("/paper 2404.00001")
    await bot.press(entry, "Similar")
    assert "Similar to arXiv:2404.00001" in read(bot.sent()[-1])
    [welcome] = await bot.say("/start")
    await bot.press(welcome, "Any paper")
    assert "arXiv:" in read(bot.sent()[-1])


async def test_a_language_that_is_chosen_is_kept_over_a_restart(stage: Stage) -> None:
    async with stage.running() as stage.app:
        [message] = await stage.say("/start")
        await stage.press(message, "Language")
        assert labels(message) == ["简体中文", "繁體中文", "English", "日本語", "Русский"]
        await stage.press(message, "Русский")
        assert read(message).startswith(
            i18n.translator("ru")("Hello. Every day I tell you what is new on arXiv: each paper in one sentence.")
        )
    async with stage.running() as stage.app:
        [message] = await stage.say("/digest cs.CL 2024-04-03")
        assert "среда, 3 апреля 2024" in read(message)
        [message] = await stage.say("/search (a")
        assert i18n.translator("ru")("Expected a closing parenthesis.") in read(message)


async def test_stale_and_forged_buttons_are_answered_kindly(bot: Stage) -> None:
    [message] = await bot.say("/digest cs.CL")
    good = people._data(message, "« Wed, Apr 3")
    data = next(good)
    for forged in (
        "x",
        "",
        "0" + data[1:],
        data[:-1],
        data + "A",
        data.replace("cs.CL", "cs.AI"),
        "1:zz",
        "1:q:x:best:0:AAAA",
    ):
        query = await bot.press(message, data=forged or ":")
        assert query.answer["text"] == OLD  # type: ignore[index]
    lost = bot.app.house.codec.encode(actions.Find("AAAAAAAAAAAA", "best", 0))
    for old in (lost, bot.app.house.codec.encode(actions.Open("cs.CL", "20249999", 0))):
        await bot.press(message, data=old)
        assert read(bot.sent()[-1]) == OLD


async def test_a_button_of_a_message_that_is_gone_answers_anew(bot: Stage) -> None:
    [message] = await bot.say("/digest cs.CL")
    data = next(people._data(message, "« Wed, Apr 3"))
    message.is_deleted = True
    await bot.press(message, data=data)

    assert has_papers(bot.sent()[-1], 1, 2, 3)
    await bot.press(message, data=bot.app.house.codec.encode(actions.Similar("2404.00001")))
    assert "Similar to arXiv:2404.00001" in read(bot.sent()[-1])


async def test_a_group_is_answered_where_it_asks_and_else_left_alone(bot: Stage) -> None:
    bot.telegram.reads_groups = True
    forum = scene.forum(bot.telegram, "Readers", bot.user)
    topic = scene.topic(forum, "Language")
    for said in ("hello", "see arxiv.org/abs/2404.00001", "/unknown", "/paper@other_bot 2404.00001"):
        await bot.say(said, answers=0, chat=forum)

    [message] = await bot.say("/paper@zhaiyao_bot 2404.00001", chat=forum, thread=topic.id)
    assert (message.thread, message.reply_to) == (topic.id, forum.log[-2])
    [message] = await bot.say("/digest cs.CL", chat=forum)
    other = scene.person(bot.telegram, "Bob", language="ja")
    await bot.press(message, "« Wed, Apr 3", user=other)
    assert "2024年4月3日水曜日" in read(message)


async def test_ordinary_words_in_private_are_no_question(bot: Stage) -> None:
    await bot.say("hello", answers=0)


async def test_a_private_bot_lets_in_only_whom_its_host_names(stage: Stage) -> None:
    stranger = scene.person(stage.telegram, "Bob")
    private = scene.private(stage.telegram, stranger)
    group = scene.supergroup(stage.telegram, "Strangers", stranger)
    stage.telegram.reads_groups = True
    stage.settings = stage.settings.model_copy(update={"allowed_chats": (stage.user.id,)})
    async with stage.running() as stage.app:
        await stage.say("/help")
        [line] = await stage.say("/help", chat=private, user=stranger)
        assert read(line) == "This bot is private. Its owner can let this chat in."
        await stage.say("/digest cs.CL", answers=0, chat=private, user=stranger)
        await stage.say("hello", answers=0, chat=group, user=stranger)
        await stage.say("/help", answers=1, chat=group, user=stranger)
        query = await stage.press(line, data="x", user=stranger)
        assert query.answer["text"] == "This bot is private. Its owner can let this chat in."  # type: ignore[index]
        await stage.say("/help", chat=group)


async def test_twenty_requests_a_minute_and_then_one_line(bot: Stage) -> None:
    for _ in range(20):
        await bot.say("/similar 2404.00001")
    [line] = await bot.say("/search counting")
    assert read(line).startswith("That was a lot in one minute.")
    await bot.say("/digest cs.CL", answers=0)
    await bot.say("/help")
    other = scene.person(bot.telegram, "Bob")
    await bot.say("/random", chat=scene.private(bot.telegram, other), user=other)


async def test_a_library_without_papers_says_so(telegram: Telegram, clean: None, make_sqlite: MakeUrl) -> None:
    user = scene.person(telegram, "Ann")
    async with engine.opened(make_sqlite()) as database, serve.serving(telegram) as url:
        settings = Settings(_env_file=None, bot_token=telegram.token, telegram_api_base=url)  # type: ignore[call-arg]
        stage = Stage(telegram, settings, database, user, scene.private(telegram, user))
        async with stage.running() as stage.app:
            said = [read(message) for each in ("/ping", "/digest", "/random") for message in await stage.say(each)]

    assert said == [
        "I am here, but I have no digest yet.",
        "There is no digest here yet.",
        "There is no paper here yet.",
    ]


async def test_where_rich_messages_are_refused_classic_ones_go(stage: Stage) -> None:
    async def know_nothing_rich(call: Call, proceed: Callable[[], Awaitable[Reply]]) -> Reply:
        if call.method == "sendrichmessage":
            raise ApiError(404, "Not Found")
        if call.params.get("rich_message"):
            raise ApiError(400, "Bad Request: message text is empty")
        return await proceed()

    stage.telegram.troubles.append(know_nothing_rich)
    async with stage.running() as stage.app:
        [message] = await stage.say("/digest cs.CL 2024-04-03")
        assert message.text.startswith("cs.CL")
        await stage.press(message, "« Mon, Apr 1")
        assert "Monday, April 1, 2024" in message.text
        for said, answered in SAID:
            if "130" not in answered and said not in ("/digest cs.CL yesterday", "/digest cs.CL вчера"):
                [message] = await stage.say(said, **stage.somebody())
                assert "rich_message" not in message.content


HOSTILE = [
    "/search \\ ' \" ` {id} %s %(n)s <b> &amp; </a> \u202e",
    "/search " + "(" * 300,
    "/search " + "a " * 200,
    "/search *",
    "/search " + "😀" * 250,
    "/search ti:",
    "/search since:9999-99-99 a",
    "/search id:../../etc",
    '/search "',
    "/search a\nb",
    "/digest " + "a" * 4000,
    "/digest {feed}",
    "/digest 0000-00-00",
    "/digest 9999-12-31 cs.CL",
    "/digest cs.CL 02-30",
    "/digest <b>x</b>",
    "/digest 0001-01-01 cs.CL",
    "/random %",
    "/random cs.%' OR 1=1 --",
    "/random " + "x" * 4000,
    "/similar {paper}",
    "/paper hep-th/9901001 cs/0001001",
    "/paper 9999.99999",
    "/start d99999999_cs_CL",
    "/start d20240403_cs_CL_x",
    "/start _",
    "/start 2404_00001v9999",
    "/" + "x" * 60,
    "/language ru",
    "/help \u200f\u0000"[:-1],
    "/paper " + "2404.00001 " * 300,
]


async def test_nothing_that_is_said_is_a_fault_or_makes_an_answer_that_is_refused(
    bot: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    for said in HOSTILE:
        stranger = bot.somebody("<b>{name}</b> %s")
        people.say(bot.telegram, stranger["user"], stranger["chat"], said)
        await bot.done()
        assert bot.sent(stranger["chat"]), said
    [message] = await bot.say("/search counting")
    chance = Random(4)
    data = [next(people._data(message, label)) for label in labels(message)]
    for _ in range(60):
        text = list(chance.choice(data))
        text[chance.randrange(len(text))] = chance.choice("0:%é😀-A9")
        await bot.press(message, data="".join(text)[:60])

    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    refused = [call for call in bot.telegram.calls if call.answer and not call.answer["ok"]]
    assert [call.answer for call in refused] == []

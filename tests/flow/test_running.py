"""The bot starts, stops, fails and heals: by polling and by webhook, over real HTTP."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from telegram.error import Conflict, NetworkError

from bot import app, log
from bot.errors import ConfigError, StorageError
from bot.playground.server import people, scene
from bot.playground.server.call import ApiError, Call
from bot.playground.server.trouble import HungUpError, Reply
from tests.flow.conftest import Stage, read

ROOT = Path(__file__).parents[2]
Proceed = Callable[[], Awaitable[Reply]]


@pytest.fixture
def by_webhook(stage: Stage, free_port: int) -> Stage:
    changes = {"webhook_url": f"http://127.0.0.1:{free_port}", "port": free_port}
    stage.settings = stage.settings.model_copy(update=changes)
    return stage


async def test_updates_come_by_webhook(by_webhook: Stage) -> None:
    stage = by_webhook
    people.say(stage.telegram, stage.user, stage.chat, "/paper 2404.00001")  # before the bot is there
    async with stage.running():
        await stage.telegram.until(stage.sent)
        [message] = stage.sent()
        assert "arXiv:2404.00001" in read(message)
        query = people.press(stage.telegram, stage.user, message, "Similar")
        await stage.telegram.until(lambda: len(stage.sent()) == 2)
        assert query.answer is not None
        async with httpx.AsyncClient(base_url=stage.settings.webhook_url, trust_env=False, verify=False) as http:
            assert (await http.get("/health")).status_code == 200
            assert (await http.post("/telegram", json={"update_id": 1})).status_code == 403
        assert stage.telegram.updates.webhook
    assert stage.telegram.updates.webhook is None


async def test_a_webhook_that_telegram_refuses_is_one_line(stage: Stage, free_port: int) -> None:
    changes = {"webhook_url": "http://example.org", "port": free_port}
    stage.settings = stage.settings.model_copy(update=changes)
    with pytest.raises(ConfigError, match=r"^WEBHOOK_URL: Telegram does not take it: .*https"):
        async with stage.running():
            pass


async def test_a_port_that_is_taken_is_one_line(by_webhook: Stage) -> None:
    listener = await asyncio.start_server(lambda *_: None, "127.0.0.1", by_webhook.settings.port)
    with pytest.raises(ConfigError, match=r"^HOST and PORT: 127\.0\.0\.1:[0-9]+ cannot be had: "):
        async with by_webhook.running():
            pass
    listener.close()


async def test_a_second_copy_is_refused(stage: Stage) -> None:
    async with stage.running():
        with pytest.raises(StorageError, match="another copy of the bot runs on sqlite:"):
            async with stage.running():
                pass
    async with stage.running():
        pass


async def test_a_wrong_token_and_none_are_one_line(stage: Stage) -> None:
    for token, why in (("1000:" + 30 * "x", "Telegram does not know this token"), ("", "set it to the token")):
        settings = stage.settings.model_copy(update={"bot_token": type(stage.settings.bot_token)(token)})
        with pytest.raises(ConfigError, match=f"^BOT_TOKEN: {why}"):
            async with app.running(stage.database, settings):
                pass


async def test_without_a_network_it_waits_for_one(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    pauses: list[float] = []

    async def sleep(pause_s: float) -> None:
        pauses.append(pause_s)

    async def hang_up(call: Call, proceed: Proceed) -> Reply:
        if len(pauses) < 8:
            raise HungUpError
        return await proceed()

    stage.telegram.troubles.append(hang_up)
    async with stage.running(sleep=sleep) as stage.app:
        await stage.say("/help")

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert "Telegram cannot be reached" in caplog.text


async def test_what_is_no_bot_api_is_one_line(stage: Stage) -> None:
    async def refuse(call: Call, proceed: Proceed) -> Reply:
        raise ApiError(400, "Bad Request: who are you?")

    stage.telegram.troubles.append(refuse)
    with pytest.raises(ConfigError, match=r"^TELEGRAM_API_BASE: what answers there is no Bot API: "):
        async with stage.running():
            pass


async def test_the_program_runs_until_sigterm_and_says_so(stage: Stage, tmp_path: Path) -> None:
    settings = {
        "BOT_TOKEN": stage.telegram.token,
        "TELEGRAM_API_BASE": stage.settings.telegram_api_base,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'zhaiyao.db'}",
    }
    command = (sys.executable, "-W", "error", "-m", "bot", "run")
    program = await asyncio.create_subprocess_exec(
        *command, env=os.environ | settings, cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    people.say(stage.telegram, stage.user, stage.chat, "/paper 2404.00001")
    await stage.telegram.until(stage.sent)
    program.send_signal(signal.SIGTERM)
    _, err = await program.communicate()

    assert (program.returncode, "arXiv:2404.00001" in read(stage.sent()[0])) == (0, True)
    said = [line.split(" ", 1)[1] for line in err.decode().splitlines()]
    assert said == ["INFO bot.app: @zhaiyao_bot is at work", "INFO bot.app: stopping: finishing what is in hand"]


async def test_a_menu_that_telegram_does_not_take_stops_nobody(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def refuse(call: Call, proceed: Proceed) -> Reply:
        if call.method == "setMyCommands":
            raise ApiError(429, "Too Many Requests: retry after 9", retry_after=9)
        return await proceed()

    stage.telegram.troubles.append(refuse)
    async with stage.running() as stage.app:
        await stage.say("/help")

    assert "the menu of commands stays as it was: " in caplog.text


async def test_another_poller_and_a_lost_network_are_one_line(caplog: pytest.LogCaptureFixture) -> None:
    app._say_why(Conflict("terminated by other getUpdates request"))
    app._say_why(NetworkError("lost"))

    assert [record.getMessage() for record in caplog.records] == [
        "another program polls with this token: stop it, or give this one a token of its own",
        "Telegram cannot be reached: lost",
    ]


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_finishes_what_is_in_hand(sign: signal.Signals, stage: Stage) -> None:
    came, go_on = asyncio.Event(), asyncio.Event()

    async def hold(call: Call, proceed: Proceed) -> Reply:
        if call.method.lower() == "sendrichmessage":
            came.set()
            await go_on.wait()
        return await proceed()

    stage.telegram.troubles.append(hold)
    people.say(stage.telegram, stage.user, stage.chat, "/help")
    running = asyncio.create_task(app.run(stage.database, stage.settings))
    await came.wait()
    os.kill(os.getpid(), sign)
    await asyncio.sleep(0)
    go_on.set()
    await running

    assert len(stage.sent()) == 1


async def test_what_takes_too_long_is_given_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(app, "_FINISH_S", 0.05)
    came = asyncio.Event()

    async def hold(call: Call, proceed: Proceed) -> Reply:
        if call.method.lower() == "sendrichmessage":
            came.set()
            await asyncio.Event().wait()
        return await proceed()

    stage.telegram.troubles.append(hold)
    people.say(stage.telegram, stage.user, stage.chat, "/help")
    async with stage.running():
        await came.wait()

    assert "something was still in hand after" in caplog.text


async def test_a_signal_ends_a_bot_that_waits_for_a_network(stage: Stage) -> None:
    came = asyncio.Event()

    async def hang_up(call: Call, proceed: Proceed) -> Reply:
        came.set()
        raise HungUpError

    stage.telegram.troubles.append(hang_up)
    running = asyncio.create_task(app.run(stage.database, stage.settings))
    await came.wait()
    os.kill(os.getpid(), signal.SIGTERM)
    await running


@pytest.mark.parametrize("broken", ["people", "revisions"])
async def test_a_fault_is_told_to_each_as_it_should_be(
    broken: str, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    admin = scene.private(stage.telegram, scene.person(stage.telegram, "Cleo"), bot="member")
    unreachable = scene.private(stage.telegram, scene.person(stage.telegram, "Dan"))
    stage.settings = stage.settings.model_copy(update={"admin_ids": (unreachable.id, admin.id)})
    stage.user.language_code = "ja"
    async with stage.database.write() as connection:
        await connection.execute(text(f"ALTER TABLE {broken} RENAME TO gone"))
    async with stage.running() as stage.app:
        [said] = await stage.say("/digest cs.CL")
        [again] = await stage.say("/digest cs.CL")

    [report] = stage.sent(admin)
    first = read(said).split()[-1].rpartition("：")[2]
    assert len(first) == 6
    assert first in read(report)
    assert first != read(again).split()[-1]
    lines = [log.TextLines().format(record) for record in caplog.records if record.levelno == logging.ERROR]
    assert len(lines) == 2
    assert first in lines[0]
    assert "Traceback" in lines[0]
    for line in lines:
        assert not any(secret in line for secret in (stage.telegram.token, "Ann", str(stage.user.id), "/digest"))


async def test_an_answer_that_telegram_refuses_is_in_the_log(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def refuse(call: Call, proceed: Proceed) -> Reply:
        if call.method.lower() == "sendrichmessage":
            raise ApiError(400, "Bad Request: SOMETHING_NEW")
        return await proceed()

    stage.telegram.troubles.append(refuse)
    async with stage.running() as stage.app:
        await stage.say("/help", answers=0)

    assert "telegram refuses an answer: something_new" in caplog.text.casefold()

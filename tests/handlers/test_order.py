"""Different chats at once, one chat in order, and nothing left behind."""

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, Update, User
from telegram import InlineQuery as Inline

from handlers.order import PerChat


def update(number: int, chat: int) -> Update:
    return Update(number, Message(number, datetime(2024, 4, 1, tzinfo=UTC), Chat(chat, "private")))


async def test_one_chat_in_order_and_others_meanwhile() -> None:
    order, log = PerChat(), list[str]()
    go_on = asyncio.Event()

    async def slow(name: str) -> None:
        log.append(f"{name} begins")
        await go_on.wait()
        log.append(f"{name} ends")

    async def quick(name: str) -> None:
        log.append(name)

    async with asyncio.TaskGroup() as group:
        group.create_task(order.process_update(update(1, 7), slow("first")))
        await asyncio.sleep(0)
        for number in (2, 3):
            group.create_task(order.process_update(update(number, 7), quick(f"then {number}")))
        other = group.create_task(order.process_update(update(4, 8), quick("another chat")))
        await other
        assert log == ["first begins", "another chat"]
        go_on.set()

    assert log[2:] == ["first ends", "then 2", "then 3"]
    assert (order._locks, order._waiting) == ({}, {})


async def test_a_fault_holds_nobody_up() -> None:
    order = PerChat()

    async def fail() -> None:
        raise ZeroDivisionError

    async def work() -> None: ...

    with pytest.raises(ZeroDivisionError):
        await order.process_update(update(1, 7), fail())
    await order.process_update(update(2, 7), work())
    assert (order._locks, order._waiting) == ({}, {})


async def test_what_is_of_no_chat_goes_by_person_or_together() -> None:
    order = PerChat()
    seen = []

    async def look() -> None:
        seen.append(next(iter(order._locks)))

    person = User(9, "Ann", is_bot=False)
    for each in (Update(1, inline_query=Inline("1", person, "", "")), Update(2), "no update"):
        await order.process_update(each, look())

    assert seen == [9, 0, 0]


async def test_one_that_is_given_up_while_it_waits_is_forgotten() -> None:
    order = PerChat()
    never = asyncio.Event()

    async def wait() -> None:
        await never.wait()

    tasks = [asyncio.create_task(order.process_update(update(n, 7), wait())) for n in (1, 2)]
    await asyncio.sleep(0)
    for task in reversed(tasks):
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert (order._locks, order._waiting) == ({}, {})

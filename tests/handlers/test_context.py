from datetime import UTC, datetime

from telegram import Chat, Message, Update, User

from handlers.context import speaker

NOW = datetime(2024, 4, 1, tzinfo=UTC)
EVERY_ANONYMOUS_ONE = User(1087968824, "Group", is_bot=True)


def test_who_speaks_in_the_name_of_a_chat_is_that_chat() -> None:
    group = Chat(-1001, "supergroup")
    ann = Message(1, NOW, group, from_user=User(7, "Ann", is_bot=False))
    anonymous = Message(2, NOW, group, from_user=EVERY_ANONYMOUS_ONE, sender_chat=group)

    assert [speaker(Update(1, ann)), speaker(Update(2, anonymous)), speaker(Update(3))] == [7, -1001, 0]

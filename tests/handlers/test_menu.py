"""What Telegram shows of the bot is told once, and again only where it changed."""

from bot import i18n
from bot.playground.server.state import Telegram
from tests.flow.conftest import Stage

PRIVATE, GROUPS = ("all_private_chats", 0, 0), ("all_group_chats", 0, 0)


def told(telegram: Telegram) -> list[str]:
    return [call.method for call in telegram.calls if call.method.lower().startswith("set")]


async def test_every_scope_and_language_is_told_and_then_only_what_changed(stage: Stage) -> None:
    profile = stage.telegram.profile
    async with stage.running():
        pass
    assert len(profile.commands) == 15
    assert profile.descriptions.keys() == profile.short_descriptions.keys() == {"", "zh", "en", "ja", "ru"}
    assert len(told(stage.telegram)) == 25
    names = {key: [each["command"] for each in menu] for key, menu in profile.commands.items()}
    private = next(menu for key, menu in names.items() if "all_private_chats" in key)
    groups = next(menu for key, menu in names.items() if "all_group_chats" in key)
    assert private == ["digest", "paper", "search", "similar", "random", "language", "about", "ping", "help"]
    assert set(groups) < set(private)
    assert profile.descriptions["ja"] == i18n.translator("ja")(
        "Every day the new papers of arXiv, each in one sentence. Search them, and look any of them up."
    )

    async with stage.running():
        pass
    assert len(told(stage.telegram)) == 25

    profile.descriptions["ja"] = "something else"
    key = next(key for key in profile.commands if "all_group_chats" in key and "ru" in key)
    profile.commands[key] = profile.commands[key][1:]
    async with stage.running():
        pass
    assert sorted(told(stage.telegram)[25:]) == ["setMyCommands", "setMyDescription"]

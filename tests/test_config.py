import re
from pathlib import Path

import pytest

from bot import config
from bot.errors import ConfigError


@pytest.fixture(autouse=True)
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in config.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=DEBUG\nDEFAULT_LOCALE=ja\n")
    monkeypatch.setenv("LOG_LEVEL", "ERROR")

    loaded = config.load()

    assert (loaded.log_level, loaded.default_locale, loaded.log_format) == ("ERROR", "ja", "text")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEFAULT_LOCALE", "fr"),
        ("DEFAULT_TIMEZONE", "Mars/Base"),
        ("DEFAULT_TIMEZONE", "../../etc/passwd"),
        ("DEFAULT_TIMEZONE", ""),
        ("LOG_FORMAT", "xml"),
        ("LOG_LEVEL", "loud"),
        ("BOT_TOKEN", "hunter2"),
        ("BOT_TOKEN", "123456789:hunter2 and a blank"),
        ("ADMIN_IDS", "1,hunter2"),
        ("ADMIN_IDS", "1.5"),
        ("ALLOWED_CHATS", "@hunter2"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("PORT", "http"),
        ("PORT", ""),
        ("TELEGRAM_API_BASE", ""),
        ("TELEGRAM_API_BASE", "127.0.0.1:8081"),
        ("TELEGRAM_API_BASE", "https://hunter2@host/?x"),
        ("TELEGRAM_PROXY", "hunter2"),
        ("TELEGRAM_PROXY", "ftp://user:hunter2@host"),
        ("WEBHOOK_SECRET", "hunter2 hunter2"),
        ("WEBHOOK_SECRET", 257 * "x"),
        ("WEBHOOK_URL", "example.org"),
        ("WEBHOOK_URL", "https://example.org/?hunter2"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigError) as caught:
        config.load()

    assert re.match(rf"{name}(, number [12])?: should be ", str(caught.value))
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_the_address_of_the_database_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:hunter2@host/name")

    assert "hunter2" not in repr(config.load())
    assert "hunter2" not in str(config.load())


def test_what_is_set_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456789:AAE-hunter2_x")
    monkeypatch.setenv("ADMIN_IDS", " 1, 22 ,")
    monkeypatch.setenv("ALLOWED_CHATS", "-1001234567890")
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:8081/")
    monkeypatch.setenv("TELEGRAM_PROXY", "socks5://user:hunter2@host:1080")
    monkeypatch.setenv("WEBHOOK_URL", "https://user:hunter2@example.org/bot/")
    monkeypatch.setenv("WEBHOOK_SECRET", "hunter2")
    loaded = config.load()

    assert loaded.bot_token.get_secret_value() == "123456789:AAE-hunter2_x"
    assert (loaded.admin_ids, loaded.allowed_chats) == ((1, 22), (-1001234567890,))
    assert loaded.telegram_api_base == "http://127.0.0.1:8081"
    assert loaded.webhook_url == "https://user:hunter2@example.org/bot"
    assert "hunter2" not in repr(loaded) + str(loaded)


def test_an_empty_list_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", "")
    monkeypatch.setenv("ALLOWED_CHATS", " , ")

    assert (config.load().admin_ids, config.load().allowed_chats) == ((), ())

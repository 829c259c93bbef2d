import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import log


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def said(style: str, capsys: pytest.CaptureFixture[str], level: str = "INFO") -> str:
    log.configure(level, style)  # type: ignore[arg-type]
    logger = logging.getLogger("bot.test")
    logger.debug("not this")
    logger.info("论文\n2404.00001 %s", "2024-04-01 ERROR forged")
    try:
        raise ValueError("why")  # noqa: TRY301
    except ValueError:
        logger.exception("failed")
    return capsys.readouterr().err


def test_text_is_a_line_a_message_and_nobody_can_forge_another(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said("text", capsys).splitlines()

    assert lines[0].endswith("Z INFO bot.test: 论文")
    assert lines[1] == "    2404.00001 2024-04-01 ERROR forged"
    assert lines[2].endswith("Z ERROR bot.test: failed")
    assert lines[3] == "    Traceback (most recent call last):"
    assert lines[-1] == "    ValueError: why"


def test_json_is_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = map(json.loads, said("json", capsys).splitlines())

    assert first["message"] == "论文\n2404.00001 2024-04-01 ERROR forged"
    assert (first["level"], first["logger"]) == ("INFO", "bot.test")
    assert "exception" not in first
    assert second["exception"].endswith("ValueError: why")


def test_libraries_that_would_print_whole_texts_are_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("DEBUG", "text")
    logging.getLogger("sqlalchemy.engine").info("INSERT …")

    assert capsys.readouterr().err == ""


TOKEN = "123456789:AAE-hunter2_hunter2"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (TOKEN, "…"),
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot…/getMe"),
        (f"a {TOKEN}, b '{TOKEN}'", "a …, b '…'"),
        ("postgresql://user:hunter2@host/name", "postgresql://…@host/name"),
        ("socks5://:hunter2@host:1080", "socks5://…@host:1080"),
        ("http://host:8080/path", "http://host:8080/path"),
        ("2024-04-01T08:00:00.123456789Z in 2404.00001:12", "2024-04-01T08:00:00.123456789Z in 2404.00001:12"),
        ("chat 123456: done", "chat 123456: done"),
    ],
)
def test_secrets_are_left_out_and_nothing_else(said: str, left: str) -> None:
    assert log.redact(said) == left


@given(st.from_regex(r"[0-9]{8,10}:[A-Za-z0-9_-]{35}", fullmatch=True), st.text(), st.text())
def test_a_token_is_left_out_wherever_it_stands(token: str, before: str, after: str) -> None:
    assert token.partition(":")[2] not in log.redact(f"{before} bot{token}/{after}".replace("\n", " "))


@pytest.mark.parametrize("style", ["text", "json"])
def test_no_line_holds_a_token(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", style)  # type: ignore[arg-type]
    try:
        raise ValueError(f"https://host/bot{TOKEN}/getMe")  # noqa: TRY301
    except ValueError:
        logging.getLogger("bot.test").exception("failed with %s", {"token": TOKEN})
    err = capsys.readouterr().err

    assert "hunter2" not in err
    assert err.count("…") == 2

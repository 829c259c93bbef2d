import json
import logging
from collections.abc import Iterator

import pytest

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

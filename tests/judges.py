"""Independent judges of what is sent to Telegram; each returns its complaints, none being the best.

Telegram's own parser (tdjson) reads classic messages, the models of the Bot API (aiogram) read rich ones, and
a checker that knows the documented limits looks at the finished payload. None shares code with `bot.compose`.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from aiogram.methods import SendMessage, SendRichMessage
from aiogram.types import RichText
from aiogram.types.base import TelegramObject
from pydantic import BaseModel
from tdjson import td_execute

Json = dict[str, Any]

_URL = re.compile(r"(https?|tg)://[^\s<>\"]+")
_INVISIBLE = set("\u115f\u1160\u2800\u3164\uffa0")
_TAG = re.compile(r"<(b|i|u|s|code|pre|a|blockquote|tg-spoiler)\b[^<>]*>")
_SOFT = ("Bold", "Italic", "Underline", "Strikethrough", "Spoiler")
_SOFT_TYPES = {f"textEntityType{kind}" for kind in (*_SOFT, "BlockQuote", "ExpandableBlockQuote")}
_CODE = ("Code", "Pre", "PreCode")
_DOES = {"url", "callback_data", "copy_text", "switch_inline_query", "switch_inline_query_current_chat"}

_BLOCKS: dict[str, set[str]] = {
    "heading": {"text", "size"},
    "paragraph": {"text"},
    "footer": {"text"},
    "divider": set(),
    "pre": {"text"},
    "mathematical_expression": {"expression"},
    "blockquote": {"blocks"},
    "expandable_blockquote": {"text"},
    "details": {"summary", "blocks"},
    "list": {"items"},
    "table": {"cells"},
    "buttons": {"buttons"},
}
_STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "marked"}
_TEXTS = _STYLES | {"url", "mathematical_expression", "date_time", "button"}


def read_classic(text: str) -> tuple[str, list[Json]]:
    """The letters and the entities that Telegram makes of `parse_mode=HTML`."""
    request = {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
    answer = _tdlib(request)
    assert answer["@type"] == "formattedText", answer
    return answer["text"], answer["entities"]


def detected(text: str) -> list[str]:
    """What a client makes of a classic message by itself: hashtags, commands, addresses such as cs.CL."""
    letters, entities = read_classic(text)
    taken = [_span(entity) for entity in entities if entity["type"]["@type"] not in _SOFT_TYPES]
    found = map(_span, _tdlib({"@type": "getTextEntities", "text": letters})["entities"])
    raw = letters.encode("utf-16-le")
    free = [span for span in found if not any(span[0] < end and start < span[1] for start, end in taken)]
    return [raw[2 * start : 2 * end].decode("utf-16-le") for start, end in free]


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def read_rich(message: Json) -> str:
    """The letters of a rich message in the order in which they are read, formulas as their source."""
    return "\n".join("".join(_letters(text)) for text in _texts(message["blocks"]))


def judge_classic(text: str, markup: Json | None = None) -> list[str]:
    """What Telegram would hold against a classic message."""
    payload = {"chat_id": 1, "text": text, "parse_mode": "HTML", "reply_markup": markup}
    complaints = [*_unknown(SendMessage.model_validate(payload)), *judge_markup(markup), *_bad_letters(text)]
    letters, entities = read_classic(text)
    if not 1 <= _units(letters) <= 4096:
        complaints.append(f"{_units(letters)} letters")
    if not _is_visible(letters):
        complaints.append("nothing to see")
    if len(entities) > 100:
        complaints.append(f"{len(entities)} entities")
    if len(entities) != len(_TAG.findall(text)) - text.count("<pre><code "):
        complaints.append("a tag came to nothing")
    return complaints + list(_bad_nesting(entities))


def judge_rich(message: Json, markup: Json | None = None) -> list[str]:
    """What Telegram would hold against a rich message."""
    payload = {"chat_id": 1, "rich_message": _with_plain_texts(message), "reply_markup": markup}
    complaints = [*_unknown(SendRichMessage.model_validate(payload)), *judge_markup(markup)]
    for node in _nodes([*_texts(message["blocks"])]):
        complaints += _unknown(_text_models()[node["type"]].model_validate(_with_plain_texts(node)))
    complaints += _bad_letters("".join(_strings(message)))
    if set(message) - {"blocks", "is_rtl", "skip_entity_detection"}:
        complaints.append("unknown fields")
    length = sum(_units("".join(_letters(text))) for text in _texts(message["blocks"]))
    if length > 32_768:
        complaints.append(f"{length} letters")
    if not 1 <= _count(message["blocks"]) <= 500:
        complaints.append(f"{_count(message['blocks'])} blocks")
    if _depth(message["blocks"]) > 16:
        complaints.append(f"{_depth(message['blocks'])} levels")
    return complaints + [complaint for block in _all(message["blocks"]) for complaint in _bad_block(block)]


def judge_markup(markup: Json | None) -> list[str]:
    """What Telegram would hold against an inline keyboard."""
    if markup is None:
        return []
    rows = markup["inline_keyboard"]
    complaints = [complaint for row in rows for button in row for complaint in _bad_button(button)]
    if not 1 <= sum(map(len, rows)) <= 100:
        complaints.append("too many buttons")
    if not all(1 <= len(row) <= 8 for row in rows):
        complaints.append("a row too long or empty")
    return complaints


def _tdlib(request: Json) -> Json:
    _silence_tdlib()
    answer: Json = json.loads(td_execute(json.dumps(request).encode()))
    return answer


@functools.cache
def _silence_tdlib() -> None:
    td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())


def _bad_nesting(entities: list[Json]) -> Iterator[str]:
    """Of two that share letters one holds the other; code is in nothing but quotations, links in no links."""
    around: list[tuple[int, str]] = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        kind = entity["type"]["@type"].removeprefix("textEntityType")
        around = [(till, outer) for till, outer in around if till > start]
        for till, outer in around:
            hard = kind not in _SOFT and "BlockQuote" not in outer
            alone = outer in _CODE or (kind in _CODE and "BlockQuote" not in outer) or "BlockQuote" in kind
            if end > till or alone or (hard and outer not in _SOFT):
                yield f"{kind} in {outer}"
        around.append((end, kind))


def _unknown(model: BaseModel, where: str = "") -> Iterator[str]:
    if model.model_extra:
        yield f"{where}: unknown {sorted(model.model_extra)}"
    for name in type(model).model_fields:
        yield from _unknown_in(getattr(model, name), f"{where}.{name}")


def _unknown_in(value: object, where: str) -> Iterator[str]:
    if isinstance(value, TelegramObject):
        yield from _unknown(value, where)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _unknown_in(part, f"{where}[{index}]")


def _with_plain_texts(node: Any) -> Any:
    """The same with plain texts only: the models try each kind of text at each level, which takes forever."""
    if isinstance(node, list):
        return [_with_plain_texts(part) for part in node]
    if not isinstance(node, dict):
        return node
    plain = ("text", "summary", "credit", "caption")
    return {key: "…" if key in plain and value else _with_plain_texts(value) for key, value in node.items()}


def _nodes(text: Any) -> Iterator[Json]:
    for part in text if isinstance(text, list) else [text]:
        if isinstance(part, list):
            yield from _nodes(part)
        elif isinstance(part, dict):
            yield part
            yield from _nodes(part.get("text", ""))


@functools.cache
def _text_models() -> dict[str, type[BaseModel]]:
    return {model.model_fields["type"].default.value: model for model in RichText.__subclasses__()}


def _all(blocks: list[Json]) -> Iterator[Json]:
    for block in blocks:
        yield block
        yield from _all(block.get("blocks", []))
        for item in block.get("items", []):
            yield from _all(item["blocks"])


def _count(blocks: list[Json]) -> int:
    return sum(1 + len(block.get("items", [])) + len(block.get("cells", [])) for block in _all(blocks))


def _depth(node: Any) -> int:
    """Levels, counted as strictly as one can: each block, item, row, cell, array and text is one."""
    if isinstance(node, str):
        return 1
    if isinstance(node, list):
        return max(map(_depth, node), default=0)
    return 1 + max((_inner_depth(key, value) for key, value in node.items()), default=0)


def _inner_depth(key: str, value: Any) -> int:
    if key == "cells":
        return 1 + _depth([cell for row in value for cell in row])
    if key in ("text", "summary", "credit", "caption"):
        return (1 if isinstance(value, list) else 0) + _text_depth(value)
    return _depth(value) if key in ("blocks", "items") else 0


def _text_depth(text: Any) -> int:
    if isinstance(text, list):
        return max((_text_depth(part) + (1 if isinstance(part, list) else 0) for part in text), default=0)
    return 1 if isinstance(text, str) else 1 + _inner_depth("text", text.get("text", ""))


def _texts(blocks: list[Json]) -> Iterator[Any]:
    """Every text of these blocks, once, in the order of reading."""
    for block in blocks:
        yield from (block[field] for field in ("caption", "summary", "text", "expression") if field in block)
        yield from (cell["text"] for row in block.get("cells", []) for cell in row if "text" in cell)
        for item in block.get("items", []):
            yield from _texts(item["blocks"])
        yield from _texts(block.get("blocks", []))
        yield from (button["text"] for button in block.get("buttons", []))
        yield from (block[field] for field in ("credit",) if field in block)


def _letters(text: Any) -> Iterator[str]:
    if isinstance(text, str):
        yield text
    elif isinstance(text, list):
        for part in text:
            yield from _letters(part)
    elif "expression" in text:
        yield text["expression"]
    else:
        yield from _letters(text["button"]["text"] if "button" in text else text["text"])


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from _strings(part)


def _bad_block(block: Json) -> Iterator[str]:
    kind = block["type"]
    if kind not in _BLOCKS or _BLOCKS[kind] - set(block):
        yield f"{kind} with only {set(block)}"
    for field in ("text", "summary", "expression", "credit", "caption"):
        if field in block:
            yield from _bad_text(block[field], f"{kind}.{field}")
    # Seen on the live API: RICH_MESSAGE_CONTENT_REQUIRED for any block without content.
    for field in ("blocks", "items", "cells", "buttons"):
        if not block.get(field, True):
            yield f"{kind} holds nothing"
    if kind == "heading" and block["size"] not in range(1, 7):
        yield "a heading of no size"
    for item in block.get("items", []):
        if not item["blocks"] or item.get("type", "1") not in "1aAiI":
            yield "an item of no type, or empty"
    yield from _bad_row(block.get("buttons", []))
    yield from _bad_cells(block.get("cells", []))


def _bad_row(buttons: list[Json]) -> Iterator[str]:
    if len(buttons) > 8:
        yield "too many buttons beside each other"
    for button in buttons:
        yield from _bad_button(button)


def _bad_cells(rows: list[list[Json]]) -> Iterator[str]:
    widths = {sum(cell.get("colspan", 1) for cell in row) for row in rows}
    if len(widths) > 1 or any(not 1 <= width <= 20 for width in widths):
        yield f"columns: {sorted(widths)}"
    for cell in (cell for row in rows for cell in row):
        if cell["align"] not in ("left", "center", "right") or cell["valign"] not in (
            "top",
            "middle",
            "bottom",
        ):
            yield "a cell that stands nowhere"
        if "text" in cell:
            yield from _bad_text(cell["text"], "cell")


def _bad_text(text: Any, where: str) -> Iterator[str]:
    if not _is_visible("".join(_letters(text))):
        yield f"{where} says nothing"
    yield from _bad_node(text, where, ())


def _bad_node(text: Any, where: str, within: tuple[str, ...]) -> Iterator[str]:
    if isinstance(text, list):
        for part in text:
            yield from _bad_node(part, where, within)
    elif not isinstance(text, str):
        kind = text["type"]
        if kind not in _TEXTS or not "".join(_letters(text)).strip() or (kind == "url" and kind in within):
            yield f"{where}: {kind} in {within}"
        if kind == "url" and not _URL.fullmatch(text["url"]):
            yield f"{where}: bad link {text['url']}"
        if kind == "date_time" and not re.fullmatch(r"r|w?[dD]?[tT]?", text["date_time_format"]):
            yield f"{where}: bad date"
        if kind == "button":
            yield from _bad_button(text["button"])
        yield from _bad_node(text.get("text", ""), where, (*within, kind))


def _bad_button(button: Json) -> Iterator[str]:
    does = set(button) & _DOES
    if len(does) != 1 or set(button) - does - {"text", "style"}:
        yield f"a button does {sorted(does)}"
    if not isinstance(button["text"], str) or not _is_visible(button["text"]):
        yield "a button without a label"
    if button.get("style", "primary") not in ("danger", "success", "primary"):
        yield f"a button in {button['style']}"
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        yield "callback data too long, or none"
    if "url" in button and not _URL.fullmatch(button["url"]):
        yield "a button that leads nowhere"
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        yield "too much to copy, or nothing"


def _bad_letters(text: str) -> Iterator[str]:
    for letter in set(text):
        if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n":
            yield f"letter {letter!r}"


def _is_visible(text: str) -> bool:
    return any(
        category[0] not in "ZM" and category not in ("Cc", "Cf") and letter not in _INVISIBLE
        for letter, category in ((letter, unicodedata.category(letter)) for letter in text)
    )


def _units(text: str) -> int:
    return sum(2 if letter > "\uffff" else 1 for letter in text)

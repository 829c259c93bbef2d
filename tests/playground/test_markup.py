"""HTML is read as TDLib reads it: the same letters, the same entities, the same refusal."""

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tdjson import td_execute

from bot.playground.server import links, markup

KINDS = {
    "Bold": "bold", "Italic": "italic", "Underline": "underline", "Strikethrough": "strikethrough",
    "Spoiler": "spoiler", "Code": "code", "Pre": "pre", "PreCode": "pre", "TextUrl": "text_link",
    "MentionName": "text_mention", "BlockQuote": "blockquote", "ExpandableBlockQuote": "expandable_blockquote",
    "CustomEmoji": "custom_emoji", "DateTime": "date_time",
}  # fmt: skip
VALUES = ("url", "user_id", "language", "custom_emoji_id", "unix_time")
TAGS = [
    "b",
    "i",
    "u",
    "s",
    "strong",
    "em",
    "ins",
    "del",
    "strike",
    "tg-spoiler",
    "code",
    "pre",
    "a",
    "blockquote",
    "span",
    "tg-emoji",
    "tg-time",
    "B",
    "x",
]
ATTRIBUTES = {
    "a": (" href='https://example.org/a?b=c&amp;d'", " href=example.org", " href='tg://user?id=7'", "", " href=''"),
    "code": ("", " class='language-py'", " class=language-C"),
    "blockquote": ("", " expandable"),
    "span": (" class='tg-spoiler'", ' class="tg-spoiler"', ""),
    "tg-emoji": (" emoji-id='12'", " emoji-id=x"),
    "tg-time": (" unix=12", " unix=9 format='wDt'", " unix='9' format=r", " unix=9 format=q", ""),
}
PIECES = [
    "<", "</", ">", " ", "=", '"', "'", "/", "a", "b", "😀", "字", "\n", "&", "&lt;", "&amp", "&#65;", "&#x1f600;",
    "&#0;", "&#55296;", "&copy;", "\0", "\v", "é", "</>", "<b a='1' c>", "<b a=", "<b a ='", "<b ", "< b", "<b a=1/>",
]  # fmt: skip


def tdlib(text: str) -> Any:
    td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())
    request = {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
    answer = json.loads(td_execute(json.dumps(request).encode()))
    if answer["@type"] == "error":
        return answer["message"]
    return answer["text"], [_entity(entity) for entity in answer["entities"]]


def _entity(entity: dict[str, Any]) -> tuple[int, int, str, str]:
    kind = entity["type"]
    value = next((str(kind[name]) for name in VALUES if name in kind), "")
    return entity["offset"], entity["length"], KINDS[kind["@type"].removeprefix("textEntityType")], value


def ours(text: str) -> Any:
    try:
        letters, entities = markup.parse(text)
    except markup.MarkupError as error:
        return f"Can't parse entities: {error}"
    return letters, [(entity.offset, entity.length, entity.kind, entity.value) for entity in entities]


def same(one: Any, other: Any) -> bool:
    """TDLib sorts more than 16 entities unstably: then the order of equals is nobody's."""
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    return one[0] == other[0] and (one[1] == other[1] if len(one[1]) <= 16 else sorted(one[1]) == sorted(other[1]))


@st.composite
def sound(draw: st.DrawFn, depth: int = 3) -> str:
    """Tags that close, around letters and each other."""
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        tag = draw(st.sampled_from(TAGS[:-1]))
        attribute = draw(st.sampled_from(ATTRIBUTES.get(tag, ("",))))
        inner = draw(sound(depth - 1)) if depth else draw(st.text("a字😀 \n", max_size=3))
        parts.append(
            f"<{tag}{attribute}>{inner}</{tag}>" if draw(st.booleans()) else draw(st.text("a字😀 &;", max_size=4))
        )
    return "".join(parts)


def broken() -> st.SearchStrategy[str]:
    """Pieces of tags in any order."""
    tags = [f"<{tag}{attribute}>" for tag in TAGS for attribute in ATTRIBUTES.get(tag, ("",))]
    return st.lists(st.sampled_from([*PIECES, *tags, *(f"</{tag}>" for tag in TAGS)]), max_size=7).map("".join)


@settings(max_examples=200)
@given(sound() | broken())
def test_reads_what_tdlib_reads(text: str) -> None:
    assert same(ours(text), tdlib(text)), (ours(text), tdlib(text))


@given(st.data())
def test_reads_what_tdlib_reads_where_a_letter_is_lost(data: st.DataObject) -> None:
    text = data.draw(sound())
    place = data.draw(st.integers(0, len(text)))
    text = text[:place] + text[place + 1 :]

    assert same(ours(text), tdlib(text)), (ours(text), tdlib(text))


@pytest.mark.parametrize(
    "text",
    [
        "", "<b", "<b>", "</b>", "<b></i>", "<b>x</b", "<b>x</>", "<B>x</b >", "<x>", "<b/>", "<b />", "<b a='1>x</b>",
        "<b a=1/>x</b>", "<b a", "<b a=", "<b a='1'", "<b a=1", "<b a\0>x</b>", "< b>x</b>", "a <3", "<!-- x -->",
        "<span>x</span>", "<span class=tg-spoiler>x</span>", "<tg-emoji>x</tg-emoji>", "<tg-emoji></tg-emoji>",
        "<tg-emoji emoji-id='9223372036854775808'>x</tg-emoji>", "<tg-time unix=1 format=q>x</tg-time>",
        "<tg-time unix=x>x</tg-time>", "&#55296;", "<b>&#55296;", "&#xd83d;&#xde00;", "&lt &#32 &#; &apos; &LT;",
        "<pre><code class='language-py'>x</code></pre>", "<code class='language-py'><pre>x</pre></code>",
        "<pre> <code class='language-py'>x</code></pre>", "<pre><pre><code class='language-x'>y</code></pre></pre>",
        "<code class='language-x'><pre><code class='language-y'>z</code></pre></code>",
        "<blockquote expandable>x</blockquote>",
        "<a>example.org</a>", "<a href='ftp://example.org'>x</a>", "<a href='tg://user?id=12&x=1'>x</a>", "😀<b>😀</b>",
        "<tg-emoji emoji-id=1><tg-time unix=1><s><u><i><b><a href=t.me>x</a></b></i></u></s></tg-time></tg-emoji>",
    ],
)  # fmt: skip
def test_some_texts(text: str) -> None:
    assert ours(text) == tdlib(text)


LINK_PIECES = [
    "http://", "https://", "tg://", "tg:", "ton://", "HTTP", "ftp://", "a", "b.org", "A.Z", "/", "?", "#", "@", ":",
    "80", "0", ".", "-", "_", "%20", "%zz", " ", "é", "字", "[::1]", "[", "]", "~", "^", "|", "user?id=", "12", "=",
    "id", "\n", "(", ")", "*", "user", "999999", "https://example.org",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINK_PIECES), max_size=6).map("".join))
def test_takes_the_links_that_tdlib_takes(link: str) -> None:
    html = f"<a href='{link}'>x</a>"

    assert ours(html) == tdlib(html)


@pytest.mark.parametrize(
    "link", ["", "tg://x_y?z=1", "TG:X", "a.b:007/c d", "http://u:p@example.org:8080?q#f", "http://1"]
)
def test_some_links(link: str) -> None:
    assert ours(f"<a href='{link}'>x</a>") == tdlib(f"<a href='{link}'>x</a>")


def test_a_link_says_what_is_wrong_with_it() -> None:
    for link, why in {
        "nothing": "Wrong HTTP URL",
        "ftp://example.org": "Unsupported URL protocol",
        "http://": "URL host is empty",
        "http://.": "Host is invalid",
        "http://example.org:0": "Wrong port number specified in the URL",
        "http://[::x]": "Wrong IPv6 address specified in the URL",
        "http://a b.org": "Disallowed character in URL host",
        "tg://a.b": "Unallowed characters in URL host",
        "tg://a:80": "Wrong tg URL",
    }.items():
        with pytest.raises(links.LinkError, match=f"^{why}$"):
            links.checked(link)


def test_many_entities() -> None:
    chance = random.Random(1)
    text = "".join(f"<{tag}>{tag}</{tag}> " for tag in chance.choices(["b", "i", "code"], k=200))

    assert same(ours(text), tdlib(text))


def test_keeps_the_format_of_a_moment() -> None:
    _, [entity] = markup.parse("<tg-time unix=12 format=wDt>noon</tg-time>")

    assert (entity.value, entity.format, entity.end) == ("12", "wdt", 4)

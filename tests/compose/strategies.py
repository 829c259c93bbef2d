"""Messages that somebody hostile might cause: markup, direction, nothing to see, emoji, formulas, length."""

from hypothesis import strategies as st

from bot.model import message as m

HOSTILE = (
    *("<b>", "</b>", "<a href='x'>", "&amp;", "&#60;", "<script>alert(1)</script>", "]]>", "<!--", '"', "'"),
    *("*_`[x](y)~||", "\\", "{}", "$x^2", "\\frac{a}{", "5%", "@name", "#tag", "/start", "https://x.org"),
    *("\u202e", "\u2067", "\u200f", "\u200b", "\u2060", "\ufeff", "\u00ad", "\u3164", "\ud800", "\udfff"),
    *("\x00", "\x07", "\r\n", "\n\n", "\t", "\u2028", " ", "  ", "摘要。", "はい。", "Да. Нет.", "e.g. this"),
    *(
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f1e8\U0001f1f3",
        "\U0001f1e8",
        "\U0001f44d\U0001f3fd",
    ),
    *("\u2764\ufe0f", "a\u0301\u0302\u0303", "\u0e01\u0e33", "\u1100\u1161\u11a8", "𝒳", "et al. Then"),
)

URLS = (
    "https://arxiv.org/abs/2404.00727",
    "http://x.example/?a=1&b=%22#c",
    "tg://resolve?domain=x",
    "javascript:x",
)
STYLES = (m.bold, m.italic, m.underline, m.strike, m.spoiler, m.mark)

strings = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6), max_size=6).map("".join)
sources = st.sampled_from(
    ("x^2", r"\alpha", r"\frac{a}{b", "", "   ", r"\begin{matrix}a&b\end{matrix}", "a<b", "x" * 70)
)
labels = strings.filter(lambda text: text.strip() != "")
buttons = st.one_of(
    st.builds(m.Button, labels, st.just("url"), st.sampled_from(URLS[:3])),
    st.builds(m.Button, labels, st.just("data"), st.text("abc:%摘", min_size=1, max_size=20), st.just("danger")),
    st.builds(m.Button, labels, st.just("copy"), st.text("ab", min_size=1, max_size=256)),
    st.builds(m.Button, labels, st.sampled_from(("share", "search")), st.text("ab", max_size=20)),
)
keyboards = st.lists(st.lists(buttons, max_size=3), max_size=3).map(lambda rows: m.keyboard(*rows))

leaves = st.one_of(
    strings,
    st.builds(m.Math, sources),
    st.builds(m.code, strings),
    st.builds(m.Time, strings, st.just(1_711_929_600), st.sampled_from(("", "r", "wDt"))),
    st.builds(m.Press, buttons),
)


def _styled(inner: st.SearchStrategy[m.Text]) -> st.SearchStrategy[m.Text]:
    return st.builds(lambda style, text: style(text), st.sampled_from(STYLES), inner)


unlinked = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3).map(tuple) | _styled(inner), max_leaves=5)
links = st.builds(m.link, unlinked, st.sampled_from(URLS))
texts = st.recursive(
    unlinked | links, lambda inner: st.lists(inner, max_size=3).map(tuple) | _styled(inner), max_leaves=4
)


def nested_text(levels: int) -> m.Text:
    text: m.Text = ("deep", m.bold("er"))
    for level in range(levels):
        text = STYLES[level % len(STYLES)](text)
    return text


deep = st.integers(1, 25).map(nested_text)


@st.composite
def tables(draw: st.DrawFn) -> m.Table:
    roles = draw(st.sampled_from((("ref", "title", "value"), ("value", "value"), ("value",), ("title",) * 20)))
    columns = tuple(m.Column(draw(strings), role, draw(st.sampled_from(("left", "right")))) for role in roles)
    wide = st.lists(texts, min_size=len(roles), max_size=len(roles)).map(tuple)
    rows = st.lists(st.builds(m.Row, wide | st.tuples(texts)), max_size=4).map(tuple)
    return m.Table(columns, draw(rows), draw(strings), draw(st.booleans()))


flat_blocks = st.one_of(
    st.builds(m.Heading, texts | deep, st.integers(1, 6)),
    st.builds(m.Paragraph, texts | deep),
    st.builds(m.Footer, texts),
    st.builds(m.Divider),
    st.builds(m.Pre, strings, st.sampled_from(("", "python"))),
    st.builds(m.Formula, sources),
    st.builds(m.Fold, texts, texts),
    st.builds(m.Buttons, st.lists(buttons, min_size=1, max_size=3).map(tuple)),
    tables(),
)


def _holding(inner: st.SearchStrategy[m.Block]) -> st.SearchStrategy[m.Block]:
    several = st.lists(inner, max_size=3).map(tuple)
    items = st.builds(m.Item, several, st.none() | st.integers(1, 9), st.none() | st.booleans())
    return st.one_of(
        st.builds(m.Quote, several, strings),
        st.builds(m.Details, strings, several, st.booleans()),
        st.builds(m.Points, st.lists(items, max_size=3).map(tuple)),
    )


blocks = st.recursive(flat_blocks, _holding, max_leaves=5)
deep_blocks = st.tuples(st.integers(1, 20), st.sampled_from(("quote", "details", "points"))).map(
    lambda how: _nested(*how)
)


def _nested(levels: int, kind: str) -> m.Block:
    block: m.Block = m.table((m.Column("a"), m.Column("b")), [("deep", "letters"), ("across",)])
    for _ in range(levels):
        if kind == "quote":
            block = m.Quote((block,), "credit")
        else:
            block = m.details("summary", block) if kind == "details" else m.Points((m.Item((block,)),))
    return block


messages = st.builds(
    m.Message,
    st.lists(blocks | deep_blocks, max_size=5).map(tuple),
    st.none() | st.builds(m.Heading, texts | deep),
    keyboards,
    st.booleans(),
)

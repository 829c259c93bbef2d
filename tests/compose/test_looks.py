"""How each rendering looks: what somebody sees who opens it."""

from bot.compose import render_classic, render_html, render_plain, render_rich
from bot.model import message as m
from tests import judges

ABS = "https://arxiv.org/abs/2404.00727"
LIST = "https://arxiv.org/list/cs.CL/new"
START = "https://t.me/zhaiyao_bot?start=p2404x00727"

DAY = m.Message(
    (
        m.table(
            [m.Column("Ref", "ref", "center"), m.Column("Title", "title"), m.Column("Summary")],
            [
                (
                    m.link("1", START),
                    m.link(("Is ", m.Math("x^2"), " < y?"), ABS),
                    ("One ", m.mark("marked"), " word."),
                ),
                ("Cross-listed",),
                ("2", "Another & more", ""),
            ],
        ),
        m.footer("2 papers · #csCL"),
    ),
    m.heading(m.link("cs.CL", LIST)),
    m.keyboard([m.Button("All", "url", "https://arxiv.org/"), m.Button("Menu", "data", "1:m", "primary")]),
)

EVERYTHING = m.say(
    m.heading("Part", size=5),
    m.paragraph("See ", m.code("a<b"), ", ", m.spoiler("this"), " at ", m.Time("noon", 1_711_972_800, "t"), "."),
    m.Quote((m.paragraph("Said"), m.paragraph("twice")), "Somebody"),
    m.Fold("Folded", "Nobody"),
    m.details("More", m.paragraph("inside"), m.Quote((m.paragraph("within"),))),
    m.Details("Open", (m.paragraph("seen"),), is_open=True),
    m.bullets("one", "two"),
    m.numbered("first"),
    m.Points((m.Item((m.paragraph("done"),), is_checked=True), m.Item((m.paragraph("not"),), is_checked=False))),
    m.Pre("x = 1", "python"),
    m.Pre("plain"),
    m.Divider(),
    m.Formula(r"\frac{a}{b}"),
    m.paragraph(m.bold(m.Math(r"\operatorname{odd}\limits_{\substack{a\\b}}"))),
    m.table(
        [m.Column("Feed"), m.Column("New", align="right")],
        [("cs.CL", "51"), ("cs.AI", "90")],
        caption="Today",
    ),
    m.Table((m.Column(""),), (m.Row(("bare",)),), is_striped=False, is_bordered=False, is_compact=True),
    m.paragraph(m.Press(m.Button("go", "url", ABS)), " ", m.Press(m.Button("do", "data", "1"))),
    m.Buttons((m.Button("A", "url", ABS), m.Button("B", "data", "2"))),
)


def test_a_day_as_a_classic_message() -> None:
    (text,) = render_classic.render(DAY)
    assert judges.judge_classic(text) == []
    assert text == (
        f'<b><a href="{LIST}">cs.CL</a></b>\n\n'
        f'[<a href="{START}">1</a>] <b><a href="{ABS}">Is x² &lt; y?</a></b>\nOne <u>marked</u> word.\n\n'
        "<b>Cross-listed</b>\n\n"
        "[2] <b>Another &amp; more</b>\n\n"
        "2 papers · #csCL"
    )
    assert judges.detected(text) == ["#csCL"]


def test_the_name_of_a_feed_is_an_address_for_clients_unless_it_is_a_link_already() -> None:
    assert judges.detected("cs.CL and math.PR") == ["cs.CL", "math.PR"]
    assert judges.detected(f'<a href="{LIST}">cs.CL</a> and <code>math.PR</code>') == []


def test_a_day_as_plain_text() -> None:
    assert render_plain.render(DAY) == (
        "cs.CL\n\n[1] Is x² < y?\nOne marked word.\n\nCross-listed\n\n[2] Another & more\n\n2 papers · #csCL"
    )
    linked = render_plain.render(DAY, with_links=True)
    assert f"[1 <{START}>] Is x² < y? <{ABS}>\nOne" in linked
    assert render_plain.render(m.say(m.paragraph(m.link("x", ABS))), with_links=True) == f"x <{ABS}>"


def test_a_day_as_a_rich_message() -> None:
    (payload,) = render_rich.render(DAY)
    assert judges.judge_rich(payload, render_rich.markup(DAY)) == []
    heading, table, footer = payload["blocks"]
    assert heading == {"type": "heading", "text": {"type": "url", "text": "cs.CL", "url": LIST}, "size": 2}
    assert footer == {"type": "footer", "text": "2 papers · #csCL"}
    assert {look for look in table if look.startswith("is_")} == {"is_bordered", "is_striped"}
    header, first, across, last = table["cells"]
    assert [cell["text"] for cell in header] == ["Ref", "Title", "Summary"]
    assert all(cell["is_header"] for cell in header)
    assert first[0] == {
        "align": "center",
        "valign": "top",
        "text": {"type": "url", "text": "1", "url": START},
    }
    assert first[1]["text"]["text"] == [
        "Is ",
        {"type": "mathematical_expression", "expression": "x^2"},
        " < y?",
    ]
    assert first[2]["text"] == ["One ", {"type": "marked", "text": "marked"}, " word."]
    assert across == [{"align": "left", "valign": "top", "text": "Cross-listed", "is_header": True, "colspan": 3}]
    assert last[2] == {"align": "left", "valign": "top"}


def test_everything_as_a_classic_message() -> None:
    (text,) = render_classic.render(EVERYTHING)
    assert judges.judge_classic(text, render_classic.markup(EVERYTHING)) == []
    assert text == (
        "<b>Part</b>\n"
        "See <code>a&lt;b</code>, <tg-spoiler>this</tg-spoiler> at noon.\n\n"
        "<blockquote>Said\n\ntwice\n— Somebody</blockquote>\n"
        "<blockquote expandable>Folded\n— Nobody</blockquote>\n"
        "<b>More</b>\n<blockquote expandable>inside\n\nwithin</blockquote>\n"
        "<b>Open</b>\n<blockquote>seen</blockquote>\n"
        "• one\n• two\n\n1. first\n\n☑ done\n☐ not\n\n"
        '<pre><code class="language-python">x = 1</code></pre>\n\n<pre>plain</pre>\n\n'
        "──────────\n\na/b\n\n"
        r"<code>\operatorname{odd}\limits_{\substack{a\\b}}</code>" + "\n\n"
        "<b>Today</b>\n<i>Feed · New</i>\ncs.CL · 51\ncs.AI · 90\n\nbare\n\n"
        f'<a href="{ABS}">go</a> do'
    )


def test_buttons_within_a_classic_message_come_under_it() -> None:
    own = m.keyboard([m.Button("C", "data", "3")])
    message = m.Message((*EVERYTHING.blocks, m.Quote((EVERYTHING.blocks[-1],)), m.Points((m.Item(EVERYTHING.blocks),))))
    assert render_classic.markup(m.say(m.paragraph("x"))) is None
    labels = _labels(m.Message(message.blocks, keyboard=own))
    assert labels == ["AB", "AB", "AB", "C"]
    row = m.Buttons((m.Button("x", "data", "1"),) * 8)
    assert len(_labels(m.Message((row,) * 20, keyboard=own))) == 13


def _labels(message: m.Message) -> list[str]:
    markup = render_classic.markup(message)
    assert markup is not None
    assert judges.judge_markup(markup) == []
    return ["".join(button["text"] for button in row) for row in markup["inline_keyboard"]]


def test_everything_as_a_rich_message() -> None:
    message = m.Message(EVERYTHING.blocks, detects_entities=False)
    (payload,) = render_rich.render(message)
    assert judges.judge_rich(payload) == []
    assert payload["skip_entity_detection"]
    assert render_rich.markup(message) is None
    by_type = {block["type"]: block for block in payload["blocks"]}
    assert by_type["blockquote"]["credit"] == "Somebody"
    assert by_type["expandable_blockquote"] == {
        "type": "expandable_blockquote",
        "text": "Folded",
        "credit": "Nobody",
    }
    assert by_type["details"]["is_open"]
    assert by_type["mathematical_expression"]["expression"] == r"\frac{a}{b}"
    lists = [block["items"] for block in payload["blocks"] if block["type"] == "list"]
    assert [set(items[0]) - {"blocks"} for items in lists] == [
        set(),
        {"value", "type"},
        {"has_checkbox", "is_checked"},
    ]
    assert "is_checked" not in lists[2][1]
    assert {"type": "pre", "text": "x = 1", "language": "python"} in payload["blocks"]
    assert by_type["table"]["cells"] == [[{"align": "left", "valign": "top", "text": "bare"}]]
    date = payload["blocks"][1]["text"][5]
    assert date == {"type": "date_time", "text": "noon", "unix_time": 1_711_972_800, "date_time_format": "t"}


def test_code_within_a_link_stays_a_link_in_a_classic_message() -> None:
    odd = m.Math(r"\operatorname{odd}\limits_{\substack{a\\b}}")
    (text,) = render_classic.render(m.say(m.paragraph(m.bold("x ", m.link(("see ", odd), ABS), odd, m.bold("y")))))
    assert judges.judge_classic(text) == []
    assert f'<a href="{ABS}">see {odd.source}</a></b><code>{odd.source}</code><b>y</b>' in text


def test_a_page_for_a_browser() -> None:
    page = render_html.page([DAY, EVERYTHING], title="A & B", lang="en")
    assert "<title>A &amp; B</title>" in page
    assert "default-src &#x27;none&#x27;" in page
    assert f'<a href="{ABS}" rel="noreferrer">Is <math' in page
    assert "<mark>marked</mark>" in page
    assert '<th class="across" colspan="3">Cross-listed</th>' in page
    assert '<a href="https://arxiv.org/" rel="noreferrer">All</a><span class="primary">Menu</span>' in page
    assert "<details open><summary>Open</summary>" in page
    assert '<li class="box"><span>☐</span><p>not</p></li>' in page
    assert '<ol><li value="1"><p>first</p></li></ol>' in page
    assert '<time datetime="2024-04-01T12:00:00+00:00">noon</time>' in page
    assert 'display="block"' in page


def test_a_formula_that_cannot_be_drawn_is_its_source() -> None:
    fragment = render_html.fragment(m.say(m.paragraph(m.Math(r"\href{javascript:x}{<script>}"))))
    assert r"<code>\href{javascript:x}{&lt;script&gt;}</code>" in fragment


def test_in_plain_text_an_empty_line_shows_where_a_quotation_ends() -> None:
    message = m.say(m.Quote((m.paragraph("Said"),)), m.paragraph("after"))

    assert render_plain.render(message) == "Said\n\nafter"
    assert render_classic.render(message) == ["<blockquote>Said</blockquote>\nafter"]

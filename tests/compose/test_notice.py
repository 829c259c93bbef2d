from bot import i18n
from bot.compose import help as help_
from bot.compose import notice, render_classic
from bot.errors import UserError
from bot.model.message import Button
from tests.compose.factories import lines

T = i18n.translator("en")
YES, NO = Button("Yes", "data", "1"), Button("No", "data", "0")


def test_a_notice_says_what_is_the_case_and_what_to_do() -> None:
    assert lines(notice.tell("There is no feed cs.XX.", "Send /feeds for all.")) == [
        "There is no feed cs.XX.",
        "Send /feeds for all.",
    ]
    assert notice.tell("Done.").keyboard is None
    assert notice.tell("Done.", buttons=[YES]).keyboard


def test_a_question_has_two_answers() -> None:
    asked = notice.ask("Stop it?", YES, NO)

    assert lines(asked) == ["Stop it?"]
    assert asked.keyboard
    assert asked.keyboard.rows == ((YES, NO),)


def test_a_menu_has_its_way_back_below() -> None:
    menu = notice.offer("Settings", "What shall change?", [YES], [NO])

    assert lines(menu) == ["Settings", "What shall change?"]
    assert menu.keyboard
    assert menu.keyboard.rows == ((YES,), (NO,))
    assert lines(notice.offer("Settings", "", [YES])) == ["Settings"]


def test_an_error_says_what_was_wrong_and_where_to_find_it() -> None:
    error = UserError("No papers here.")

    assert lines(notice.apologise(T, error, "K3F9", ["Try fewer words."])) == [
        "No papers here.",
        "• Try fewer words.",
        "Reference: K3F9",
    ]
    assert lines(notice.apologise(T, None)) == ["Something went wrong here. Try again later."]


def test_help_is_grouped_and_has_examples() -> None:
    commands = help_.Command("paper", "Summary", "2404.00727"), help_.Command("help", "Title")
    message = help_.compose([help_.Group("New", commands)], i18n.translator("zh_CN"))

    [said] = render_classic.render(message)
    assert said == (
        "<b>我能做什么</b>\n\n把 arXiv 编号或链接发给我，我就把论文给你看。\n\n<b>新论文</b>\n"
        "• /paper — 一句话概括\n<code>/paper 2404.00727</code>\n• /help — 标题"
    )

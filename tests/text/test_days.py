from datetime import date, timedelta

import pytest
from babel import dates
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n
from bot.text import days

TODAY = date(2024, 4, 5)  # a Friday


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-04-03", date(2024, 4, 3)),
        ("2024/4/3", date(2024, 4, 3)),
        ("2024.04.03", date(2024, 4, 3)),
        ("2024年4月3日", date(2024, 4, 3)),
        ("2031-01-01", date(2031, 1, 1)),  # what is told in full is not questioned
        ("04-03", date(2024, 4, 3)),
        ("4月3日", date(2024, 4, 3)),
        ("04-05", date(2024, 4, 5)),
        ("04-06", date(2023, 4, 6)),  # this year's has not been yet
        ("02-29", date(2024, 2, 29)),
        *((word, TODAY) for word in ("today", "Today", " TODAY ", "今天", "今日", "сегодня", "Сегодня")),
        *((word, date(2024, 4, 4)) for word in ("yesterday", "昨天", "昨日", "вчера", "Вчера")),
        *((word, date(2024, 4, 3)) for word in ("前天", "一昨日", "おととい", "позавчера")),
        *(
            (word, date(2024, 4, 3))
            for word in ("Wednesday", "wed", "Wed.", "周三", "週三", "星期三", "礼拜三", "禮拜三")
        ),
        *((word, date(2024, 4, 3)) for word in ("水曜日", "水", "среда", "ср", "ср.")),
        *((word, date(2024, 3, 31)) for word in ("Sunday", "周日", "星期天", "日曜日", "воскресенье")),
        *((word, TODAY) for word in ("friday", "周五", "金曜日", "пятница")),
    ],
)
def test_what_is_meant(said: str, day: date) -> None:
    assert days.parse(said, TODAY) == day


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        ".",
        "soon",
        "2024-13-01",
        "2024-02-30",
        "0000-01-01",
        "13-01",
        "02-30",
        "cs.CL",
        "math",
        "周八",
        "2024-4",
        "٢٠٢٤-٠٤-٠٣",
    ],
)
def test_what_means_no_day(said: str) -> None:
    assert days.parse(said, TODAY) is None


def test_the_last_leap_day_may_be_eight_years_ago() -> None:
    assert days.parse("02-29", date(2104, 2, 28)) == date(2096, 2, 29)


@pytest.mark.parametrize("locale", i18n.LOCALES)
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_every_weekday_as_each_language_writes_it(locale: str, width: str) -> None:
    for number, name in dates.get_day_names(width, locale=locale).items():  # type: ignore[arg-type]
        day = days.parse(name, TODAY)
        assert day is not None
        assert day.weekday() == number
        assert timedelta(0) <= TODAY - day < timedelta(days=7)


@given(st.dates(date(1992, 1, 1), date(2103, 12, 31)), st.dates(date(1992, 1, 1), date(2103, 12, 31)))
def test_a_day_without_its_year_is_the_last_one_that_has_been(day: date, today: date) -> None:
    found = days.parse(f"{day:%m-%d}", today)

    assert days.parse(f"{day:%Y-%m-%d}", today) == day
    assert found is not None
    assert (found.month, found.day) == (day.month, day.day)
    assert found <= today


@given(st.text(max_size=12), st.dates())
def test_nothing_that_is_said_is_a_fault(said: str, today: date) -> None:
    days.parse(said, today)

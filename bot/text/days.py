"""Days as people say them in the languages spoken here: `2024-04-03`, `04-03`, yesterday, 昨天, Wednesday, 周三."""

import functools
import re
from datetime import date, timedelta

from babel import dates

from bot import i18n

_WITH_YEAR = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_WITHOUT_YEAR = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_DAYS_AGO = {
    0: "today 今天 今日 сегодня",
    1: "yesterday 昨天 昨日 вчера",
    2: "前天 一昨日 おととい позавчера",
}
_CHINESE_WEEKS = ("周", "週", "星期", "礼拜", "禮拜")
_CHINESE_DAYS = ("一", "二", "三", "四", "五", "六", "日天")


def parse(said: str, today: date) -> date | None:
    """The day that is meant: where nothing tells the year or the week, the last one that has been; or None."""
    word = said.strip().casefold().rstrip(".")
    if match := _WITH_YEAR.fullmatch(word):
        return _date(*map(int, match.groups()))
    if match := _WITHOUT_YEAR.fullmatch(word):
        years = (_date(year, *map(int, match.groups())) for year in range(today.year, today.year - 9, -1))
        return next((day for day in years if day and day <= today), None)
    if word in _relative():
        return today - timedelta(days=_relative()[word])
    if word in _weekdays():
        return today - timedelta(days=(today.weekday() - _weekdays()[word]) % 7)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@functools.cache
def _relative() -> dict[str, int]:
    return {word: ago for ago, words in _DAYS_AGO.items() for word in words.split()}


@functools.cache
def _weekdays() -> dict[str, int]:
    """Names of the days of the week, Monday being 0."""
    names = {
        name.casefold().rstrip("."): number
        for locale in i18n.LOCALES
        for width in ("wide", "abbreviated")
        for number, name in dates.get_day_names(width, locale=locale).items()
    }
    chinese = {
        week + name: number for week in _CHINESE_WEEKS for number, each in enumerate(_CHINESE_DAYS) for name in each
    }
    return names | chinese

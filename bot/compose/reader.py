"""For whom a message is composed."""

from dataclasses import dataclass, field

from bot.i18n import Translator
from bot.model.reading import Choices, Reading


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads it: in which language, what the chat chose, and the name of the bot, if it has one."""

    t: Translator
    choices: Choices = field(default_factory=Choices)
    bot: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which papers are read, the first one first."""
        translated = self.choices.language
        match self.choices.reading:
            case Reading.CHINESE:
                return (translated,)
            case Reading.ORIGINAL:
                return ("en",)
        return (translated, "en")

    def writes_traditional(self, language: str) -> bool:
        """Whether texts of this language are shown in traditional characters."""
        return language == "zh" and self.t.locale == "zh_TW"

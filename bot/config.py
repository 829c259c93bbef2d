"""The settings, from the environment and `.env`: read once, handed on as a value."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import ConfigError

ENV_FILE = ".env"


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("should be a zone of the IANA database, like Asia/Shanghai") from error
    return name


class Settings(BaseSettings):
    """What the person who runs the bot decides. Each field is the variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, env_file_encoding="utf-8", extra="ignore", frozen=True)

    database_url: str = Field(default="sqlite:///zhaiyao.db", repr=False)
    default_locale: Literal["zh_CN", "zh_TW", "en", "ja", "ru"] = "zh_CN"
    default_timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Shanghai"
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


def load() -> Settings:
    """The settings; a wrong one raises ConfigError with a line that names the variable."""
    try:
        return Settings()
    except ValidationError as error:
        lines = (f"{str(each['loc'][0]).upper()}: {each['msg']}" for each in error.errors(include_input=False))
        raise ConfigError("\n".join(lines)) from None

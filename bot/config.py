"""The settings, from the environment and `.env`: read once, handed on as a value."""

import re
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import ConfigError

ENV_FILE = ".env"
_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{10,}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("should be a zone of the IANA database, like Asia/Shanghai") from error
    return name


def _token(secret: SecretStr) -> SecretStr:
    if secret.get_secret_value() and not _TOKEN.fullmatch(secret.get_secret_value()):
        raise ValueError("should be what @BotFather gave, like 123456789:AAE…")
    return secret


def _secret_of_webhook(secret: SecretStr) -> SecretStr:
    if secret.get_secret_value() and not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
        raise ValueError("should be 1 to 256 of the letters A-Z a-z 0-9 _ -")
    return secret


def _address(url: str) -> str:
    if url and not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", url):
        raise ValueError("should be an address that begins with https:// or http://")
    return url.rstrip("/")


def _there(url: str) -> str:
    if not url:
        raise ValueError("should be an address that begins with https:// or http://")
    return url


def _proxy(url: str) -> str:
    if url and not re.fullmatch(r"(?:https?|socks5h?)://[^\s/?#]+/?", url):
        raise ValueError("should be like http://HOST:PORT or socks5://USER:PASSWORD@HOST:PORT")
    return url


def _listed(value: Any) -> Any:
    """The parts of a comma list."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


_Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)]
_Address = Annotated[str, AfterValidator(_address)]


class Settings(BaseSettings):
    """What the person who runs the bot decides. Each field is the variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, env_file_encoding="utf-8", extra="ignore", frozen=True)

    bot_token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    admin_ids: _Ids = ()
    allowed_chats: _Ids = ()
    database_url: str = Field(default="sqlite:///zhaiyao.db", repr=False)
    default_locale: Literal["zh_CN", "zh_TW", "en", "ja", "ru"] = "zh_CN"
    default_timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Shanghai"
    host: str = "127.0.0.1"
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    telegram_api_base: Annotated[_Address, AfterValidator(_there), Field(repr=False)] = "https://api.telegram.org"
    telegram_proxy: Annotated[str, AfterValidator(_proxy), Field(repr=False)] = ""
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret_of_webhook)] = SecretStr("")
    webhook_url: Annotated[_Address, Field(repr=False)] = ""


def load() -> Settings:
    """The settings; a wrong one raises ConfigError with a line that names the variable."""
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigError("\n".join(f"{_name(each['loc'])}: {_why(each['msg'])}" for each in _errors(error))) from None


def _errors(error: ValidationError) -> list[Any]:
    return list(error.errors(include_input=False, include_url=False))


def _name(place: tuple[int | str, ...]) -> str:
    """The variable, and in a list which of its parts."""
    return str(place[0]).upper() + "".join(f", number {int(part) + 1}" for part in place[1:] if isinstance(part, int))


def _why(message: str) -> str:
    return message.removeprefix("Value error, ").removeprefix("Input ")

"""Which links Telegram takes, and what it makes of them: a URL is completed and put into lower case, or refused."""

import ipaddress
import re

from bot.errors import BotError

_HOST = re.compile(r"(?:[a-z0-9.\-_!$,~*'();&+=\x80-\U0010ffff]|%[0-9a-f]{2})*")
_USER = re.compile(r"(?:[a-z0-9.\-_!$,~*'();&+=:\x80-\U0010ffff]|%[0-9a-f]{2})*", re.IGNORECASE)
_USER_LINK = re.compile(r"tg:(?://)?user\?(?:.*&)?id=([1-9]\d{0,18})(?:[&#].*)?", re.IGNORECASE | re.DOTALL)
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


class LinkError(BotError):
    """Telegram does not take this link: its reason, in its words."""


def user_of(link: str) -> int | None:
    """The user that `tg://user?id=…` mentions."""
    found = _USER_LINK.fullmatch(link)
    return int(found[1]) if found else None


def checked(link: str) -> str:
    """The link as Telegram keeps it."""
    scheme = re.match(r"(tg|ton):(?://)?", link, re.IGNORECASE)
    if scheme:
        return _own(scheme[1].lower(), link[scheme.end() :])
    protocol, user, host, port, path = _split(link)
    if "." not in host and not host.startswith("["):
        raise LinkError("Wrong HTTP URL")
    return f"{protocol}://{user and user + '@'}{host}{f':{port}' if port else ''}{path}"


def _own(scheme: str, rest: str) -> str:
    _, user, host, port, path = _split(rest)
    if re.match("https?://", rest, re.IGNORECASE) or user or port or host.startswith("["):
        raise LinkError(f"Wrong {scheme} URL")
    if not re.fullmatch(r"[a-z0-9_-]+", host):
        raise LinkError("Unallowed characters in URL host")
    return f"{scheme}://{host}{path.removeprefix('/') if path.startswith('/?') else path}"


def _split(url: str) -> tuple[str, str, str, int, str]:
    protocol, rest = _protocol(url)
    end = min((place for place in map(rest.find, "/?#") if place >= 0), default=len(rest))
    authority, port = _port(rest[:end])
    user, _, host = authority.rpartition("@")
    host = host.translate(_LOWER)
    _check_host(host)
    if not host.startswith("[") and not _USER.fullmatch(user):
        raise LinkError("Disallowed character in URL host")
    return protocol, user, host, port, _path(rest[end:])


def _protocol(url: str) -> tuple[str, str]:
    scheme = re.match(r"([^:/?#@\[\]]*)://", url)
    if scheme is None:
        return "http", url
    protocol = scheme[1].translate(_LOWER)
    if protocol not in ("http", "https"):
        raise LinkError("Unsupported URL protocol")
    return protocol, url[scheme.end() :]


def _port(authority: str) -> tuple[str, int]:
    place = max(authority.rfind(mark) for mark in ":]@")
    if place <= 0 or authority[place] != ":":
        return authority, 0
    digits = authority[place + 1 :]
    if not re.fullmatch(r"[0-9]+", digits) or not 0 < int(digits) <= 65_535:
        raise LinkError("Wrong port number specified in the URL")
    return authority[:place], int(digits)


def _check_host(host: str) -> None:
    if not host:
        raise LinkError("URL host is empty")
    if host == ".":
        raise LinkError("Host is invalid")
    if host.startswith("[") and host.endswith("]"):
        try:
            ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            raise LinkError("Wrong IPv6 address specified in the URL") from None
    elif not _HOST.fullmatch(host):
        raise LinkError("Disallowed character in URL host")


def _path(rest: str) -> str:
    rest = rest.rstrip(" \t\r\n\0\v") or "/"
    rest = rest if rest.startswith("/") else f"/{rest}"
    return "".join(f"%{ord(letter):02X}" if letter <= " " else letter for letter in rest)

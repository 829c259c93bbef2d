"""How the bot wants its updates: asked for, or pushed to its webhook."""

import re
from dataclasses import dataclass
from typing import Any

from bot.playground.server import links
from bot.playground.server.call import Call, Json, bad_request
from bot.playground.server.state import Telegram
from bot.playground.server.updates import Webhook

_MOST_UPDATES = 100
_LONGEST_POLL_S = 50
_LOCAL = re.compile(r"https?://(127\.0\.0\.1|localhost)(:\d+)?(/.*)?")


@dataclass(frozen=True, slots=True)
class Told:
    """A result with a word about it."""

    result: Any
    description: str


async def get_updates(telegram: Telegram, call: Call) -> list[Json]:
    """`getUpdates`."""
    _allow(telegram, call)
    limit = min(max(call.number("limit", _MOST_UPDATES), 1), _MOST_UPDATES)
    timeout_s = min(max(call.number("timeout"), 0), _LONGEST_POLL_S)
    return await telegram.updates.poll(call.number("offset"), limit, timeout_s)


def set_webhook(telegram: Telegram, call: Call) -> Told:
    """`setWebhook`: to HTTPS, as Telegram demands, or to this very machine, as a self-hosted server lets it."""
    url = call.text("url")
    if not url:
        return delete_webhook(telegram, call)
    _check(url)
    secret = call.text("secret_token")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(telegram, call)
    _drop(telegram, call)
    is_new = telegram.updates.set_webhook(Webhook(url, secret, call.number("max_connections", 40)))
    return Told(result=True, description="Webhook was set" if is_new else "Webhook is already set")


def delete_webhook(telegram: Telegram, call: Call) -> Told:
    """`deleteWebhook`."""
    _drop(telegram, call)
    was_set, telegram.updates.webhook = telegram.updates.webhook is not None, None
    return Told(result=True, description="Webhook was deleted" if was_set else "Webhook is already deleted")


def get_webhook_info(telegram: Telegram, _: Call) -> Json:
    """`getWebhookInfo`."""
    webhook = telegram.updates.webhook
    shape: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.pending),
    }
    if telegram.updates.allowed:
        shape["allowed_updates"] = sorted(telegram.updates.allowed)
    if webhook:
        shape["max_connections"] = webhook.max_connections
    if webhook and webhook.error_date:
        shape |= {"last_error_date": webhook.error_date, "last_error_message": webhook.error}
    return shape


def _allow(telegram: Telegram, call: Call) -> None:
    """Which kinds come; what is not said stays as it was."""
    kinds = call.value("allowed_updates", "allowed updates")
    if kinds is not None:
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise bad_request("can't parse allowed updates: expected an Array of String")
        telegram.updates.allow(kinds)


def _drop(telegram: Telegram, call: Call) -> None:
    if call.flag("drop_pending_updates"):
        telegram.updates.pending.clear()


def _check(url: str) -> None:
    try:
        links.checked(url)
    except links.LinkError as error:
        if not _LOCAL.fullmatch(url):
            raise bad_request(f"bad webhook: {error}") from None
    if not url.startswith("https://") and not _LOCAL.fullmatch(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")

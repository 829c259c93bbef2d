"""Where whatever a handler did not expect ends: the person gets a sentence, the log the rest, nobody a token."""

import logging
import secrets
import traceback
from dataclasses import replace

from telegram import Update

from bot.compose import notice
from bot.errors import QueryError, UserError
from bot.log import redact
from bot.model.message import Pre
from handlers import reply
from handlers.context import Context

_log = logging.getLogger(__name__)


async def tell(update: object, context: Context) -> None:
    """Tells the person, the log and, of faults of ours, the administrators."""
    error = context.error
    if isinstance(error, UserError):
        await _tell_person(update, context, error, "")
        return
    reference = secrets.token_hex(3)
    _log.error("reference %s: %s", reference, type(error).__name__, exc_info=error)
    await _tell_person(update, context, None, reference)
    await _tell_administrators(context, error, reference)


async def _tell_person(update: object, context: Context, error: UserError | None, reference: str) -> None:
    if isinstance(update, Update) and update.effective_message and update.effective_chat:
        message = notice.apologise(context.t, error, reference)
        if isinstance(error, QueryError):
            message = replace(message, blocks=(Pre(error.place), *message.blocks))
        await reply.say(update, context, message)


async def _tell_administrators(context: Context, error: BaseException | None, reference: str) -> None:
    """What it was and where, at most once a minute for the same fault; nothing of who asked or what."""
    place = traceback.extract_tb(error.__traceback__)[-1] if error and error.__traceback__ else None
    fault = f"{type(error).__name__} in {place.name}, line {place.lineno}" if place else type(error).__name__
    if not context.house.reports.allows(fault):
        return
    message = notice.tell(
        context.t("A fault: {fault}", fault=redact(fault)), context.t("Reference: {code}", code=reference)
    )
    for admin in context.house.settings.admin_ids:
        await reply.tell(context, admin, message)

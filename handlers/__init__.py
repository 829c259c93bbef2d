"""What people do, and which file answers it: the route table, read from top to bottom. The first that fits answers."""

from typing import Any

from telegram import Update
from telegram.ext import Application, BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, TypeHandler
from telegram.ext.filters import COMMAND, ChatType, UpdateType

from handlers import button, daily, errors, gate, help, language, paper, search, start, unknown  # noqa: A004

_PRIVATE = ChatType.PRIVATE & UpdateType.MESSAGE

# Before all others: who may speak, and in which language.
_GATE = (TypeHandler(Update, gate.let_in),)

_ROUTES: tuple[BaseHandler[Any, Any, Any], ...] = (
    # What leads somewhere: the first words, and buttons.
    CommandHandler("start", start.welcome, UpdateType.MESSAGE),
    CallbackQueryHandler(button.press),
    # Reading and finding, for everybody everywhere.
    CommandHandler("digest", daily.show, UpdateType.MESSAGE),
    CommandHandler("paper", paper.show_papers, UpdateType.MESSAGE),
    CommandHandler("random", paper.show_random, UpdateType.MESSAGE),
    CommandHandler("search", search.show, UpdateType.MESSAGE),
    CommandHandler("similar", search.show_similar, UpdateType.MESSAGE),
    # About the bot, and how it speaks.
    CommandHandler("help", help.explain, UpdateType.MESSAGE),
    CommandHandler("about", help.introduce, UpdateType.MESSAGE),
    CommandHandler("ping", help.ping, UpdateType.MESSAGE),
    CommandHandler("language", language.offer_languages, UpdateType.MESSAGE),
    # In private, whatever else was said: a command that there is not, or a message with links to papers.
    MessageHandler(_PRIVATE & COMMAND, unknown.suggest),
    MessageHandler(_PRIVATE, paper.show_linked_papers),
)


def add_to(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Adds the routes to the framework's application."""
    app.add_handlers({-1: _GATE, 0: _ROUTES})
    app.add_error_handler(errors.tell)

"""`zhaiyao run`: the bot."""

from bot import app
from bot.cli import session


def run() -> None:
    """Run the bot: by polling, or by webhook where WEBHOOK_URL is set."""
    session.run(_run())


async def _run() -> None:
    settings = session.settings()
    async with session.database() as database:
        await app.run(database, settings)

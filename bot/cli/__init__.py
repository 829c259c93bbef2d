"""The command line: one file a command, put together here."""

import typer

from bot.cli import backup, digests, doctor, export, import_, migrate, paper, preview, restore, run

commands = typer.Typer(
    name="zhaiyao",
    help="Zhaiyao (摘要): digests of new arXiv papers, kept, found and handed on.",
    epilog="Settings come from the environment and from .env: see .env.example.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@commands.callback(invoke_without_command=True)
def _help(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


commands.command("run")(run.run)
commands.command("import")(import_.run)
commands.command("export")(export.run)
commands.command("digests")(digests.run)
commands.command("paper")(paper.run)
commands.add_typer(preview.commands, name="preview")
commands.command("migrate")(migrate.run)
commands.command("backup")(backup.run)
commands.command("restore")(restore.run)
commands.command("doctor")(doctor.run)

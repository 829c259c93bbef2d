"""The house itself: what is imported does nothing, and what a person can say or set is written down."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from pydantic import SecretStr

from bot import cli, config, i18n
from bot.config import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()

IMPORT_EVERYTHING = """
import importlib, logging, pkgutil, sys, threading

FORBIDDEN = {"socket.connect", "socket.bind", "subprocess.Popen", "sqlite3.connect", "os.mkdir", "os.rename"}

def watch(event, args):
    wrote = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
    if event in FORBIDDEN or wrote:
        raise SystemExit(f"an import does {event} {args[0]}")

sys.dont_write_bytecode = True
sys.addaudithook(watch)
for package in ("bot", "handlers", "storage"):
    for module in pkgutil.walk_packages([package], f"{package}."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
assert threading.active_count() == 1, threading.enumerate()
assert not logging.getLogger().handlers
"""


def test_imports_do_nothing() -> None:
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    command = [sys.executable, "-W", "error", "-c", IMPORT_EVERYTHING]
    done = subprocess.run(command, cwd=ROOT, env=unmeasured, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")


@pytest.mark.parametrize("command", typer.main.get_command(cli.commands).commands)  # type: ignore[attr-defined]
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`zhaiyao {command}" in README


def test_every_setting_is_in_the_readme_and_in_the_example_with_its_default() -> None:
    example = dict(
        line.split("=", 1) for line in (ROOT / ".env.example").read_text().splitlines() if re.match(r"\w+=", line)
    )
    table = dict(re.findall(r"^\| `([A-Z_]+)` \| `([^`]*)`", README, re.MULTILINE))
    defaults = {name.upper(): written(field.default) for name, field in Settings.model_fields.items()}

    assert example == defaults
    assert list(table.items()) == list(defaults.items())


def written(default: object) -> str:
    """As the environment has it: a list with commas, a secret in full; the default of neither tells anything."""
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    return ",".join(map(str, default)) if isinstance(default, tuple) else str(default)


def test_the_locales_that_can_be_set_are_those_that_there_are() -> None:
    assert set(Settings.model_fields["default_locale"].annotation.__args__) == set(i18n.LOCALES)  # type: ignore[union-attr]


def test_the_lock_files_name_no_address_and_hash_everything() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        pinned = re.findall(r"^\S+==.*\n.*", text, re.MULTILINE)

        assert "://" not in text
        assert pinned
        assert all(" \\\n    --hash=sha256:" in each for each in pinned)


def test_example_settings_are_read() -> None:
    assert config.Settings(_env_file=ROOT / ".env.example") == config.Settings(_env_file=None)  # type: ignore[call-arg]

"""backup, restore, migrate, doctor, digests, and the command itself."""

import sqlite3
from pathlib import Path

import pytest

from bot.digest import document
from storage import migrate
from tests.cli.conftest import Zhaiyao
from tests.factories import digest


@pytest.fixture
def imported(folder: Path, zhaiyao: Zhaiyao) -> str:
    text = document.render(digest(2))
    (folder / "2024-04-01_cs.CL.md").write_text(text)
    assert zhaiyao("import", "2024-04-01_cs.CL.md").code == 0
    return text


def test_without_a_command_it_says_what_it_can_do(zhaiyao: Zhaiyao) -> None:
    said = zhaiyao()

    assert said.code == 0
    assert "Commands:" in said.out
    assert "import" in said.out


def test_an_unknown_command(zhaiyao: Zhaiyao) -> None:
    assert zhaiyao("exprot").code == 2


def test_digests_of_nothing(zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("digests")

    assert (said.code, said.out) == (0, "")
    assert "zhaiyao import" in said.err


def test_digests_of_a_feed_and_since_a_day(imported: str, folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / "2024-04-02_q-fin.md").write_text(imported)
    zhaiyao("import", "2024-04-02_q-fin.md")

    assert len(zhaiyao("digests").out.splitlines()) == 2
    assert zhaiyao("digests", "--feed", "q-fin").out.startswith("2024-04-02  q-fin ")
    assert zhaiyao("digests", "--since", "2024-04-02").out.startswith("2024-04-02  q-fin ")


def test_a_backup_is_checked_and_restored(imported: str, folder: Path, zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("backup", "kept.db", "--verify")
    assert said.code == 0
    assert f"Checked: schema {migrate.newest_version()}, 1 documents, 2 papers, no damage" in said.out
    (folder / "2024-04-02_q-fin.md").write_text(imported)
    zhaiyao("import", "2024-04-02_q-fin.md")

    said = zhaiyao("restore", "kept.db")

    assert said.code == 0
    assert "Kept the database as it was in zhaiyao.db.before-restore-1" in said.out
    assert len(zhaiyao("digests").out.splitlines()) == 1


def test_a_backup_overwrites_nothing(imported: str, folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / "kept.db").write_text("mine")

    said = zhaiyao("backup", "kept.db")

    assert said.code == 1
    assert said.err == "zhaiyao: kept.db is there already and is not overwritten\n"
    assert (folder / "kept.db").read_text() == "mine"


@pytest.mark.parametrize("data", [b"", b"no database at all" * 100])
def test_what_is_no_backup_is_not_restored(data: bytes, imported: str, folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / "kept.db").write_bytes(data)

    said = zhaiyao("restore", "kept.db")

    assert said.code == 1
    assert said.err.startswith("zhaiyao: kept.db is no sound backup: ")
    assert zhaiyao("export", "cs.CL", "2024-04-01").out == imported


def test_migrate_makes_an_empty_database_and_then_has_nothing_to_do(zhaiyao: Zhaiyao) -> None:
    newest = migrate.newest_version()

    assert zhaiyao("migrate").out == f"sqlite:///zhaiyao.db now has schema {newest}\n"
    assert zhaiyao("migrate").out == f"sqlite:///zhaiyao.db has schema {newest}: nothing to do\n"


def test_an_index_of_another_analysis_is_made_anew_after_a_backup(
    imported: str, folder: Path, zhaiyao: Zhaiyao
) -> None:
    with sqlite3.connect(folder / "zhaiyao.db") as connection:
        connection.execute("UPDATE search SET analysis = 0")
    connection.close()

    said = zhaiyao("digests")

    assert said.code == 0
    assert said.err == f"Kept the database as it was in zhaiyao.db.before-{migrate.newest_version()}-1\n"
    assert (folder / f"zhaiyao.db.before-{migrate.newest_version()}-1").exists()


def test_a_database_of_a_newer_program_is_refused(imported: str, folder: Path, zhaiyao: Zhaiyao) -> None:
    with sqlite3.connect(folder / "zhaiyao.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    for command in (["digests"], ["migrate"]):
        said = zhaiyao(*command)
        assert said.code == 1
        assert said.err.startswith("zhaiyao: sqlite:///zhaiyao.db has schema 9999, which is newer than this program's ")
    said = zhaiyao("doctor")
    assert said.code == 1
    assert "newer" in said.out


def test_doctor_of_a_sound_set_up(imported: str, zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("doctor")

    assert said.code == 0
    assert [line[:4] for line in said.out.splitlines()] == ["ok  "] * 7


def test_doctor_leaves_no_database_behind(folder: Path, zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("doctor")

    assert said.code == 0
    assert "zhaiyao.db comes with the first command that needs it" in said.out
    assert list(folder.iterdir()) == []


def test_doctor_of_a_database_without_a_schema(folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / "zhaiyao.db").touch()

    assert f"none yet; {migrate.newest_version()} comes with the first command" in zhaiyao("doctor").out


def test_doctor_finds_a_misspelt_setting(folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / ".env").write_text("DATABSE_URL=sqlite:///other.db\n")

    said = zhaiyao("doctor")

    assert said.code == 1
    assert "DATABSE_URL, which nothing here reads: is it DATABASE_URL?" in said.out


def test_doctor_says_which_setting_is_wrong(folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / ".env").write_text("DEFAULT_TIMEZONE=Mars/Base\nLOG_LEVEL=loud\n")

    said = zhaiyao("doctor")

    assert said.code == 1
    assert "DEFAULT_TIMEZONE" in said.out
    assert "LOG_LEVEL" in said.out


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql://host/x", "DATABASE_URL: expected sqlite:///FILE or postgresql://"),
        ("sqlite://", "DATABASE_URL: an SQLite database needs a file"),
        ("sqlite:///none/x.db", "unable to open database file"),
        ("postgresql://user:hunter2@127.0.0.1:1/x", "the database cannot be reached"),
    ],
)
def test_a_database_that_is_not_to_be_had(
    url: str, why: str, zhaiyao: Zhaiyao, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    for command in ("digests", "doctor"):
        said = zhaiyao(command)
        assert said.code == 1
        assert why in said.out + said.err
        assert "hunter2" not in said.out + said.err


def test_a_file_that_is_no_database(folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / "zhaiyao.db").write_bytes(b"something else" * 1000)

    said = zhaiyao("digests")

    assert said.code == 1
    assert "file is not a database" in said.err

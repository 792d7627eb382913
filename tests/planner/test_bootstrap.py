"""Data folder and secret: found, made, or refused in one line."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner import bootstrap
from planner.domain.errors import InvalidValue

as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere, so no folder is read-only"
)


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (bootstrap.DATA_VARIABLE, bootstrap.DATABASE_VARIABLE, bootstrap.SECRET_VARIABLE):
        monkeypatch.delenv(name, raising=False)


def test_the_folder_named_goes_before_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--data, then LOKETPLAN_DATA; made when absent, for its owner only."""
    monkeypatch.setenv(bootstrap.DATA_VARIABLE, str(tmp_path / "b"))
    assert bootstrap.data_folder(tmp_path / "a") == tmp_path / "a"
    assert bootstrap.data_folder() == tmp_path / "b"
    assert list((tmp_path / "b").iterdir()) == []
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o700


def test_without_a_name_the_users_data_folder_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place where this system keeps data of programs."""
    monkeypatch.setattr(bootstrap.platformdirs, "user_data_path", lambda name, **_: tmp_path / name)
    assert bootstrap.data_folder() == tmp_path / "loketplan"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file stands where the folder should be: one line with the path and the way out."""
    (tmp_path / "file").touch()
    with pytest.raises(InvalidValue, match=r"cannot write to the data folder .*file.*name another with --data"):
        bootstrap.data_folder(tmp_path / "file")


@as_root
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    """Refused before anything is tried on the database."""
    tmp_path.chmod(0o500)
    with pytest.raises(InvalidValue, match="cannot write to the data folder"):
        bootstrap.data_folder(tmp_path)
    tmp_path.chmod(0o700)


def test_a_store_is_made_on_first_use_and_found_again(tmp_path: Path) -> None:
    """Tables are made by opening; the file is private through its folder."""
    for _ in range(2):
        store = bootstrap.open_store(tmp_path)
        assert store.is_ready()
        assert (datetime.now(UTC) - store.clock.now()).total_seconds() < 5
        store.close()
    assert (tmp_path / bootstrap.DATABASE_FILE).exists()


def test_another_database_is_taken_from_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server's database has its own tools for backup, so there is no file to name."""
    monkeypatch.setenv(bootstrap.DATABASE_VARIABLE, "postgresql://db/loketplan")
    assert bootstrap.database_url(tmp_path).get_backend_name() == "postgresql"
    with pytest.raises(InvalidValue, match="with its own tools"):
        bootstrap.database_file(tmp_path)


def test_the_secret_is_made_once_and_private(tmp_path: Path) -> None:
    """At least 32 bytes, the same at the next start, readable by its owner only."""
    secret = bootstrap.read_secret(tmp_path)
    assert len(secret) >= 32
    assert bootstrap.read_secret(tmp_path) == secret
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_the_secret_of_the_environment_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is made; one that is too short is refused, whatever the file would hold."""
    monkeypatch.setenv(bootstrap.SECRET_VARIABLE, "x" * 32)
    assert bootstrap.read_secret(tmp_path) == b"x" * 32
    assert not (tmp_path / "secret").exists()
    monkeypatch.setenv(bootstrap.SECRET_VARIABLE, "x" * 31)
    with pytest.raises(InvalidValue, match="LOKETPLAN_SECRET has 31 bytes, expected at least 32"):
        bootstrap.read_secret(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_secret_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """It is no secret any more."""
    bootstrap.read_secret(tmp_path)
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(InvalidValue, match=r"others may read .*secret \(mode 644\); set it to 600"):
        bootstrap.read_secret(tmp_path)


def test_an_empty_or_unreadable_secret_is_refused(tmp_path: Path) -> None:
    """A crash may leave an empty file; a folder in its place cannot be read."""
    path = tmp_path / "secret"
    path.touch(mode=0o600)
    with pytest.raises(InvalidValue, match="has 0 bytes"):
        bootstrap.read_secret(tmp_path)
    path.unlink()
    path.mkdir(mode=0o700)
    with pytest.raises(InvalidValue, match="cannot be read"):
        bootstrap.read_secret(tmp_path)


def test_every_handler_can_be_imported() -> None:
    """The table names functions that are there."""
    from planner.job_child import load_handler

    assert all(callable(load_handler(name)) for name in bootstrap.HANDLERS.values())

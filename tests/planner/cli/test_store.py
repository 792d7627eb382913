"""`loketplan migrate | backup | restore | user | worker` as a person types them."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planner import bootstrap
from planner.cli.store import backup, migrate, restore, user, worker
from planner.planning.stored import AuditFilter, Role, User
from tests.processes import is_running

HERE = "10.0.0.7"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(bootstrap.DATABASE_VARIABLE, raising=False)
    monkeypatch.setenv(bootstrap.DATA_VARIABLE, str(tmp_path / "data"))
    return tmp_path / "data"


def run(command: Any, *arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments], input=typed)


def test_the_first_administrator_is_made_by_command(data: Path) -> None:
    """There is no default account; the one-time password must be changed at the first sign-in."""
    answer = run(user, "add", "rina", "--name", "Rina Wati", "--role", "admin")
    assert answer.exit_code == 0
    password = answer.output.strip().rpartition(" ")[2]
    store = bootstrap.open_store(data)
    signed_in = store.accounts.sign_in("rina", password, HERE).user
    assert signed_in == User(name="rina", full_name="Rina Wati", role=Role.ADMIN, must_change_password=True)
    with store.read() as view:
        assert [e.action for e in view.audit.entries(AuditFilter(action="user"))] == ["user.added"]
    store.close()


@pytest.mark.usefixtures("data")
def test_a_password_from_standard_input_is_not_for_once_only() -> None:
    """For scripts; nothing is printed, and a bad one is refused by the same rules."""
    made = run(user, "add", "rina", "--role", "manager", "--password-stdin", typed="kuda-terbang-42\n")
    assert (made.exit_code, made.output) == (0, "user rina made\n")
    listed = json.loads(run(user, "list", "--json").output)
    assert [u["must_change_password"] for u in listed] == [False]
    refused = run(user, "reset", "rina", "--password-stdin", typed="kurang\n")
    assert refused.exit_code == 1
    assert refused.output == "Error: password refused: 6 characters, expected at least 12\n"


def test_a_user_is_disabled_enabled_and_given_a_new_password(data: Path) -> None:
    """Each step shows in the list and in what the sign-in answers."""
    run(
        user, "add", "budi", "--role", "agency_head", "--agency", "pajak", "--password-stdin", typed="kuda-terbang-42\n"
    )
    assert run(user, "list").output == "budi: budi, agency_head pajak\n"
    run(user, "disable", "budi")
    assert run(user, "list").output == "budi: budi, agency_head pajak (disabled)\n"
    run(user, "enable", "budi")
    password = run(user, "reset", "budi").output.strip().rpartition(" ")[2]
    store = bootstrap.open_store(data)
    assert store.accounts.sign_in("budi", "kuda-terbang-42", HERE).token is None
    assert store.accounts.sign_in("budi", password, HERE).token is not None
    store.close()


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("add", "rina", "--role", "agency_head"), "an agency head has one"),
        (("reset", "nobody"), "no user 'nobody'"),
        (("disable", "nobody"), "no user 'nobody'"),
    ],
)
def test_a_fault_is_one_line_and_exit_code_1(arguments: tuple[str, ...], line: str) -> None:
    """No traceback."""
    answer = run(user, *arguments)
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: ")
    assert answer.output.count("\n") == 1
    assert line in answer.output


def test_backup_and_restore_by_the_written_steps(data: Path, tmp_path: Path) -> None:
    """docs/operations.md: back up, stop, restore, start."""
    run(user, "add", "rina", "--role", "admin")
    made = run(backup, tmp_path / "b.zip", "--json")
    assert made.exit_code == 0
    assert json.loads(made.output)["format"] == "loketplan-backup/1"
    run(user, "add", "budi", "--role", "viewer")
    restored = run(restore, tmp_path / "b.zip")
    assert restored.exit_code == 0
    assert f"{data / bootstrap.DATABASE_FILE} restored; the old one is" in restored.output
    assert run(user, "list").output == "rina: rina, admin\n"


def test_a_damaged_backup_is_refused_in_one_line(data: Path, tmp_path: Path) -> None:
    """And what is there stays."""
    run(user, "add", "rina", "--role", "admin")
    (tmp_path / "b.zip").write_bytes(b"no zip")
    answer = run(restore, tmp_path / "b.zip", "--data", data)
    assert (answer.exit_code, answer.output.count("\n")) == (1, 1)
    assert run(user, "list").output == "rina: rina, admin\n"


@pytest.mark.usefixtures("data")
def test_migrate_tells_from_where_to_where() -> None:
    """From nothing at first, then nothing to do."""
    assert json.loads(run(migrate, "--json").output) == {"before": None, "after": "0002"}
    assert run(migrate).output == "the database was at 0002, it is at 0002\n"


@pytest.mark.parametrize("command", [migrate, backup, restore, worker, *user.commands.values()])
def test_every_command_has_help_with_an_example(command: Any) -> None:
    """CONTRACTS: `--help` with an example."""
    answer = run(command, "--help")
    assert answer.exit_code == 0
    assert "Example: loketplan" in answer.output


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM")
def test_an_idle_worker_ends_quickly_at_sigterm(data: Path) -> None:
    """Within 10 s, exit code 0."""
    process = subprocess.Popen([sys.executable, "-m", "planner", "worker", "--data", str(data)], stderr=subprocess.PIPE)
    assert process.stderr is not None
    assert b"worker waits for jobs" in process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    process.stderr.close()


def test_a_worker_in_a_bad_folder_says_so_in_one_line(tmp_path: Path) -> None:
    """Exit code 1, no traceback."""
    (tmp_path / "file").touch()
    answer = run(worker, "--data", tmp_path / "file" / "folder")
    assert answer.exit_code == 1
    assert answer.output.count("\n") == 1
    assert "cannot write to the data folder" in answer.output


PARENT = """
import sys, time
from pathlib import Path
from planner.worker import start_worker
print(start_worker(Path(sys.argv[1])).pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="whether a process runs is read from /proc")
def test_a_worker_beside_the_web_ends_with_it(data: Path) -> None:
    """kill -9 of the web: its worker sees its standard input end, and leaves."""
    command = [sys.executable, "-c", PARENT, str(data)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stderr is not None
    pid = int(parent.stdout.readline())
    assert b"worker waits for jobs" in parent.stderr.readline()
    parent.kill()
    parent.wait()
    end = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_running(pid)
    parent.stdout.close()
    parent.stderr.close()

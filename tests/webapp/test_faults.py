"""What the pages do when the disk is full, another program holds the database, or the process is killed."""

import http.client
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from planner import bootstrap
from planner.planning.stored import AuditFilter
from tests.webapp.conftest import PASSWORD

DAY = "2026-02-02"
NOTE = {"desk": "adminduk", "window": "pagi", "day": DAY, "tickets": "7"}


@pytest.fixture
def manager_before_a_lock(folder: Path, manager: FlaskClient) -> Iterator[FlaskClient]:
    """The manager is signed in, and another program holds the write lock."""
    with closing(sqlite3.connect(folder / "loketplan.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield manager
        other.execute("ROLLBACK")


def test_while_another_program_writes_pages_are_read_and_changes_wait(manager_before_a_lock: FlaskClient) -> None:
    """A writer waits five seconds, then is told when to come again; never a 500."""
    assert manager_before_a_lock.get("/today").status_code == 200
    started = time.monotonic()
    answer = manager_before_a_lock.post("/today/issued", data=NOTE)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert 4 < time.monotonic() - started < 20


def test_without_the_lock_the_same_change_is_made_at_once(manager) -> None:
    """Negative control of the one above."""
    assert manager.post("/today/issued", data=NOTE).status_code == 303


def test_a_full_disk_refuses_changes_and_shows_pages_and_passes(app, manager) -> None:
    """No page more may be written: 503 with Retry-After, nothing stored; with space again the same request works."""
    store = app.extensions["loketplan"].store
    with store.database.read() as connection:
        limit = [connection.exec_driver_sql("PRAGMA page_count").scalar()]
    set_limit = lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={limit[0]}").close()  # noqa: E731
    event.listen(store.database.engine, "begin", set_limit)
    answers = [manager.post("/leave/new", data=a_leave(n)) for n in range(40)]
    refused = [a for a in answers if a.status_code != 303]
    assert refused
    assert {(a.status_code, a.headers.get("Retry-After")) for a in refused} == {(503, "5")}
    assert manager.get("/today").status_code == 200
    assert manager.get("/notice").status_code == 200
    limit[0] = 1_000_000
    assert manager.post("/leave/new", data=a_leave(50)).status_code == 303


def a_leave(number: int) -> dict[str, str]:
    day = f"{1 + number % 28:02d}/{3 + number // 28:02d}/2026"
    return {"officer": "budi", "first_day": day, "last_day": day, "step": "save"}


@dataclass(kw_only=True)
class Served:
    """The real server in a process of its own."""

    folder: Path
    process: "subprocess.Popen[bytes] | None" = None
    port: int = 0

    def start(self) -> float:
        """Start it and wait until it is ready; the seconds it took."""
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "planner", "serve", "--no-worker", "--data", str(self.folder)]
        started = time.monotonic()
        self.process = subprocess.Popen([*command, "--port", str(self.port)], stderr=subprocess.DEVNULL)
        while not self._is_ready():
            assert time.monotonic() - started < 60, "the server did not become ready"
            time.sleep(0.05)
        return time.monotonic() - started

    def _is_ready(self) -> bool:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
                connection.request("GET", "/readyz")
                return connection.getresponse().status == 200
        except OSError:
            return False

    def end(self, number: int) -> float:
        """Send a signal and wait for the end; the seconds it took."""
        assert self.process is not None
        started = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - started


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    found = Served(folder=folder)
    yield found
    if found.process is not None and found.process.poll() is None:
        found.process.kill()
        found.process.wait()


@dataclass(kw_only=True)
class Writer:
    """One who notes issued tickets, one number more each time, until nobody answers."""

    port: int
    cookie: str
    desk: str
    window: str
    acknowledged: list[int] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)

    def run(self) -> None:
        with (
            closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection,
            suppress(OSError, http.client.HTTPException),
        ):
            self._write_on(connection)

    def _write_on(self, connection: http.client.HTTPConnection) -> None:
        connection.request("GET", f"/today?day={DAY}", headers={"Cookie": self.cookie})
        page = connection.getresponse()
        form_cookie = next(v.split(";")[0] for k, v in page.getheaders() if k == "Set-Cookie" and "formulir" in v)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())
        assert token is not None
        headers = {"Cookie": f"{self.cookie}; {form_cookie}", "Content-Type": "application/x-www-form-urlencoded"}
        for number in range(1, 900):
            note = {"desk": self.desk, "window": self.window, "day": DAY, "tickets": number, "csrf_token": token[1]}
            connection.request("POST", "/today/issued", urlencode(note), headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status == 303:
                self.acknowledged.append(number)
            else:
                self.odd.append(answer.status)


def a_cookie(folder: Path) -> str:
    with closing(bootstrap.open_store(folder)) as store:
        found = store.accounts.sign_in("rina", PASSWORD, "127.0.0.1")
    return f"loketplan={found.token}"


@pytest.mark.slow
def test_kill_9_of_the_server_under_8_writers_loses_no_acknowledged_change(served: Served, folder: Path) -> None:
    """What was answered 303 is there with its audit row; what was not is there whole or not at all."""
    cookie = a_cookie(folder)
    served.start()
    places = [("adminduk", "pagi"), ("adminduk", "siang"), ("legalisir", "pagi"), ("pajak", "pagi")]
    writers = [Writer(port=served.port, cookie=cookie, desk=d, window=w) for d, w in places * 2]
    threads = [threading.Thread(target=writer.run) for writer in writers]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 60
    while sum(len(w.acknowledged) for w in writers) < 150 and time.monotonic() < deadline:
        time.sleep(0.05)
    served.end(signal.SIGKILL)
    for thread in threads:
        thread.join()
    acknowledged = sum(len(w.acknowledged) for w in writers)
    assert acknowledged >= 150
    assert [w.odd for w in writers] == [[]] * len(writers)
    assert served.start() < 55  # 5 s on an idle machine, measured by benchmarks/web_load.py
    with closing(sqlite3.connect(folder / "loketplan.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        stored = {
            (desk, window): tickets
            for desk, window, tickets in connection.execute("SELECT desk, window, tickets FROM issued_tickets")
        }
    with closing(bootstrap.open_store(folder)) as store, store.read() as view:
        entries = view.audit.entries(AuditFilter(action="tickets.issued"), limit=10_000)
    assert acknowledged <= len(entries) <= acknowledged + len(writers)
    newest = {}
    for entry in entries:
        newest.setdefault(entry.key, entry.after["tickets"])
    assert sorted(newest.values()) == sorted(stored.values())


@pytest.mark.slow
def test_sigterm_answers_what_is_in_flight_and_ends_within_10_seconds(served: Served, folder: Path) -> None:
    """Four writers at work: each request that was sent is answered or refused at the door, none is cut."""
    cookie = a_cookie(folder)
    served.start()
    writer = Writer(port=served.port, cookie=cookie, desk="adminduk", window="pagi")
    thread = threading.Thread(target=writer.run)
    thread.start()
    while len(writer.acknowledged) < 10:
        time.sleep(0.02)
    assert served.end(signal.SIGTERM) < 10
    thread.join()
    with closing(sqlite3.connect(folder / "loketplan.db")) as connection:
        (tickets,) = connection.execute("SELECT tickets FROM issued_tickets WHERE desk = 'adminduk'").fetchone()
    assert tickets == writer.acknowledged[-1]

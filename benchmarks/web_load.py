"""How many requests the pages answer at the reference size, idle and while a plan is being solved.

Usage: python benchmarks/web_load.py FOLDER [SECONDS]

FOLDER: a data folder made by benchmarks/reference_mall.py; a copy of it is served by `loketplan serve` in a process of
its own, with its worker. SECONDS (10): length of each test. Each line: connections, requests a second, p50 and p99 in
ms, answers that were not as expected; the tests of docs/operations.md under load, first idle, then while solving.
"""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from reference_mall import PASSWORD, WEEK

from planner.bootstrap import open_store
from planner.planning.stored import Actor, AuditFilter, JobRequest, JobState, Role

READY_SECONDS = 30
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Ask = Callable[[http.client.HTTPConnection, int, int], int]


@dataclass(kw_only=True)
class Site:
    """The real server over a copy of the folder."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes]"

    def cookie(self, name: str) -> str:
        """A session of that user."""
        with closing(open_store(self.folder)) as store:
            return f"loketplan={store.accounts.sign_in(name, PASSWORD, '127.0.0.1').token}"

    def connect(self) -> http.client.HTTPConnection:
        """A connection of its own."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    @property
    def scratch(self) -> Path:
        """Where the server and its worker put temporary files."""
        return self.folder.parent / "tmp"

    def resident_mb(self) -> float:
        """Memory of the web process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


@contextmanager
def served(source: Path) -> Iterator[Site]:
    """A site over a copy of the folder."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(source, Path(scratch) / "data"))
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "planner", "serve", "--data", str(folder), "--port", str(port)]
        started = time.monotonic()
        (folder.parent / "tmp").mkdir()
        own = {**os.environ, "TMPDIR": str(folder.parent / "tmp")}
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=own)
        site = Site(folder=folder, port=port, process=process)
        try:
            _wait_until_ready(site, started)
            yield site
        finally:
            stopped = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.wait(30)
            print(f"ended {time.monotonic() - stopped:.1f} s after SIGTERM")


def _wait_until_ready(site: Site, started: float) -> None:
    while time.monotonic() - started < READY_SECONDS:
        with suppress(OSError), closing(site.connect()) as connection:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                print(f"ready after {time.monotonic() - started:.1f} s, {site.resident_mb():.0f} MB")
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not become ready")


@dataclass(kw_only=True)
class Load:
    """Connections that ask one after another until the time is over. expected: the status that is right."""

    site: Site
    connections: int
    seconds: float
    ask: Ask
    expected: tuple[int, ...] = (200,)
    taken: list[float] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)

    def run(self) -> "Load":
        """Run all connections at once."""
        threads = [threading.Thread(target=self._one, args=(number,)) for number in range(self.connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.taken.sort()
        return self

    def _one(self, number: int) -> None:
        end = time.perf_counter() + self.seconds
        count = 0
        with closing(self.site.connect()) as connection:
            while time.perf_counter() < end:
                started = time.perf_counter()
                status = self.ask(connection, number, count)
                self.taken.append(time.perf_counter() - started)
                count += 1
                if status not in self.expected:
                    self.odd.append(status)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.taken) / self.seconds

    def quantile_ms(self, share: float) -> float:
        """Milliseconds within which that share was answered."""
        return self.taken[min(len(self.taken) - 1, int(share * len(self.taken)))] * 1000


def get(path: str, **headers: str) -> Ask:
    """Fetch a page."""

    def ask(connection: http.client.HTTPConnection, _number: int, _count: int) -> int:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status

    return ask


def open_form(connection: http.client.HTTPConnection, path: str, cookie: str) -> tuple[str, str]:
    """The cookies with which the form of a page is sent, and its token."""
    connection.request("GET", path, headers={"Cookie": cookie})
    page = connection.getresponse()
    form_cookie = next(v.split(";")[0] for k, v in page.getheaders() if k == "Set-Cookie" and "formulir" in v)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())
    assert token is not None
    return f"{cookie}; {form_cookie}", token[1]


def write_issued(site: Site, cookie: str) -> Ask:
    """Note issued tickets, each with its audit row; each connection has a desk of its own."""
    day = WEEK.days[0].isoformat()
    with closing(site.connect()) as connection:
        cookies, token = open_form(connection, f"/today?day={day}", cookie)
    headers = {"Cookie": cookies, **FORM}

    def ask(connection: http.client.HTTPConnection, number: int, count: int) -> int:
        note = {"desk": f"d{number}", "window": "pagi", "day": day, "tickets": count % 500, "csrf_token": token}
        connection.request("POST", "/today/issued", urlencode(note), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status

    return ask


def tests_of(site: Site, seconds: float) -> Iterator[tuple[str, Load]]:
    """Name and load of each test."""
    manager, head = site.cookie("u1"), site.cookie("u3")
    yield "public notice", Load(site=site, connections=50, seconds=seconds, ask=get("/notice"))
    own = get(f"/roster/{WEEK}/roster.json", Cookie=head)
    yield "own-agency list as JSON", Load(site=site, connections=20, seconds=seconds, ask=own)
    roster = get(f"/roster/{WEEK}/", Cookie=manager)
    yield "weekly roster page", Load(site=site, connections=10, seconds=seconds, ask=roster)
    writes = write_issued(site, manager)
    yield "writes with audit row", Load(site=site, connections=20, seconds=seconds, ask=writes, expected=(303,))


def measure(site: Site, seconds: float, label: str) -> dict[str, Load]:
    """All tests, a line each."""
    found = {}
    for name, load in tests_of(site, seconds):
        before = audit_rows(site) if "writes" in name else 0
        load.run()
        found[name] = load
        line = f"{label}, {name}, {load.connections} connections: {load.rate:.0f}/s, p50 {load.quantile_ms(0.5):.0f} ms"
        print(f"{line}, p99 {load.quantile_ms(0.99):.0f} ms, {len(load.odd)} odd answers {sorted(set(load.odd))}")
        if "writes" in name:
            print(f"  acknowledged {len(load.taken) - len(load.odd)}, audit rows {audit_rows(site) - before}")
    return found


def audit_rows(site: Site) -> int:
    """Changes of issued tickets that the audit log knows."""
    with closing(open_store(site.folder)) as store, store.read() as view:
        return len(view.audit.entries(AuditFilter(action="tickets.issued"), limit=1_000_000))


@contextmanager
def solving(site: Site) -> Iterator[None]:
    """Plans are being solved by the worker, one after another, as long as the block lasts."""
    done = threading.Event()

    def keep_asking() -> None:
        with closing(open_store(site.folder)) as store:
            by = Actor(name="u1", role=Role.MANAGER)
            number = 0
            while not done.wait(0.2):
                if not any(j.state in (JobState.QUEUED, JobState.RUNNING) for j in store.jobs.entries(limit=5)):
                    number += 1
                    payload = {"week": str(WEEK), "again": number}
                    store.jobs.ask(JobRequest(kind="plan", payload=payload), by)

    asker = threading.Thread(target=keep_asking)
    asker.start()
    try:
        _wait_for_a_solve(site)
        yield
    finally:
        done.set()
        asker.join()


def _wait_for_a_solve(site: Site) -> None:
    with closing(open_store(site.folder)) as store:
        while not any(j.state is JobState.RUNNING for j in store.jobs.entries(limit=5)):
            time.sleep(0.1)
    time.sleep(2)


def main(folder: Path, seconds: float) -> None:
    """Idle, then while solving, then the ratios."""
    with served(folder) as site:
        idle = measure(site, seconds, "idle")
        with solving(site):
            busy = measure(site, seconds, "solving")
        for name, load in idle.items():
            rate, p99 = busy[name].rate / load.rate, busy[name].quantile_ms(0.99) / load.quantile_ms(0.99)
            print(f"solving / idle, {name}: rate {rate:.2f}, p99 {p99:.1f}")
        print(f"memory of the web process: {site.resident_mb():.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 10.0)

"""What the web process keeps after much work: memory, file handles, threads, files left behind.

Usage: python benchmarks/web_soak.py FOLDER [REQUESTS] [SOLVES] [UPLOADS]

FOLDER as for benchmarks/web_load.py. Warms up with a tenth of the 20,000 REQUESTS, then sends them all, with 20
SOLVES by the worker and 50 UPLOADS of a sheet of counts (each looked at and discarded) among them.
"""

import http.client
import re
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

from reference_mall import FIRST_DAY, WEEK
from web_load import FORM, Site, get, open_form, served

from planner.bootstrap import open_store
from planner.planning.stored import Actor, JobRequest, JobState, Role

PAGES = (
    "/",
    f"/roster/{WEEK}/",
    f"/roster/{WEEK}/?view=officer",
    f"/quota/{WEEK}",
    "/forecast",
    "/forecast/d3",
    "/leave",
)
PUBLIC = ("/notice", "/notice.json", "/notice.txt", "/healthz")
BOUNDARY = "batas-berkas"


def state_of(site: Site) -> tuple[float, int, int]:
    """Memory in MB, open file handles, threads."""
    process = Path(f"/proc/{site.process.pid}")
    threads = re.search(r"Threads:\s+(\d+)", (process / "status").read_text())
    return site.resident_mb(), _entries(process / "fd"), int(threads[1]) if threads else 0


def _entries(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir())


def browse(site: Site, cookie: str, requests: int) -> int:
    """Ask for all pages in turn over eight connections; the answers that were not 200."""
    asks = [get(page, Cookie=cookie) for page in PAGES] + [get(page) for page in PUBLIC]
    left = iter(range(requests))
    lock, odd = threading.Lock(), []

    def one() -> None:
        with closing(site.connect()) as connection:
            while True:
                with lock:
                    number = next(left, None)
                if number is None:
                    return
                status = asks[number % len(asks)](connection, 0, number)
                if status != 200:
                    odd.append(status)

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(odd)


def solve(site: Site, times: int) -> str:
    """Have the week planned so often, one after another; how the jobs ended."""
    by, ended = Actor(name="u1", role=Role.MANAGER), []
    with closing(open_store(site.folder)) as store:
        for number in range(times):
            job = store.jobs.ask(JobRequest(kind="plan", payload={"week": str(WEEK), "soak": number}), by)
            while (job := store.jobs.get(job.id)).state in (JobState.QUEUED, JobState.RUNNING):
                time.sleep(0.2)
            ended.append(str(job.state))
    return ", ".join(f"{state} {ended.count(state)}" for state in sorted(set(ended)))


def upload(site: Site, cookie: str, times: int) -> int:
    """Send a sheet, look at it, discard it; how often all three went well."""
    sheet = "tanggal;meja;kunjungan\n" + "".join(f"{FIRST_DAY:%d/%m/%Y};d{n};{n}\n" for n in range(40))
    good = 0
    with closing(site.connect()) as connection:
        for number in range(times):
            cookies, token = open_form(connection, "/import", cookie)
            headers = {"Cookie": cookies}
            body = _multipart({"csrf_token": token}, f"visits_daily_{number}.csv", sheet)
            kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
            _, there = _send(connection, "/import", headers | kind, body)
            preview = there.replace("/columns", "")
            looked, _ = _send(connection, preview, headers)
            _, gone = _send(connection, f"{preview}/discard", headers | FORM, f"csrf_token={token}")
            good += bool(there and gone and looked == 200)
    return good


def _multipart(fields: dict[str, str], name: str, content: str) -> str:
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/csv'
    return "".join(parts) + f"--{BOUNDARY}\r\n{head}\r\n\r\n{content}\r\n--{BOUNDARY}--\r\n"


def _send(
    connection: http.client.HTTPConnection, path: str, headers: dict[str, str], body: str | None = None
) -> tuple[int, str]:
    """Post the body, or get the page without one: status, and where the answer sends us, "" when nowhere."""
    connection.request("POST" if body else "GET", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.getheader("Location") or ""


def main(folder: Path, requests: int, solves: int, uploads: int) -> None:
    """Before and after."""
    with served(folder) as site:
        cookie = site.cookie("u1")
        browse(site, cookie, requests // 10)
        upload(site, cookie, max(1, uploads // 10))
        scratch = _entries(site.scratch)
        before = state_of(site)
        told: list[str] = []
        solver = threading.Thread(target=lambda: told.append(solve(site, solves)))
        solver.start()
        odd = browse(site, cookie, requests)
        good = upload(site, cookie, uploads)
        solver.join()
        odd += browse(site, cookie, requests // 10)
        after = state_of(site)
        print(f"{requests} requests, {odd} odd; solves: {told[0]}; uploads: {good} of {uploads} well")
        for name, old, new in zip(("memory MB", "file handles", "threads"), before, after, strict=True):
            print(f"{name}: {old:.0f} -> {new:.0f}")
        print(f"temporary files more: {_entries(site.scratch) - scratch}")
        print(f"uploads left in the data folder: {sum(1 for p in (site.folder / 'uploads').rglob('*') if p.is_file())}")


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[2:]] + [20_000, 20, 50][len(sys.argv) - 2 :]
    main(Path(sys.argv[1]), *numbers)

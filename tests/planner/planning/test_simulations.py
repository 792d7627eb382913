"""Processes that simulate side by side leave nobody behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.processes import is_running

POOL = """
import os, sys, time
from planner.planning.simulations import make_executor

if __name__ == "__main__":
    with make_executor(1) as executor:
        print(executor.submit(os.getpid).result(), flush=True)
        time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the processes of this system are not told by files")
def test_a_pool_whose_process_is_killed_ends_with_it(tmp_path: Path) -> None:
    """kill -9 runs nothing that could shut the pool down; its process sees for itself that nobody is left."""
    script = tmp_path / "pool.py"
    script.write_text(POOL, encoding="utf-8")
    command, place = [sys.executable, str(script)], {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=place) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        assert is_running(worker)
        process.send_signal(signal.SIGKILL)
        process.wait()
        end = time.monotonic() + 30
        while is_running(worker) and time.monotonic() < end:
            time.sleep(0.05)
        gone = not is_running(worker)
        if not gone:
            os.kill(worker, signal.SIGKILL)
        assert gone

"""`loketplan serve`: the pages and the worker together."""

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import webbrowser
from pathlib import Path
from types import FrameType
from typing import Any

import click

from planner import bootstrap
from planner.cli.store import data_option, one_line

LOOPBACK = ("127.0.0.1", "localhost", "::1")
THREADS = 8
LEAVE_SECONDS = 8


@click.command("serve", epilog="Example: loketplan serve --open")
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for the network.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--open", "open_browser", is_flag=True, help="Open the pages in the browser.")
@click.option("--no-worker", is_flag=True, help="Start no worker: it runs elsewhere, see `loketplan worker`.")
def serve(data: Path | None, host: str, port: int, *, open_browser: bool, no_worker: bool) -> None:
    """Serve the pages, with a worker beside them for long work. Ends within 10 seconds of SIGTERM or Ctrl-C.

    On this machine (127.0.0.1) nobody has to sign in while no user exists. As soon as there is one, and always on the
    network, people sign in: make the first with `loketplan user add NAME --role admin`.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with one_line():
        folder = bootstrap.data_folder(data)
        os.environ[bootstrap.DATA_VARIABLE] = str(folder)
        server = _make_server(folder, host, port)
    worker = None if no_worker else _start_worker(folder)
    address = f"http://{'127.0.0.1' if host in (*LOOPBACK, '0.0.0.0') else host}:{port}/"
    click.echo(f"loketplan: {address} (Ctrl-C ends it)", err=True)
    if open_browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        server.run()
    finally:
        _end(worker)


def _make_server(folder: Path, host: str, port: int) -> Any:  # waitress is untyped
    from waitress import create_server

    from webapp import create_app
    from webapp.config import WebSettings

    app = create_app(WebSettings(data=folder, single_user=host in LOOPBACK))
    gc.collect()
    gc.freeze()  # what is imported stays for good; a full collection that looks at it stops a page for 250 ms
    try:
        return create_server(app, host=host, port=port, threads=THREADS, ident=None)
    except OSError as fault:
        raise click.ClickException(f"cannot listen on {host}:{port}: {fault.strerror}; name another --port") from fault


def _start_worker(folder: Path) -> "subprocess.Popen[bytes]":
    from planner.worker import start_worker

    return start_worker(folder)


def _end(worker: "subprocess.Popen[bytes] | None") -> None:
    """Let the worker leave: it does when its standard input ends."""
    if worker is None:
        return
    assert worker.stdin is not None
    worker.stdin.close()
    try:
        worker.wait(LEAVE_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)

"""A machine's key: the one who asks, how often it may ask, and no forgery token for those who bring a key."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from flask import Flask, abort, current_app, request

from planner.planning.stored import User
from webapp.deps import store

EXTENSION = "loketplan_pace"
MARK = "Bearer "
LONGEST_SECRET = 200
PER_MINUTE, WRONG_PER_MINUTE = 240, 30
SPAN_SECONDS = 60
MOST_REMEMBERED = 1000


class Pace:
    """At most so many a minute for each name. In this process only: it guards the server, not a right."""

    def __init__(self, most: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._monotonic = monotonic
        self._seen: dict[str, deque[float]] = {}
        self._lock = Lock()

    def is_full(self, name: str) -> bool:
        """True when the name must wait."""
        with self._lock:
            return len(self._recent(name)) >= self._most

    def count(self, name: str) -> None:
        """Note a request of the name."""
        with self._lock:
            self._recent(name).append(self._monotonic())
            if len(self._seen) > MOST_REMEMBERED:  # nobody can fill the memory with names
                self._seen = {known: self._seen[known] for known in list(self._seen) if self._recent(known)}

    def _recent(self, name: str) -> deque[float]:
        times = self._seen.setdefault(name, deque())
        while times and self._monotonic() - times[0] >= SPAN_SECONDS:
            times.popleft()
        return times


@dataclass(frozen=True, slots=True, kw_only=True)
class Paces:
    """How often keys ask, and how often an address tries wrong ones."""

    asked: Pace
    wrong: Pace


def add_pace(app: Flask) -> None:
    """The counters of a process."""
    app.extensions[EXTENSION] = Paces(asked=Pace(PER_MINUTE), wrong=Pace(WRONG_PER_MINUTE))


def find_machine() -> User | None:
    """Whoever the key of this request stands for; None with a wrong one. Aborts with 429 where too many were wrong.

    A right key is never held up by wrong ones: several machines may stand behind one address.
    """
    pace = current_app.extensions[EXTENSION]
    given = request.headers.get("Authorization", "")
    key = store().accounts.find_key(given.removeprefix(MARK)) if _may_be_key(given) else None
    if key is None:
        address = request.remote_addr or ""
        if pace.wrong.is_full(address):
            abort(429)
        pace.wrong.count(address)
        return None
    if pace.asked.is_full(key.name):
        abort(429)
    pace.asked.count(key.name)
    return key.user


def _may_be_key(given: str) -> bool:
    return given.startswith(MARK) and len(given) <= LONGEST_SECRET and given.isascii()


def brings_key() -> bool:
    """True when the request names a key, right or wrong: then no cookie counts."""
    return bool(request.headers.get("Authorization"))

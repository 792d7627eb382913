"""Plans and malls that were read lately. A stored plan never changes, so its id is key enough."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from planner.domain.mall import Mall
from planner.domain.plan import Plan
from planner.planning.ports import UnitOfWork

_Kept = TypeVar("_Kept")
ROOM = 64


class Shelf:
    """The last things read or made, by key; the one unused longest goes first.

    What many ask for at once is made once: the others wait for it.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.RLock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], _Kept]) -> _Kept:
        """What is kept under the key, else what `make` gives, kept from now on; `make` may ask for other keys."""
        with self._lock:
            if key in self._kept:
                found: _Kept = self._found(key)
                return found
            turn = self._making.setdefault(key, threading.RLock())
        with turn:
            with self._lock:
                if key in self._kept:
                    again: _Kept = self._found(key)
                    return again
            try:
                made = make()
                self._keep(key, made)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _found(self, key: Hashable) -> Any:
        self._kept.move_to_end(key)
        return self._kept[key]

    def _keep(self, key: Hashable, made: object) -> None:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)

    def plan(self, work: UnitOfWork, plan_id: str) -> Plan:
        """A plan by its id."""
        return self.get(("plan", plan_id), lambda: work.plans.get(plan_id))

    def keep_plan(self, plan_id: str, plan: Plan) -> None:
        """Keep a plan that was just saved, so that whoever looks at it next need not read it."""
        self._keep(("plan", plan_id), plan)

    def mall(self, work: UnitOfWork) -> Mall | None:
        """The mall as it is now, None before the first import."""
        version = work.mall.version()
        return self.get(("mall", version), lambda: work.mall.find(version)) if version else None

"""What was made once is not made again while it is kept."""

import threading
import time

import pytest

from webapp.shelf import Shelf


def test_what_many_ask_for_at_once_is_made_once() -> None:
    """Eight threads, one key: made once, and all get it."""
    shelf, made, got = Shelf(), [], []

    def make() -> str:
        made.append(1)
        time.sleep(0.05)
        return "a thing"

    threads = [threading.Thread(target=lambda: got.append(shelf.get("key", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), got) == (1, ["a thing"] * 8)


def test_making_one_thing_may_ask_for_another() -> None:
    shelf = Shelf()
    assert shelf.get("outer", lambda: shelf.get("inner", lambda: 1) + 1) == 2


def test_a_fault_is_not_kept() -> None:
    """Whoever asks next tries again."""
    shelf = Shelf()
    with pytest.raises(ZeroDivisionError):
        shelf.get("key", lambda: 1 // 0)
    assert shelf.get("key", lambda: 1) == 1


def test_the_one_unused_longest_goes_first() -> None:
    """Room for two: after "a" was asked for again, "c" drives out "b"."""
    shelf = Shelf(room=2)
    for key in "abac":
        shelf.get(key, lambda: 0)
    assert shelf.get("a", lambda: 1) == 0
    assert shelf.get("b", lambda: 1) == 1

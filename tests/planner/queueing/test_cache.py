"""Kept answers stay true: the key holds the question, the engine's version stands for the engine."""

from pathlib import Path

import pytest

from planner.domain.promise import Promise
from planner.queueing.cache import ENGINE_VERSION, ResultCache, content_key
from planner.queueing.capacity import SearchSettings, window_capacity
from planner.queueing.desk_day import DeskDay
from tests.planner.queueing.desks import SESSIONS, THREE_SERVICES, an_officer, founding_day

SEARCH = SearchSettings(bracket_days=200, days=500, close_days=500)
SHARED = founding_day(
    windows=SESSIONS,
    services=THREE_SERVICES,
    shifts=tuple(an_officer(n, skills=("ktp", "kk", "akta")[: 3 - n % 2]) for n in range(4)),
)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        pytest.param(founding_day(), (63,), id="one window"),
        pytest.param(founding_day(windows=SESSIONS), (46, 29, 18), id="three windows"),
        pytest.param(SHARED, (38, 15, 16), id="two skill classes"),
    ],
)
def test_an_answer_that_changes_needs_a_new_engine_version(day: DeskDay, answer: tuple[int, ...]) -> None:
    """Answers of version 2. Red here: raise ENGINE_VERSION, or every machine goes on with what it kept before."""
    assert ENGINE_VERSION == 2
    assert window_capacity(day, Promise(), SEARCH).tickets == answer


def test_every_part_of_a_question_is_in_its_key() -> None:
    """Officers, promise and search each make another question; equal records make the same one."""
    asked = (founding_day(), Promise(), SEARCH)
    others = [
        (founding_day(officers=3), Promise(), SEARCH),
        (founding_day(), Promise(grace_minutes=0), SEARCH),
        (founding_day(), Promise(), SearchSettings(bracket_days=200, days=500, close_days=500, seed=9)),
    ]
    keys = {content_key(*question) for question in (asked, *others)}
    assert len(keys) == 4
    assert content_key(founding_day(), Promise(), SEARCH) in keys


@pytest.mark.parametrize("nested", [False, True], ids=["a file in its place", "below a file"])
def test_a_cache_that_cannot_be_used_is_done_without(nested: bool, tmp_path: Path) -> None:
    """A folder nobody can write must not stop a manager's plan."""
    file = tmp_path / "cache"
    file.write_text("not a folder", encoding="utf-8")
    cache = ResultCache(file / "below" if nested else file)
    cache.keep("abcdef", [1, 2, 3])
    assert cache.find("abcdef") is None


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full when the finished part is put in its place."""

    def full(_: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    cache = ResultCache(tmp_path)
    monkeypatch.setattr(Path, "replace", full)
    cache.keep("abcdef", [1, 2, 3])
    assert cache.find("abcdef") is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

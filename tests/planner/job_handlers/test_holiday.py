"""The job of the holiday check, from stored data to a kept check."""

from datetime import date
from pathlib import Path

import pytest

from planner import bootstrap
from planner.domain.staff import Leave
from planner.job_handlers import holiday as job_of_holiday
from planner.job_handlers.holiday import holiday
from planner.planning.holiday_check_kept import KEY, KIND, find_check
from planner.planning.stored import Actor, ImportContent, JobRequest, Role
from tests.builders import a_history, a_mall

ADMIN = Actor(name="sistem", role=Role.ADMIN)
AFTER = date(2026, 3, 19)


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LOKETPLAN_DATA", str(tmp_path))
    store = bootstrap.open_store(tmp_path)
    mall = a_mall(leave=(Leave(officer="sari", first_day=date(2026, 3, 25), last_day=date(2026, 3, 27)),))
    content = ImportContent(file_name="a", file_hash="f" * 64, history=a_history(before=date(2026, 3, 16)), mall=mall)
    with store.write(ADMIN, "test") as work:
        work.imports.add(content)
    yield store
    store.close()


def asked(store) -> dict[str, object]:
    job = store.jobs.ask(JobRequest(kind=KIND, payload={"after": AFTER.isoformat()}), ADMIN)
    return {"after": AFTER.isoformat(), "job": job.id}


def test_a_cancelled_check_keeps_nothing(stored) -> None:
    assert holiday(asked(stored), lambda _: None, lambda: True) is None
    with stored.read() as work:
        assert find_check(work) is None


@pytest.mark.slow
def test_the_week_after_the_holiday_is_planned_checked_and_kept(stored, monkeypatch: pytest.MonkeyPatch) -> None:
    """No plan of that week is stored: it is planned for the check, and nothing is left as a draft."""
    monkeypatch.setattr(job_of_holiday, "SOLVE_SECONDS", 1.0)
    told = []
    assert holiday(asked(stored), told.append, lambda: False) == KEY
    with stored.read() as work:
        kept = find_check(work)
        assert kept is not None
        assert kept.stamp == work.stamp()
        assert not work.plans.entries()
    assert kept.plan is None
    assert kept.check.holiday.opens_again == date(2026, 3, 25)
    assert kept.check.risky
    assert "Mencoba langkah perbaikan" in [progress.sentence for progress in told]
    assert "Trying what would help" in [progress.sentence_en for progress in told]
    assert all(progress.sentence_en not in ("", progress.sentence) for progress in told)

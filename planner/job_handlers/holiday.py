"""Check the week after the next holiday: days at risk, and the measures that serve most."""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from typing import Any

from planner import bootstrap
from planner.job_handlers.teller import Stopped, Teller
from planner.planning.holiday_check import CheckSettings, holiday_check
from planner.planning.holiday_check_calendar import next_holiday
from planner.planning.holiday_check_kept import KEY, KeptCheck, keep_check
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import make_executor, workers_here
from planner.planning.steps import step
from planner.planning.stored import Progress

SOLVE_SECONDS = 6.0


def holiday(
    payload: Mapping[str, Any], progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> str | None:
    """Check the next holiday after `payload["after"]` and keep the check; None when cancelled.

    A plan of that week which still rests on what is stored is taken as it is, else the week is planned for the check.
    """
    after, tell = date.fromisoformat(payload["after"]), Teller(progress=progress, cancelled=cancelled)
    with closing(bootstrap.open_store()) as store:
        asked_by = store.jobs.get(int(payload["job"])).asked_by
        workers = workers_here()
        try:
            tell(step("reading"))
            with store.read() as work:
                mall, history, stamp = work.mall.get(), work.history.load(tickets=True), work.stamp()
                week = next_holiday(mall, after).week
                entry = work.plans.find_newest(week)
                used = entry if entry and not entry.stale else None
                plan = work.plans.get(used.id) if used else None
            rounds = RoundSettings(rounds=1, solve_seconds=SOLVE_SECONDS, workers=workers)
            with make_executor(workers) as executor:
                check = holiday_check(
                    mall, history, after, executor, CheckSettings(plan=plan, rounds=rounds, tell=tell)
                )
            tell(step("saving"))
        except Stopped:
            return None
        with store.write(asked_by, "pemeriksaan libur") as work:
            keep_check(work, KeptCheck(check=check, stamp=stamp, plan=used.id if used else None))
        return KEY

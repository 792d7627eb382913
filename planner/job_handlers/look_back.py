"""Back-test the mall's forecasts."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from planner import bootstrap
from planner.job_handlers.teller import Stopped, Teller
from planner.planning.past_forecasts import KEY, KIND, backtest_mall
from planner.planning.steps import step
from planner.planning.stored import Progress


def look_back(
    payload: Mapping[str, Any], progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> str | None:
    """Back-test the mall's forecasts and keep the document; None when cancelled."""
    tell = Teller(progress=progress, cancelled=cancelled)
    with closing(bootstrap.open_store()) as store:
        asked_by = store.jobs.get(int(payload["job"])).asked_by
        try:
            tell(step("reading"))
            with store.read() as work:
                mall, history = work.mall.get(), work.history.load(tickets=True)
            tell(step("past_weeks"))
            document = backtest_mall(mall, history)
            tell(step("saving"))
        except Stopped:
            return None
        with store.write(asked_by, "uji prakiraan") as work:
            work.results.put(KEY, KIND, document)
        return KEY

"""The staffing case of a desk, worked out and kept."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any
from zoneinfo import ZoneInfo

from planner import bootstrap
from planner.domain.ids import DeskId
from planner.job_handlers.teller import Stopped, Teller
from planner.planning.simulations import Simulations, make_executor, workers_here
from planner.planning.staffing_case import staffing_case
from planner.planning.staffing_case_document import KIND, as_document, kept_case, key_of
from planner.planning.staffing_case_pool import seats_of_recent_rosters
from planner.planning.steps import step
from planner.planning.stored import Progress


def staffing(
    payload: Mapping[str, Any], progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> str | None:
    """Work out the case of the desk `payload["desk"]` and keep it; None when cancelled.

    Raises NotFound for a desk that is gone, InvalidValue without counts or officers.
    """
    tell = Teller(progress=progress, cancelled=cancelled)
    with closing(bootstrap.open_store()) as store:
        asked_by = store.jobs.get(int(payload["job"])).asked_by
        try:
            tell(step("reading"))
            with store.read() as work:
                mall, history = work.mall.get(), work.history.load(tickets=True)
                seats = seats_of_recent_rosters(work, mall)
            desk = mall.get_desk(DeskId(payload["desk"])).id
            with make_executor(workers_here()) as executor:
                simulations = Simulations(executor=executor, promise=mall.promise)
                case = staffing_case(mall, history, desk, simulations, tell=tell, seats=seats)
            tell(step("saving"))
        except Stopped:
            return None
        today = store.clock.now().astimezone(ZoneInfo(mall.zone.tz_name)).date()
        with store.write(asked_by, "usulan petugas") as work:
            work.results.put(key_of(desk), KIND, as_document(kept_case(case, mall, history, today)))
        return key_of(desk)

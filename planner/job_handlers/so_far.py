"""The best plan so far of a job that is still searching: put by while it works, made the draft when it is cut short."""

from dataclasses import replace

from planner.domain.plan import Plan, PlanFinding
from planner.job_handlers.drafts import keep_draft, so_far_key
from planner.planning.plan_file import plan_as_json, plan_from_json, sealed
from planner.planning.ports import Store
from planner.planning.stored import Job

KIND = "plan_so_far"
CUT_SHORT = "cut_short"
_WHY = {
    "cancelled": ("dihentikan sebelum selesai", "was stopped before it was done"),
    "time_limit": ("melewati batas waktunya", "passed its time limit"),
    "out_of_memory": ("memerlukan memori lebih dari yang ada", "needed more memory than there is"),
    "worker_lost": ("terhenti berulang kali", "broke off again and again"),
}


def put_by(store: Store, made: Plan, job: Job) -> None:
    """Keep a checked plan in case the job is cut short, in place of the one before."""
    with store.write(job.asked_by) as work:
        work.results.put(so_far_key(job.id), KIND, plan_as_json(made))


class PlanSoFar:
    """Answers `planner.worker.Rescue` for jobs that plan."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, job: Job, code: str) -> str | None:
        """Make the plan so far the draft of its week; the plan's id, None where there is none yet."""
        with self._store.read() as work:
            document = work.results.find(so_far_key(job.id))
        if document is None:
            return None
        made = cut_short(plan_from_json(document), code)
        with self._store.write(job.asked_by, "disusun, terpotong") as work:
            return keep_draft(work, made, job.id)

    def drop(self, job: Job) -> None:
        """Forget the plan so far."""
        with self._store.write(job.asked_by) as work:
            work.results.remove(so_far_key(job.id))


def cut_short(made: Plan, code: str) -> Plan:
    """The plan saying first of all that its search was cut short, and why."""
    why_id, why_en = _WHY[code]
    finding = PlanFinding(
        code=CUT_SHORT,
        text_id=f"Penyusunan {why_id}: ini rencana terbaik sampai saat itu. Kuotanya sudah dibuktikan dan semua aturan "
        "diperiksa, tetapi cara menutup kekurangan belum dicari dan jadwal yang lebih baik mungkin ada.",
        text_en=f"Planning {why_en}: this is the best plan by then. Its quotas are proved and all rules were checked, "
        "but remedies were not searched for, and a better roster may exist.",
    )
    return sealed(replace(made, findings=(finding, *made.findings)))

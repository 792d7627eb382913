"""What pages ask the worker for, and the jobs that they may show."""

from collections.abc import Mapping, Sequence

from planner.planning.stored import Job, JobRequest
from webapp.access import Resource, may
from webapp.deps import store
from webapp.sessions import actor

JOBS_LOOKED_AT = 30


def ask_worker(kind: str, payload: Mapping[str, object], limit_seconds: int) -> Job:
    """Ask for a job in the name of who asks; asking twice for the same is one job."""
    return store().jobs.ask(JobRequest(kind=kind, payload=payload, limit_seconds=limit_seconds), actor())


def jobs_seen() -> Sequence[Job]:
    """The newest jobs; none for those who may not look at jobs, as the card of one shows how far it is."""
    return store().jobs.entries(limit=JOBS_LOOKED_AT) if may(Resource.JOBS) else ()

"""Jobs: what is running, did it work; cancel, or try again."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.planning.stored import Job, JobRequest
from webapp import access
from webapp.access import Action, Resource
from webapp.deps import store
from webapp.jobs.pages import make_row, said_by
from webapp.sessions import actor

pages = Blueprint("jobs", __name__)


@pages.get("/jobs")
@access.requires(Resource.JOBS)
def table() -> str:
    """All jobs, newest first."""
    rows = [make_row(job) for job in store().jobs.entries(limit=50)]
    return render_template("jobs/table.html", rows=rows)


@pages.get("/jobs/<int:job>")
@access.requires(Resource.JOBS)
def card(job: int) -> str:
    """One job with its progress."""
    return render_template("jobs/card.html", item=store().jobs.get(job), row=make_row(store().jobs.get(job)))


@pages.get("/jobs/<int:job>/part")
@access.requires(Resource.JOBS)
def fragment(job: int) -> str:
    """The part of a page that shows the progress of one job."""
    return render_template("jobs/fragment.html", item=store().jobs.get(job))


@pages.get("/jobs/<int:job>.json")
@access.requires(Resource.JOBS)
def as_json(job: int) -> Response:
    """The job for machines."""
    return jsonify(_told(store().jobs.get(job)))


def _told(job: Job) -> dict[str, object]:
    progress = job.progress
    return {
        "id": job.id,
        "kind": job.kind,
        "payload": dict(job.payload),
        "state": job.state,
        "elapsed_seconds": progress.elapsed if progress else 0,
        "sentence": said_by(job),
        "best": progress.best if progress else None,
        "bound": progress.bound if progress else None,
        "gap": progress.gap if progress else None,
        "kept": progress.kept if progress else False,
        "result": job.result,
        "reason_code": job.reason_code,
    }


@pages.post("/jobs/<int:job>/cancel")
@access.requires(Resource.JOBS, Action.WRITE)
def cancel(job: int) -> Response:
    """Ask for the end of a job; the best plan so far is kept, unless it shall be dropped."""
    store().jobs.cancel(job, actor(), keep=request.form.get("keep") != "0")
    return redirect(url_for("jobs.card", job=job), 303)


@pages.post("/jobs/<int:job>/again")
@access.requires(Resource.JOBS, Action.WRITE)
def again(job: int) -> Response:
    """Ask for the same once more."""
    old = store().jobs.get(job)
    request = JobRequest(kind=old.kind, payload=old.payload, limit_seconds=old.limit_seconds)
    return redirect(url_for("jobs.card", job=store().jobs.ask(request, actor()).id), 303)

"""The form of the promise: how long a wait, for how many, and how surely everybody is served by closing."""

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.mall import Mall
from planner.domain.promise import Promise
from planner.intake.values import read_number, within
from webapp.forms import Form
from webapp.settings.changes import number_text
from webapp.settings.checks import read_amount

LONGEST_WAIT, LONGEST_GRACE = 480, 120
_PER_CENT = within(read_number, 50, 99)


def first_promise(promise: Promise) -> Mapping[str, object]:
    """What the form holds at first: shares as per cent."""
    return {
        "wait_minutes": promise.wait_minutes,
        "wait_share": number_text(100 * promise.wait_share),
        "finish": number_text(100 * promise.finish_probability),
        "grace": promise.grace_minutes,
    }


def read_promise(form: Form, mall: Mall) -> Mall | None:
    """The mall with that promise; None when the form has faults."""
    now = mall.promise
    minutes, grace = form.whole("wait_minutes", 1, LONGEST_WAIT), form.whole("grace", 0, LONGEST_GRACE)
    share, finish = _share(form, "wait_share", now.wait_share), _share(form, "finish", now.finish_probability)
    if form.faults or minutes is None or grace is None or share is None or finish is None:
        return None
    made = Promise(wait_minutes=minutes, wait_share=share, finish_probability=finish, grace_minutes=grace)
    return replace(mall, promise=made)


def _share(form: Form, name: str, now: float) -> float | None:
    """A share typed as per cent; what was left as it stood stays the very same."""
    given = read_amount(form, name, _PER_CENT, 100 * now)
    return now if given == 100 * now else None if given is None else given / 100

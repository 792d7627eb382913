"""Drafts of scenarios: found with the rights of who asks, kept in one write each."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import abort

from planner.planning.kept_scenarios import Draft, all_drafts, read_drafts, write_drafts
from planner.planning.ports import UnitOfWork
from webapp.access import own_agency
from webapp.deps import store
from webapp.language import t
from webapp.sessions import actor

TOKEN_BYTES = 8
MOST_DRAFTS = 40
MOST_CHANGES = 20


def drafts_seen(work: UnitOfWork) -> tuple[Draft, ...]:
    """Drafts the person may see, the newest first."""
    own = own_agency()
    found = all_drafts(work) if own is None else read_drafts(work, own)
    return tuple(reversed(found))


def find_draft(work: UnitOfWork, token: str) -> Draft:
    """The draft; one of somebody else's answers exactly as none."""
    return next((draft for draft in drafts_seen(work) if draft.token == token), None) or abort(404)


def new_draft(name: str, reason: str, rows: Sequence[dict[str, object]] = ()) -> Draft | None:
    """Keep a new draft; None when there are as many as there may be."""
    by = actor()
    made = Draft(
        token=secrets.token_hex(TOKEN_BYTES), name=name, reason=reason, rows=tuple(rows), agency=by.agency, by=by.name
    )
    with store().write(by, reason=t("whatif.kept_reason", name=name)) as work:
        drafts = read_drafts(work, by.agency)
        if len(drafts) >= MOST_DRAFTS:
            return None
        write_drafts(work, by.agency, (*drafts, made))
    return made


def change_draft(draft: Draft, change: Callable[[Draft], Draft]) -> None:
    """Change a draft as it stands now, so that of two who change it at once neither is lost."""
    with store().write(actor(), reason=t("whatif.kept_reason", name=draft.name)) as work:
        drafts = read_drafts(work, draft.agency)
        write_drafts(work, draft.agency, tuple(change(d) if d.token == draft.token else d for d in drafts))


def without_row(draft: Draft, number: int, row: Mapping[str, Any]) -> Draft:
    """The draft without its change of that number; as it is where another one stands there by now."""
    if draft.rows[number : number + 1] != (row,):
        return draft
    return replace(draft, rows=draft.rows[:number] + draft.rows[number + 1 :])


def remove_draft(draft: Draft) -> None:
    """Forget a draft; kept answers stay."""
    with store().write(actor(), reason=t("whatif.gone_reason", name=draft.name)) as work:
        kept = tuple(d for d in read_drafts(work, draft.agency) if d.token != draft.token)
        write_drafts(work, draft.agency, kept)

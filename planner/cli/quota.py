"""`loketplan quota` and `loketplan desk-day`: one desk from a few numbers, no mall needed."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.desk_options import DeskNumbers, desk_options
from planner.domain.demand import QUANTILE_LEVELS
from planner.domain.errors import PlannerError

if TYPE_CHECKING:  # the engine compiles itself on import; only a command that runs pays for it
    from planner.queueing.capacity import Capacity
    from planner.queueing.proof import Proof
    from planner.queueing.release import ReleaseProposal

QUOTA_EXAMPLE = "Example: loketplan quota --officers 4 --minutes 11.5 --profile rush --demand 99"
DESK_EXAMPLE = "Example: loketplan desk-day --officers 4 --tickets 70 --svg day.svg"
DEMAND_SPREAD = 0.25  # a demand given as one number is taken as even between this much below and above it


@click.command("quota", epilog=QUOTA_EXAMPLE)
@desk_options
@click.option("--demand", type=click.FloatRange(0), help="Visits a day that would come; prices release windows.")
@click.option("--lang", "language", default="id", show_default=True, type=click.Choice(["id", "en"]))
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def quota(*, demand: float | None, language: str, as_json: bool, **numbers: Any) -> None:
    """Largest number of tickets a day that keeps the promise, what binds, and what one officer is worth.

    Times are of the day's clock. With --demand it also says what happens when more people come than tickets.
    """
    desk = DeskNumbers(**numbers)
    answer = _quota_answer(desk, demand)
    if as_json:
        click.echo(json.dumps(_quota_json(answer), indent=1, ensure_ascii=False))
        return
    click.echo("\n".join(_quota_lines(desk, answer, language)))


@click.command("desk-day", epilog=DESK_EXAMPLE)
@desk_options
@click.option("--tickets", required=True, help="Tickets a day, or of each window: 40,33,11.")
@click.option("--demand", type=click.FloatRange(0), help="Visits a day that would come; default: as many as tickets.")
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Write a picture of queue and waits.")
@click.option("--lang", "language", default="id", show_default=True, type=click.Choice(["id", "en"]))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def simulate_desk(
    *, tickets: str, demand: float | None, svg: Path | None, language: str, as_json: bool, **numbers: Any
) -> None:
    """Simulate one desk-day with given tickets: waits, finish, overtime, and a picture of the day."""
    desk = DeskNumbers(**numbers)
    split = _parse_tickets(tickets, desk.windows)
    proof = _desk_proof(desk, split, demand)
    if svg is not None:
        svg.write_text(_desk_picture(desk, split, language), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(_proof_json(proof), indent=1, ensure_ascii=False))
        return
    click.echo("\n".join(_proof_lines(proof, language)))
    if svg is not None:
        click.echo(str(svg))


class _QuotaAnswer:
    """Everything `quota` prints."""

    def __init__(self, found: "Capacity", neighbours: dict[int, int], proposal: "ReleaseProposal | None") -> None:
        self.found = found
        self.neighbours = neighbours
        self.proposal = proposal


def _quota_answer(desk: DeskNumbers, demand: float | None) -> _QuotaAnswer:
    from planner.queueing.capacity import SearchSettings, window_capacity
    from planner.queueing.release import ReleaseSettings, propose_release

    settings = SearchSettings(seed=desk.seed)
    try:
        day = desk.desk_day()
        found = window_capacity(day, desk.promise, settings)
        near = [n for n in (desk.officers - 1, desk.officers + 1) if n >= 0]
        days = {n: replace(desk, officers=n).desk_day() for n in near}
        neighbours = {n: window_capacity(other, desk.promise, settings).total for n, other in days.items()}
        proposal = None
        if demand is not None:
            release = ReleaseSettings(search=settings, start_share=desk.window_start_share)
            proposal = propose_release(day, _demand_quantiles(demand), desk.promise, release)
    except PlannerError as fault:
        raise click.UsageError(str(fault)) from fault
    return _QuotaAnswer(found, neighbours, proposal)


def _demand_quantiles(mean: float) -> tuple[float, ...]:
    return tuple(mean * (1 + DEMAND_SPREAD * (2 * level - 1)) for level in QUANTILE_LEVELS)


def _quota_lines(desk: DeskNumbers, answer: _QuotaAnswer, language: str) -> list[str]:
    found, words = answer.found, _QUOTA_WORDS[language]
    parts = [f"{n} ({w})" for w, n in found.tickets_by_window.items()]
    split = " = " + " + ".join(parts) if len(parts) > 1 else ""
    tight = min(found.terms_above, key=lambda term: term.margin)
    here = next(term for term in found.terms if term.clause == tight.clause)
    lines = [
        words["desk"].format(
            officers=desk.officers,
            minutes=_number(desk.minutes, language),
            open=desk.clock(0),
            close=desk.clock(desk.closing - desk.opening),
            last=desk.clock(desk.last_ticket - desk.opening),
        ),
        words["quota"].format(total=found.total, low=found.interval[0], high=found.interval[1]) + split,
        words["binding"].format(
            binding=found.binding_words(language),
            here=_percent(here.share, language),
            above=_percent(tight.share, language),
            promised=_percent(tight.promised, language),
        ),
    ]
    lines += [words["officers"].format(officers=n, total=total) for n, total in sorted(answer.neighbours.items())]
    if answer.proposal is not None:
        lines.append(answer.proposal.sentence(language))
    return [*lines, words["basis"].format(days=found.days, seed=found.seed)]


_QUOTA_WORDS = {
    "id": {
        "desk": "{officers} petugas, {minutes} menit per kunjungan, buka {open}-{close}, antrean terakhir {last}.",
        "quota": "Kapasitas: {total} antrean sehari ({low}-{high})",
        "binding": "Yang membatasi: {binding} ({here}; satu antrean lagi {above}; janji {promised}).",
        "officers": "Dengan {officers} petugas: {total} antrean.",
        "basis": "Disimulasikan {days} hari, benih {seed}; bentuk kedatangan dan jumlah keperluan adalah anggapan.",
    },
    "en": {
        "desk": "{officers} officers, {minutes} minutes a visit, open {open}-{close}, last ticket {last}.",
        "quota": "Capacity: {total} tickets a day ({low}-{high})",
        "binding": "What binds: {binding} ({here}; one ticket more {above}; promised {promised}).",
        "officers": "With {officers} officers: {total} tickets.",
        "basis": "Simulated over {days} days, seed {seed}; arrival profile and number of needs are assumed.",
    },
}


def _number(value: float, language: str, places: int = 1) -> str:
    if math.isinf(value):
        return {"id": "tak terhingga", "en": "endless"}[language]
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if language == "id" else text


def _percent(share: float, language: str) -> str:
    return _number(100 * share, language) + " %"


def _quota_json(answer: _QuotaAnswer) -> dict[str, Any]:
    found = answer.found
    result: dict[str, Any] = {
        "capacity_tickets": found.total,
        "tickets_by_window": found.tickets_by_window,
        "interval_tickets": list(found.interval),
        "binding": [term.words("en") for term in found.binding],
        "capacity_tickets_by_officers": {str(n): total for n, total in answer.neighbours.items()},
        "days": found.days,
        "seed": found.seed,
    }
    if answer.proposal is not None:
        best = answer.proposal.best
        result["release"] = {
            "one_window_tickets": answer.proposal.one_window.total,
            "windows": [[w.start_minutes, w.last_ticket_minutes] for w in best.windows],
            "tickets": list(best.tickets),
            "served_more_visits": round(answer.proposal.gain_visits, 1),
            "proposed": answer.proposal.proposes_windows,
        }
    return result


def _parse_tickets(text: str, windows: int) -> tuple[int, ...]:
    parts = text.split(",")
    if not all(part.strip().isdigit() for part in parts):
        raise click.UsageError(f"--tickets {text!r} must be whole numbers such as 63 or 40,33,11")
    if len(parts) != windows:
        raise click.UsageError(f"--tickets {text!r} has {len(parts)} numbers for {windows} window(s)")
    return tuple(int(part) for part in parts)


def _desk_proof(desk: DeskNumbers, tickets: tuple[int, ...], demand: float | None) -> "Proof":
    from planner.queueing.proof import ProofSettings, prove, prove_exactly

    settings = ProofSettings(seed=desk.seed)
    try:
        day = desk.desk_day()
        if demand is None:
            return prove_exactly(day, tickets, desk.promise, settings)
        return prove(day, tickets, _demand_quantiles(demand), desk.promise, settings)
    except PlannerError as fault:
        raise click.UsageError(str(fault)) from fault


def _desk_picture(desk: DeskNumbers, tickets: tuple[int, ...], language: str) -> str:
    from planner.cli.desk_chart import Caption, day_chart
    from planner.queueing.course import day_course

    title = {"id": "{} petugas, {} antrean", "en": "{} officers, {} tickets"}[language]
    caption = Caption(
        title=title.format(desk.officers, sum(tickets)),
        promised_minutes=desk.wait,
        clock=desk.clock,
        language=language,
    )
    return day_chart(day_course(desk.desk_day(), tickets, seed=desk.seed), caption)


def _proof_lines(proof: "Proof", language: str) -> list[str]:
    words = _PROOF_WORDS[language]
    per_day = {
        name: _number(proof.per_day(total), language)
        for name, total in (("demand", proof.demand), ("served", proof.served), ("turned", proof.turned_away))
    }
    lines = [
        words["visits"].format(**per_day),
        words["waits"].format(
            p90=_number(proof.wait_p90_minutes, language), within=_percent(proof.share_within, language)
        ),
        words["finish"].format(
            share=_percent(proof.finish_probability, language), overtime=_number(proof.overtime_minutes, language)
        ),
    ]
    lines += [
        words["window"].format(
            window=row.window,
            admitted=_number(row.admitted, language),
            within=_percent(row.share_within, language),
            p90=_number(row.wait_p90_minutes, language),
        )
        for row in proof.windows
        if len(proof.tickets) > 1 and row.service is None
    ]
    verdict = words["kept"] if proof.kept else words["broken"].format(term=proof.broken[0].words(language))
    return [*lines, verdict]


_PROOF_WORDS = {
    "id": {
        "visits": "Sehari: {demand} orang datang, {served} terlayani, {turned} tidak kebagian nomor.",
        "waits": "90 % menunggu paling lama {p90} menit; {within} dalam batas janji.",
        "finish": "Hari selesai tepat waktu: {share}; lembur {overtime} menit petugas sehari.",
        "window": "Gelombang {window}: {admitted} orang, {within} dalam batas janji, P90 {p90} menit.",
        "kept": "Janji layanan terjaga.",
        "broken": "Janji layanan tidak terjaga: {term}.",
    },
    "en": {
        "visits": "A day: {demand} people come, {served} are served, {turned} get no ticket.",
        "waits": "90 % wait at most {p90} minutes; {within} within the promise.",
        "finish": "Days that end in time: {share}; overtime {overtime} officer minutes a day.",
        "window": "Window {window}: {admitted} people, {within} within the promise, P90 {p90} minutes.",
        "kept": "The promise is kept.",
        "broken": "The promise is broken: {term}.",
    },
}


def _proof_json(proof: "Proof") -> dict[str, Any]:
    return {
        "demand_visits": proof.per_day(proof.demand),
        "served_visits": proof.per_day(proof.served),
        "left_visits": proof.per_day(proof.left),
        "turned_away_visits": proof.per_day(proof.turned_away),
        "wait_p90_minutes": proof.wait_p90_minutes if math.isfinite(proof.wait_p90_minutes) else None,
        "share_within": proof.share_within,
        "finish_probability": proof.finish_probability,
        "overtime_minutes": proof.overtime_minutes,
        "kept": proof.kept,
        "broken": [term.words("en") for term in proof.broken],
    }

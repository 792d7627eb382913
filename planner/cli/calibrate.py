"""`loketplan calibrate`: minutes per visit from three questions, or from a day's tally sheet."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

import click

from planner.cli.faults import end_with_findings
from planner.domain.errors import InvalidFile, PlannerError
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Mall, Service
from planner.domain.periods import DayType, minute_of_day
from planner.domain.tally import Tally, with_tally, with_visit_minutes
from planner.intake.catalogue import CatalogueService, read_catalogue
from planner.intake.read import read_mall
from planner.intake.tally import read_tally
from planner.planning.calibrate import Calibration, Lunch, NormalDay, calibrate
from planner.planning.service_mix import service_mix
from planner.report.tally_sheet import tally_form, write_tally_sheet

Mix = Mapping[DeskId, Mapping[ServiceId, float]]
CLOCK = click.DateTime(["%H:%M", "%H.%M"])
SHAPES = {"id": {"rush": "ramai pagi", "spread": "merata"}, "en": {"rush": "morning rush", "spread": "spread"}}
WORDS = {
    "id": {
        "answer": "  datang {shape:<10} tiket terakhir {last}: {minutes} menit per kunjungan (selesai {end})",
        "impossible": "  datang {shape:<10} tiket terakhir {last}: tidak ada lama layanan yang cocok",
        "range": "Menit per kunjungan: {low} sampai {high}, tengahnya {middle}.",
        "catalogue": "Patokan (menit per kunjungan; kisaran; asal):",
        "service": "  {name}: {minutes} ({low}-{high}); {basis}: {source}",
        "rows": "Untuk lembar services:",
        "tally": "Turus {day}: {people} orang, {visits} kunjungan dicatat waktunya.",
        "profiles": "Untuk lembar profiles (measured = ya):",
    },
    "en": {
        "answer": "  arriving {shape:<12} last ticket {last}: {minutes} minutes a visit (ends {end})",
        "impossible": "  arriving {shape:<12} last ticket {last}: no length of a visit fits",
        "range": "Minutes a visit: {low} to {high}, in the middle {middle}.",
        "catalogue": "The catalogue (minutes a visit; range; basis):",
        "service": "  {name}: {minutes} ({low}-{high}); {basis}: {source}",
        "rows": "For the sheet services:",
        "tally": "Tally of {day}: {people} people, {visits} timed visits.",
        "profiles": "For the sheet profiles (measured = yes):",
    },
}
MINUTES_COLUMNS = ("setup_minutes", "need_minutes", "need_minutes_low", "need_minutes_high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How to tell: language, or JSON."""

    lang: str
    as_json: bool

    def say(self, key: str, **values: object) -> None:
        """A line of text."""
        click.echo(WORDS[self.lang][key].format(**values))

    def number(self, value: float) -> str:
        """`14,8` or `14.8`."""
        return f"{value:.1f}".replace(".", "," if self.lang == "id" else ".")


@click.command(
    "calibrate",
    epilog="Example: loketplan calibrate --tickets 70 --officers 4 --last-served 14:50 --agency disdukcapil",
)
@click.option("--tickets", type=click.IntRange(1, 2000), help="Tickets on a normal day.")
@click.option("--officers", type=click.IntRange(1, 60), help="Officers at the desk on that day.")
@click.option("--last-served", type=CLOCK, help="When the last visitor is served, e.g. 14:50.")
@click.option("--lunch", type=click.Choice([str(way) for way in Lunch]), default="two_groups", show_default=True)
@click.option(
    "--last-ticket", "last_tickets", type=CLOCK, multiple=True, help="Default: 14:00 and 14:30, or the mall's."
)
@click.option("--agency", default="", help="Agency of the catalogue to show beside it.")
@click.option("--mall", type=click.Path(exists=True, path_type=Path), help="Take the hours from this mall.")
@click.option("--desk", default="", help="Desk of the mall; its services get rows to copy.")
@click.option("--sheet", type=click.Path(path_type=Path), help="Write the tally sheet of --desk into this folder.")
@click.option("--tally", type=click.Path(exists=True, path_type=Path), help="Read a filled tally sheet (XLSX).")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--json", "as_json", is_flag=True)
def calibrate_minutes(mall: Path | None, desk: str, *, lang: str, as_json: bool, **asked: Any) -> None:
    """Minutes per visit by three questions: tickets on a normal day, officers, and when the last one is served.

    Asks what is not given. With --sheet it writes the tally sheet to print, with --tally it reads one back. Nothing is
    changed: rows to copy into the mall's sheets are printed.
    """
    told = Told(lang=lang, as_json=as_json)
    try:
        files = read_mall(mall) if mall else None
        known = files.mall if files else None
        mix = service_mix(files.mall, (), files.history) if files else {}
        if (asked["sheet"] or asked["tally"]) and known is None:
            raise click.UsageError("--sheet and --tally need --mall")
        if asked["sheet"]:
            assert known is not None
            for path in write_tally_sheet(tally_form(known, known.get_desk(DeskId(desk))), asked["sheet"]):
                click.echo(path)
        elif asked["tally"]:
            assert known is not None
            _tell_tally(known, read_tally(asked["tally"]), mix, told)
        else:
            services = known.services_of(known.get_desk(DeskId(desk)).id) if known and desk else ()
            found = calibrate(_normal_day(asked, known, lang))
            rows = (
                with_visit_minutes(services, (found.low, found.middle, found.high), mix[DeskId(desk)])
                if services
                else ()
            )
            _tell_calibration(found, rows, asked["agency"], told)
    except InvalidFile as fault:
        end_with_findings(fault, lang)
    except PlannerError as fault:
        raise click.ClickException(str(fault)) from fault


def _normal_day(asked: dict[str, Any], mall: Mall | None, lang: str) -> NormalDay:
    """The three answers, asked for where they are not given, with the hours of the mall."""
    asks = {
        "tickets": ("Hari biasa: berapa nomor antrean?", "Tickets on a normal day?", click.IntRange(1, 2000)),
        "officers": ("Berapa petugas di meja itu?", "Officers at the desk?", click.IntRange(1, 60)),
        "last_served": ("Jam berapa pengunjung terakhir selesai?", "When is the last one served?", CLOCK),
    }
    given: dict[str, Any] = {
        name: asked[name] if asked[name] is not None else click.prompt(text_en if lang == "en" else text_id, type=kind)
        for name, (text_id, text_en, kind) in asks.items()
    }
    last_served: datetime = given["last_served"]
    hours = _hours(mall) if mall else {}
    if asked["last_tickets"]:
        hours["last_tickets"] = tuple(moment.time() for moment in asked["last_tickets"])
    return NormalDay(
        tickets=given["tickets"],
        officers=given["officers"],
        last_served=last_served.time(),
        lunch=Lunch(asked["lunch"]),
        **hours,
    )


def _hours(mall: Mall) -> dict[str, Any]:
    """Opening, closing, last ticket (and half an hour later, if that is before closing) and breaks of a normal day."""
    day = mall.timetable(DayType.NORMAL)
    later = time(*divmod(minute_of_day(day.last_ticket) + 30, 60))
    starts = sorted(day.break_starts) or [day.open]
    second = next((s for s in starts if minute_of_day(s) >= minute_of_day(starts[0]) + day.break_minutes), starts[-1])
    return {
        "opens": day.open,
        "closes": day.close,
        "last_tickets": (day.last_ticket, later) if later <= day.close else (day.last_ticket,),
        "breaks": (starts[0], second),
        "break_minutes": day.break_minutes if day.break_starts else 0,
    }


def _tell_calibration(found: Calibration, rows: Sequence[Service], agency: str, told: Told) -> None:
    beside = [entry for entry in read_catalogue() if entry.agency == agency.casefold()]
    if told.as_json:
        click.echo(json.dumps(_as_json(found, rows), ensure_ascii=False, indent=1))
        return
    for answer in found.answers:
        told.say(
            "answer",
            shape=SHAPES[told.lang][answer.shape],
            last=f"{answer.last_ticket:%H:%M}",
            minutes=told.number(answer.visit_minutes),
            end=f"{answer.median_last_end:%H:%M}",
        )
    for shape, last in found.impossible:
        told.say("impossible", shape=SHAPES[told.lang][shape], last=f"{last:%H:%M}")
    told.say("range", low=told.number(found.low), high=told.number(found.high), middle=told.number(found.middle))
    _tell_catalogue(beside, told)
    _tell_rows(rows, told)


def _as_json(found: Calibration, rows: Sequence[Service]) -> dict[str, Any]:
    return {
        "low": found.low,
        "middle": found.middle,
        "high": found.high,
        "answers": [
            asdict(a) | {"last_ticket": f"{a.last_ticket}", "median_last_end": f"{a.median_last_end}"}
            for a in found.answers
        ],
        "services": [{"id": s.id, **{name: getattr(s, name) for name in MINUTES_COLUMNS}} for s in rows],
    }


def _tell_catalogue(beside: Sequence[CatalogueService], told: Told) -> None:
    if beside:
        told.say("catalogue")
    for entry in beside:
        minutes = [
            told.number(entry.setup_minutes + entry.needs_mean * need)
            for need in (entry.need_minutes, entry.need_minutes_low, entry.need_minutes_high)
        ]
        told.say(
            "service",
            name=entry.name,
            minutes=minutes[0],
            low=minutes[1],
            high=minutes[2],
            basis=entry.basis,
            source=entry.source,
        )


def _tell_rows(rows: Sequence[Service], told: Told) -> None:
    if rows:
        told.say("rows")
        click.echo("id," + ",".join(MINUTES_COLUMNS))
    for service in rows:
        click.echo(",".join([service.id, *(f"{getattr(service, name):g}" for name in MINUTES_COLUMNS)]))


def _tell_tally(mall: Mall, tally: Tally, mix: Mix, told: Told) -> None:
    learned = with_tally(mall, tally, mix.get(tally.desk, {}))
    told.say("tally", day=tally.day.isoformat(), people=tally.people, visits=len(tally.visit_minutes))
    if tally.minutes_range:
        _tell_rows(learned.services_of(tally.desk), told)
    if tally.profile:
        told.say("profiles")
        click.echo("desk,half_hour,share,measured")
        for line in _profile_lines(tally):
            click.echo(line)


def _profile_lines(tally: Tally) -> Iterator[str]:
    assert tally.profile is not None
    yield f"{tally.desk},buka,{tally.profile.at_open:.4f},ya"
    for minute, share in tally.profile.half_hours.items():
        yield f"{tally.desk},{minute // 60:02d}:{minute % 60:02d},{share:.4f},ya"

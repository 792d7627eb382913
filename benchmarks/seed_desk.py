"""The table and the picture of docs/quota.md: `python benchmarks/seed_desk.py [--svg PICTURE.svg]`.

The founding desk with set A, B, C (11.5, 15.4 and 18.5 minutes a visit), lunch in two groups or covered, one window a
day (the whole day's profile) or the three sessions, closing at 15:00 without grace.
"""

import argparse
from dataclasses import replace
from pathlib import Path

from planner.domain.promise import Promise
from planner.queueing.capacity import Capacity, window_capacity
from planner.queueing.desk_day import DeskDay, Profile, ServiceWork, Shift, Window

NEEDS = (0.62, 0.25, 0.09, 0.04)
SETS = {"A": 5.5, "B": 8.0, "C": 10.0}  # minutes of a need; set-up 3
RUSH = Profile(door_share=0.15, half_hour_shares=(16, 15, 13, 10, 8, 6, 4, 2, 2, 3, 3, 2, 1))
PROFILES = {"rush": RUSH, "spread": Profile()}
LAST_TICKETS = {"14:00": 360.0, "14:30": 390.0}
PROMISE = Promise(grace_minutes=0)
SESSIONS = (
    Window(id="pagi", start_minutes=0, last_ticket_minutes=180),
    Window(id="siang", start_minutes=180, last_ticket_minutes=330),
    Window(id="sore", start_minutes=330, last_ticket_minutes=360),
)
TITLE = "Antrean sehari yang menjaga janji, menurut jumlah petugas (set A)"
COLORS = {"rush": "#b3402a", "spread": "#1f5f8b", "windows": "#3c7a3c"}
LABELS = {"rush": "satu gelombang, ramai pagi", "spread": "satu gelombang, merata", "windows": "tiga gelombang"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--svg", type=Path)
    arguments = parser.parse_args()
    print_table()
    if arguments.svg:
        arguments.svg.write_text(picture(curves()), encoding="utf-8")


def desk(officers: int, minutes: float = SETS["A"], *, profile: str = "rush", lunch: bool = True) -> DeskDay:
    service = ServiceWork(id="layanan", setup_minutes=3.0, need_minutes=minutes, needs_share=NEEDS)
    shifts = tuple(
        Shift(
            id=str(i),
            presence=((0, 420),),
            skills=("layanan",),
            breaks=((210 + 60 * (i % 2), 60),) if lunch else (),
        )
        for i in range(officers)
    )
    window = Window(id="sehari", start_minutes=0, last_ticket_minutes=360)
    return DeskDay(close_minutes=420, services=(service,), shifts=shifts, windows=(window,), profile=PROFILES[profile])


def print_table() -> None:
    cells = [(profile, last) for profile in PROFILES for last in LAST_TICKETS]
    print("| officers | set | lunch | " + " | ".join(f"{p} {last}" for p, last in cells) + " | 3 windows |")
    print("|---|---|---|" + "---|" * (len(cells) + 1))
    rows = [(officers, name, True) for name in SETS for officers in (2, 3, 4, 5)]
    rows += [(officers, name, False) for name in ("A", "B") for officers in (3, 4)]
    for officers, name, lunch in rows:
        found = [
            shown(one_window(desk(officers, SETS[name], profile=profile, lunch=lunch), LAST_TICKETS[last]))
            for profile, last in cells
        ]
        split = window_capacity(replace(desk(officers, SETS[name], lunch=lunch), windows=SESSIONS), PROMISE)
        found.append(f"{'+'.join(map(str, split.tickets))} = {split.total}")
        print(f"| {officers} | {name} | {'two groups' if lunch else 'covered'} | " + " | ".join(found) + " |")


def one_window(day: DeskDay, last_ticket: float) -> Capacity:
    window = replace(day.windows[0], last_ticket_minutes=last_ticket)
    return window_capacity(replace(day, windows=(window,)), PROMISE)


def shown(found: Capacity) -> str:
    """Tickets and what binds: w wait, c close."""
    return f"{found.total} {found.binding[0].kind[0]}"


def curves() -> dict[str, list[int]]:
    """Tickets a day of 1-8 officers, set A, lunch in two groups, last ticket 14:00."""
    officers = range(1, 9)
    return {
        "rush": [window_capacity(desk(n), PROMISE).total for n in officers],
        "spread": [window_capacity(desk(n, profile="spread"), PROMISE).total for n in officers],
        "windows": [window_capacity(replace(desk(n), windows=SESSIONS), PROMISE).total for n in officers],
    }


def picture(lines: dict[str, list[int]]) -> str:
    width, height, left, bottom, top = 640, 360, 50, 320, 30
    highest = 20 * (max(max(line) for line in lines.values()) // 20 + 1)

    def x(officers: float) -> float:
        return left + (width - left - 20) * officers / 8

    def y(tickets: float) -> float:
        return bottom - (bottom - top) * tickets / highest

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
        ' font-size="12">',
        f"<title>{TITLE}</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{left}" y="18" font-size="14">{TITLE}</text>',
    ]
    for tickets in range(0, highest + 1, 20):
        parts.append(
            f'<line x1="{left}" x2="{width - 20}" y1="{y(tickets):.1f}" y2="{y(tickets):.1f}" stroke="#dddddd"/>'
            f'<text x="{left - 6}" y="{y(tickets) + 4:.1f}" text-anchor="end">{tickets}</text>'
        )
    parts += [f'<text x="{x(n):.1f}" y="{bottom + 18}" text-anchor="middle">{n}</text>' for n in range(9)]
    parts.append(f'<text x="{width - 20}" y="{bottom + 34}" text-anchor="end">petugas</text>')
    parts.append(
        f'<line x1="{left}" x2="{width - 20}" y1="{y(70):.1f}" y2="{y(70):.1f}" stroke="#888888"'
        ' stroke-dasharray="4 4"/>'
        f'<text x="{left + 6}" y="{y(70) - 4:.1f}" fill="#666666">70, angka yang dipakai sekarang</text>'
    )
    for i, (name, line) in enumerate(lines.items()):
        points = " ".join(f"{x(n + 1):.1f},{y(tickets):.1f}" for n, tickets in enumerate(line))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{COLORS[name]}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x(n + 1):.1f}" cy="{y(tickets):.1f}" r="3" fill="{COLORS[name]}"/>'
            for n, tickets in enumerate(line)
        ]
        parts.append(f'<text x="{left + 20}" y="{top + 16 + 16 * i}" fill="{COLORS[name]}">{LABELS[name]}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()

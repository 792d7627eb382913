"""A desk from a few numbers on the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from planner.domain.promise import Promise
from planner.queueing.desk_day import DeskDay, Profile, ServiceWork, Shift, Window

MEASURED_NEEDS = (0.62, 0.25, 0.09, 0.04)  # shares of visits with 1-4 needs, assumed (docs/quota.md, set A)
MEAN_NEEDS = 1.55
SETUP_SHARE = 0.26  # part of a visit's minutes that is set-up, as in set A
RUSH = Profile(door_share=0.15, half_hour_shares=(16, 15, 13, 10, 8, 6, 4, 2, 2, 3, 3, 2, 1))
PROFILES = {"rush": RUSH, "spread": Profile()}


class ClockTime(click.ParamType[int]):
    """`08:00` as minutes after midnight."""

    name = "HH:MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Minutes after midnight; fails with the value that is no time."""
        if isinstance(value, int):
            return value
        hours, colon, minutes = str(value).replace(".", ":").partition(":")
        if not (colon and hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
            self.fail(f"{value!r} is not a time such as 08:00", param, ctx)
        return 60 * int(hours) + int(minutes)


CLOCK = ClockTime()

OPTIONS = (
    click.option("--officers", default=4, show_default=True, type=click.IntRange(0, 60), help="Officers all day."),
    click.option(
        "--minutes", default=11.5, show_default=True, type=click.FloatRange(0.5), help="Mean officer minutes a visit."
    ),
    click.option("--profile", default="rush", show_default=True, type=click.Choice(list(PROFILES))),
    click.option("--windows", default=1, show_default=True, type=click.IntRange(1, 4), help="Release windows a day."),
    click.option(
        "--window-start-share",
        default=0.3,
        show_default=True,
        type=click.FloatRange(0, 1),
        help="Part of a window's people who stand at its start.",
    ),
    click.option("--open", "opening", default="08:00", show_default=True, type=CLOCK),
    click.option("--close", "closing", default="15:00", show_default=True, type=CLOCK),
    click.option("--last-ticket", default="14:00", show_default=True, type=CLOCK),
    click.option("--lunch", default="11:30", show_default=True, type=CLOCK, help="First lunch group goes."),
    click.option("--lunch-minutes", default=60, show_default=True, type=click.IntRange(0, 180), help="0 = covered."),
    click.option("--lunch-groups", default=2, show_default=True, type=click.IntRange(1, 4)),
    click.option("--priority-share", default=0.0, show_default=True, type=click.FloatRange(0, 1)),
    click.option("--no-show-share", default=0.0, show_default=True, type=click.FloatRange(0, 0.95)),
    click.option("--wait", default=30, show_default=True, type=click.IntRange(1, 480), help="Promised wait, minutes."),
    click.option("--wait-share", default=0.9, show_default=True, type=click.FloatRange(0, 1)),
    click.option(
        "--finish", default=0.95, show_default=True, type=click.FloatRange(0, 1), help="Share of days in time."
    ),
    click.option("--grace", default=15, show_default=True, type=click.IntRange(0, 120), help="Minutes after closing."),
    click.option("--seed", default=1, show_default=True, type=click.IntRange(0)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNumbers:
    """What the options say of one desk; clock times in minutes after midnight."""

    officers: int
    minutes: float
    profile: str
    windows: int
    window_start_share: float
    opening: int
    closing: int
    last_ticket: int
    lunch: int
    lunch_minutes: int
    lunch_groups: int
    priority_share: float
    no_show_share: float
    wait: int
    wait_share: float
    finish: float
    grace: int
    seed: int

    def __post_init__(self) -> None:
        if not self.opening < self.last_ticket <= self.closing:
            opening, last, closing = (
                f"{m // 60:02d}:{m % 60:02d}" for m in (self.opening, self.last_ticket, self.closing)
            )
            raise click.UsageError(
                f"--open {opening}, --last-ticket {last}, --close {closing} are not in order: give a last ticket "
                "after opening and not after closing"
            )

    @property
    def promise(self) -> Promise:
        """The promise the options ask for."""
        return Promise(
            wait_minutes=self.wait,
            wait_share=self.wait_share,
            finish_probability=self.finish,
            grace_minutes=self.grace,
        )

    def desk_day(self) -> DeskDay:
        """The desk's day, in minutes after opening."""
        return DeskDay(
            close_minutes=self.closing - self.opening,
            services=(self._service(),),
            shifts=tuple(self._shift(i) for i in range(self.officers)),
            windows=self._windows(),
            profile=PROFILES[self.profile],
            no_show_share=self.no_show_share,
        )

    def clock(self, minutes: float) -> str:
        """Minutes after opening as 14.00, the way clocks are written in Indonesia."""
        minute = round(self.opening + minutes)
        return f"{minute // 60:02d}.{minute % 60:02d}"

    def _service(self) -> ServiceWork:
        setup = SETUP_SHARE * self.minutes
        return ServiceWork(
            id="layanan",
            setup_minutes=setup,
            need_minutes=(self.minutes - setup) / MEAN_NEEDS,
            needs_share=MEASURED_NEEDS,
            priority_share=self.priority_share,
        )

    def _shift(self, number: int) -> Shift:
        start = self.lunch - self.opening + self.lunch_minutes * (number % self.lunch_groups)
        return Shift(
            id=str(number + 1),
            presence=((0.0, float(self.closing - self.opening)),),
            skills=("layanan",),
            breaks=((float(start), float(self.lunch_minutes)),) if self.lunch_minutes else (),
        )

    def _windows(self) -> tuple[Window, ...]:
        length = (self.last_ticket - self.opening) / self.windows
        return tuple(
            Window(
                id=self.clock(i * length),
                start_minutes=i * length,
                last_ticket_minutes=(i + 1) * length,
                start_share=self.window_start_share,
            )
            for i in range(self.windows)
        )


def desk_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of one desk."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command

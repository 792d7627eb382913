"""The notice of one day as an A4 poster, with a code that leads a phone to the notice itself."""

from dataclasses import dataclass
from datetime import date

from planner.report.language import Language
from planner.report.notice_rows import NoticeDay, NoticeDesk
from webapp.notice.pages import NoticePage, PublicPlan, by_hand


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterRow:
    """A desk on the day of the poster."""

    desk: NoticeDesk
    day: NoticeDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """The poster in words. remarks: quotas set by hand that day."""

    day: date
    rows: tuple[PosterRow, ...]
    remarks: tuple[str, ...]


def make_poster(public: PublicPlan, page: NoticePage, day: date, language: Language) -> Poster:
    """The desks of a day in the order of the notice."""
    place = public.plan.input.days.index(day) + 1
    titles = {desk.id: desk.name for desk in public.plan.input.mall.desks}
    return Poster(
        day=day,
        rows=tuple(
            PosterRow(desk=desk, day=told) for desk in page.notice.desks for told in desk.days if place in told.places
        ),
        remarks=tuple(f"{titles[o.desk]}. {by_hand(o, language)}" for o in public.overrides if o.day == day),
    )


def qr_code(address: str) -> str:
    """SVG without size and colours of its own; a quarter of it may be dirty."""
    import segno  # needed for posters only

    made = segno.make(address, error="q", micro=False)
    return str(made.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, light="#fff"))

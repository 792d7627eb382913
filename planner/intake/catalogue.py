"""The catalogue of service minutes, `planner/data/services.csv`: what is published or assumed for common services."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from planner.domain.checks import require, require_between, require_text


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueService:
    """Officer minutes of a common service.

    need_minutes_low, need_minutes_high : range of the minutes of a need in what was found or assumed.
    need_cv    : standard deviation of a need's minutes over their mean. needs_mean: needs a visit.
    basis      : published, derived or assumed; `source` says by whom.
    """

    service: str
    name: str
    agency: str
    setup_minutes: float
    need_minutes: float
    need_minutes_low: float
    need_minutes_high: float
    need_cv: float
    needs_mean: float
    basis: str
    source: str

    def __post_init__(self) -> None:
        for field in ("service", "name", "agency", "source"):
            require_text(getattr(self, field), f"catalogue.{field}")
        require_between(self.need_minutes, self.need_minutes_low, self.need_minutes_high, "catalogue.need_minutes")
        require_between(self.needs_mean, 1, 4, "catalogue.needs_mean")
        known = self.basis in ("published", "derived", "assumed")
        require(known, f"basis of {self.service} is {self.basis!r}", code="basis", field="catalogue.basis")


@cache
def read_catalogue() -> tuple[CatalogueService, ...]:
    """All services of the catalogue, in its order."""
    text = files("planner.data").joinpath("services.csv").read_text(encoding="utf-8")
    return tuple(_service(row) for row in csv.DictReader(text.splitlines()))


def _service(row: dict[str, str]) -> CatalogueService:
    return CatalogueService(
        service=row["service"],
        name=row["name"],
        agency=row["agency"],
        setup_minutes=float(row["setup_minutes"]),
        need_minutes=float(row["need_minutes"]),
        need_minutes_low=float(row["need_minutes_low"]),
        need_minutes_high=float(row["need_minutes_high"]),
        need_cv=float(row["need_cv"]),
        needs_mean=float(row["needs_mean"]),
        basis=row["basis"],
        source=row["source"],
    )

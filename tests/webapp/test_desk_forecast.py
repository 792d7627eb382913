"""The page of a desk's forecast: its method in words, and monthly totals where nothing else is known."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import g
from flask.testing import FlaskClient

from planner import bootstrap
from planner.domain.history import History, MonthCount
from planner.forecast.baselines import SeasonalNaive, WeekdayMean, WeekdayMeanYardstick
from planner.forecast.ladder import BORROWED
from planner.forecast.long_range import LongRange
from planner.forecast.regression import LearnedBlend
from planner.planning.forecast_demand import MONTHS_ONLY
from planner.planning.stored import ImportContent
from planner.report.language import Language
from tests.builders import a_mall
from tests.webapp.conftest import ADMIN, PASSWORD, USERS, FixedClock, sign_in, text_of
from webapp import create_app
from webapp.config import WebSettings
from webapp.forecast.methods import method_text

LABELS = (
    SeasonalNaive.label,
    WeekdayMean.label,
    WeekdayMeanYardstick.label,
    LearnedBlend.label,
    LongRange.label,
    MONTHS_ONLY,
)


@pytest.mark.parametrize("label", LABELS)
def test_every_method_has_words(app, label: str) -> None:
    """No reader meets a label of the code; in Indonesian it is another text altogether."""
    with app.test_request_context():
        g.language = Language("id")
        assert method_text(label) != label


def test_series_that_borrow_are_counted_not_listed(app) -> None:
    """Ids of services say nothing to a reader."""
    with app.test_request_context():
        g.language = Language("en")
        told = method_text(f"learned blend; {BORROWED}: ktp, kk")
    assert told == "blend learned from this mall's data; 2 services with few counts yet follow a usual week"


def months() -> History:
    """A year of an agency of two desks, and one month of a desk."""
    of_agency = [MonthCount(month=date(2025, n, 1), visits=400 + n, agency="disdukcapil") for n in range(1, 13)]
    return History(months=(*of_agency, MonthCount(month=date(2025, 12, 1), visits=333, desk="pajak")))


@pytest.fixture
def months_only(tmp_path: Path) -> Iterator[FlaskClient]:
    """Rina's browser in a mall that knows months and not one day."""
    store = bootstrap.open_store(tmp_path, FixedClock())
    with store.write(ADMIN, "test") as work:
        work.imports.add(ImportContent(file_name="a", file_hash="a" * 64, history=months(), mall=a_mall()))
        for user in USERS:
            work.users.add(user, PASSWORD)
    yield sign_in(create_app(WebSettings(data=tmp_path), store), "rina")
    store.close()


@pytest.mark.parametrize(
    ("lang", "month", "whose"),
    [("id", "Des 2025", "Seluruh meja instansi."), ("en", "Dec 2025", "All desks of the agency.")],
)
def test_a_desk_known_by_months_shows_its_months(months_only: FlaskClient, lang: str, month: str, whose: str) -> None:
    """Twelve bars of the agency, which says so; one of the desk that was counted itself."""
    months_only.set_cookie("bahasa", lang)
    html = text_of(months_only, "/forecast/adminduk")
    assert month in html
    assert whose in html
    assert html.count('<rect class="bar"') >= 12
    own = text_of(months_only, "/forecast/pajak")
    assert "333" in own
    assert whose not in own

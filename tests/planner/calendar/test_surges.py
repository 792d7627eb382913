"""The surge library: every entry has a range and a source, and its days follow the calendar."""

from datetime import date

import pytest

from planner.calendar.surges import SURGES, get_surge, surges_between
from planner.domain.errors import NotFound


@pytest.mark.parametrize("surge", SURGES, ids=lambda s: s.id)
def test_every_surge_has_range_and_source(surge):
    """A factor without a source would be a rule nobody can check."""
    assert 0 < surge.low <= surge.high
    assert surge.source
    assert surge.name("id") != surge.name("en")


def test_services_have_factors_of_their_own():
    """Recording rose 4.5 times at Madiun and 1.43 at Pangkalpinang; nothing was told of KIA."""
    surge = get_surge("after_lebaran")
    assert surge.range_of("Perekaman KTP-el") == (1.43, 4.5)
    assert surge.range_of("Kartu Identitas Anak") == (1.25, 1.5)
    assert surge.concerns_name("Disdukcapil")
    assert not surge.concerns_name("PDAM")


def test_days_after_lebaran_follow_the_feast():
    """Idulfitri 2026 is 21 March, so the surge begins on the 23rd."""
    found = [d for d in surges_between(date(2026, 3, 25), date(2026, 3, 27)) if d.surge.id == "after_lebaran"]
    assert found[0].first_day == date(2026, 3, 23)
    assert found[0].covers(date(2026, 4, 5))
    assert not found[0].covers(date(2026, 4, 6))


def test_an_unknown_surge_is_told_with_the_known_ones():
    """A typing error must not pass as no surge."""
    with pytest.raises(NotFound, match="after_lebaran"):
        get_surge("lebaran")

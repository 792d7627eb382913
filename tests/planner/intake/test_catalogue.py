"""The catalogue of minutes."""

from dataclasses import replace

import pytest

from planner.domain.errors import InvalidValue
from planner.intake.catalogue import read_catalogue


def test_the_catalogue_is_read_whole() -> None:
    """28 services, each once; Disdukcapil's mean visit of KK is 3 + 1.55 x 9 = 16.95 minutes, inside 13-19."""
    services = {s.service: s for s in read_catalogue()}
    assert len(services) == len(read_catalogue()) == 28
    kk = services["kk"]
    assert kk.setup_minutes + kk.needs_mean * kk.need_minutes == pytest.approx(16.95)
    assert {s.basis for s in services.values()} == {"published", "derived", "assumed"}


@pytest.mark.parametrize(
    ("field", "value"), [("need_minutes", 99), ("needs_mean", 5), ("basis", "guessed"), ("source", "")]
)
def test_an_entry_checks_itself(field: str, value: object) -> None:
    """Minutes inside their range, needs 1 to 4, a known basis, a source."""
    with pytest.raises(InvalidValue):
        replace(read_catalogue()[0], **{field: value})

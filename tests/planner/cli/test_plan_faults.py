"""`loketplan plan` tells faults in the reader's language with the way out."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli.plan import plan

SAMPLE = Path(__file__).parents[3] / "examples" / "habaring-hurung"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        pytest.param(["--week", "2025-W10"], "Pilih minggu sesudah hitungan terakhir", id="past week"),
        pytest.param(["--week", "2025-W10", "--lang", "en"], "Choose one after the last count", id="in English"),
        pytest.param(["--week", "2026-W99"], "no week 2026-W99", id="no such week"),
    ],
)
def test_a_week_that_cannot_be_planned_is_told_with_the_way_out(options: list[str], told: str, tmp_path: Path) -> None:
    run = CliRunner().invoke(plan, [str(SAMPLE), "--out", str(tmp_path / "out"), *options])
    assert run.exit_code in (1, 2)
    assert told in run.output
    assert not (tmp_path / "out" / "plan.json").exists()

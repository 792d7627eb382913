"""`loketplan calibrate`: three questions, the tally sheet, and what it says."""

import json
from pathlib import Path

from click.testing import CliRunner

from planner.cli import main

SAMPLE = str(Path(__file__).parents[3] / "examples" / "habaring-hurung")


def test_the_three_answers_give_a_range_beside_the_catalogue() -> None:
    asked = ["calibrate", "--tickets", "70", "--officers", "4", "--last-served", "14:50", "--agency", "disdukcapil"]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0
    assert "Menit per kunjungan: 14,8 sampai 19,4" in result.output
    assert "Kartu Keluarga: 17,0 (12,3-26,2); published: Magetan" in result.output


def test_what_is_not_given_is_asked() -> None:
    result = CliRunner().invoke(main, ["calibrate", "--json"], input="70\n4\n14.50\n")
    assert json.loads(result.output[result.output.index("{") :])["low"] < 15


def test_rows_for_the_services_of_a_desk() -> None:
    asked = ["calibrate", "--tickets", "12", "--officers", "2", "--last-served", "14:10", "--mall", SAMPLE]
    result = CliRunner().invoke(main, [*asked, "--desk", "bpn", "--json"])
    (row, *_) = json.loads(result.output)["services"]
    assert row["need_minutes_low"] < row["need_minutes"] < row["need_minutes_high"]


def test_figures_that_do_not_fit_end_with_one_line() -> None:
    result = CliRunner().invoke(main, ["calibrate", "--tickets", "400", "--officers", "1", "--last-served", "08:05"])
    assert result.exit_code == 1
    assert "no length of a visit" in result.output


def test_the_tally_sheet_is_written_and_an_empty_one_is_refused(tmp_path: Path) -> None:
    desk = ["calibrate", "--mall", SAMPLE, "--desk", "disdukcapil"]
    written = CliRunner().invoke(main, [*desk, "--sheet", str(tmp_path)])
    assert written.exit_code == 0
    read = CliRunner().invoke(main, [*desk, "--tally", str(tmp_path / "turus-disdukcapil.xlsx")])
    assert read.exit_code == 1
    assert "tanggal" in read.output

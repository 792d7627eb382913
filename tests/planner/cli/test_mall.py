"""`loketplan template` and `loketplan import` as a person calls them."""

import json
from pathlib import Path

from click.testing import CliRunner

from planner.cli.mall import import_mall, template

SAMPLE = Path(__file__).parents[3] / "examples" / "habaring-hurung"


def test_template_lists_what_it_wrote(tmp_path: Path) -> None:
    """mall.toml, seventeen sheets and the page of help; a second time nothing is written, exit code 2."""
    target = str(tmp_path / "mal")
    first, second = (CliRunner().invoke(template, [target]) for _ in range(2))
    assert first.exit_code == 0
    assert len(first.output.splitlines()) == 19
    assert second.exit_code == 2
    assert "nothing was written" in second.output


def test_import_of_the_sample_is_accepted() -> None:
    """No finding: one line of summary, exit code 0."""
    done = CliRunner().invoke(import_mall, [str(SAMPLE), "--today", "2026-06-08"])
    assert done.exit_code == 0, done.output
    assert "officers 60" in done.output


def test_import_of_a_template_is_refused_line_by_line(tmp_path: Path) -> None:
    """Each finding on a line of its own, one for each of the 26 example rows, then the verdict; exit code 1."""
    target = str(tmp_path / "mal")
    CliRunner().invoke(template, [target])
    done = CliRunner().invoke(import_mall, [target])
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == "Tidak diterima: 10 ditolak, 16 peringatan."
    english = CliRunner().invoke(import_mall, [target, "--lang", "en"])
    assert english.output.splitlines()[-1].startswith("Not accepted")


def test_import_as_json_holds_findings_in_both_languages(tmp_path: Path) -> None:
    """For machines: accepted or not, what was read, and every finding."""
    target = str(tmp_path / "mal")
    CliRunner().invoke(template, [target])
    refused = json.loads(CliRunner().invoke(import_mall, [target, "--json"]).output)
    assert (refused["accepted"], refused["summary"]) == (False, {})
    assert {"sentence_id", "sentence_en", "code", "row"} <= set(refused["findings"][0])
    accepted = json.loads(CliRunner().invoke(import_mall, [str(SAMPLE), "--json", "--today", "2026-06-08"]).output)
    assert accepted["summary"]["last_day"] == "2026-06-06"


def test_import_refuses_visits_of_tomorrow() -> None:
    """On Friday 5 June 2026 the bank's two services cannot have counts of Saturday."""
    done = CliRunner().invoke(import_mall, [str(SAMPLE), "--today", "2026-06-05"])
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == "Tidak diterima: 2 ditolak."

"""`loketplan quota` and `loketplan desk-day`: one desk from a few numbers."""

import json
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

from planner.cli.quota import quota, simulate_desk


def run(command, *arguments):
    """Result of a command; its exit code is checked by the test."""
    return CliRunner().invoke(command, arguments)


def test_quota_of_the_founding_desk_says_what_binds_and_what_an_officer_is_worth():
    """Set A, rush: 63, with one officer fewer 46, one more 80 (QUOTA.md 3); 11.5 minutes are set A rounded."""
    result = run(quota, "--grace", "0", "--json")
    answer = json.loads(result.output)
    assert result.exit_code == 0
    assert abs(answer["capacity_tickets"] - 63) <= 1
    assert answer["binding"] == ["the wait"]
    assert abs(answer["capacity_tickets_by_officers"]["3"] - 46) <= 1
    assert abs(answer["capacity_tickets_by_officers"]["5"] - 80) <= 1


def test_demand_above_the_quota_is_answered_with_windows():
    """99 people: the sentence names the 14 or so of one window and the windows that cure it."""
    result = run(quota, "--grace", "0", "--demand", "99")
    assert result.exit_code == 0
    assert "Dengan satu gelombang hanya 1" in result.output
    assert "orang lebih banyak dilayani" in result.output


def test_windows_are_listed_by_their_begin():
    """Three windows of two hours from 08:00."""
    result = run(quota, "--windows", "3", "--lang", "en")
    assert all(begin in result.output for begin in ("(08.00)", "(10.00)", "(12.00)"))
    assert "tickets a day" in result.output


def test_desk_day_prints_figures_and_draws_the_day(tmp_path):
    """70 tickets under a rush break the promise (QUOTA.md 2: P90 37 minutes); the picture is well-formed SVG."""
    picture = tmp_path / "day.svg"
    result = run(simulate_desk, "--tickets", "70", "--grace", "0", "--svg", str(picture))
    assert result.exit_code == 0
    assert "Janji layanan tidak terjaga: waktu tunggu." in result.output
    root = ET.parse(picture).getroot()
    assert root.tag.endswith("svg")
    assert sum(1 for node in root.iter() if node.tag.endswith("path")) == 4


def test_desk_day_under_demand_counts_everybody():
    """Demand = served + left + turned away, as means of a day."""
    result = run(simulate_desk, "--tickets", "40,33,11", "--windows", "3", "--demand", "120", "--json")
    figures = json.loads(result.output)
    assert figures["demand_visits"] == pytest.approx(
        figures["served_visits"] + figures["left_visits"] + figures["turned_away_visits"]
    )
    assert figures["kept"]


def test_desk_day_lists_each_window():
    """Three lines, one for each begin."""
    result = run(simulate_desk, "--tickets", "30,20,10", "--windows", "3")
    assert [line.split()[1] for line in result.output.splitlines() if line.startswith("Gelombang")] == [
        "08.00:",
        "10.00:",
        "12.00:",
    ]


def test_desk_without_officers_says_that_nobody_is_served():
    """The wait has no end; JSON knows no infinity."""
    text = run(simulate_desk, "--officers", "0", "--tickets", "5")
    figures = json.loads(run(simulate_desk, "--officers", "0", "--tickets", "5", "--json").output)
    assert "paling lama tak terhingga menit" in text.output
    assert (figures["wait_p90_minutes"], figures["served_visits"], figures["left_visits"]) == (None, 0, 5)


@pytest.mark.parametrize(
    ("command", "arguments", "told"),
    [
        pytest.param(simulate_desk, ("--tickets", "4x"), "'4x'", id="no number"),
        pytest.param(simulate_desk, ("--tickets", "1,2"), "2 numbers for 1 window", id="too many numbers"),
        pytest.param(simulate_desk, ("--tickets", "9", "--last-ticket", "16:00"), "closing", id="last ticket too late"),
        pytest.param(quota, ("--open", "25:00"), "'25:00'", id="no time"),
        pytest.param(quota, ("--open", "eight"), "'eight'", id="no clock"),
        pytest.param(quota, ("--last-ticket", "07:00"), "not in order", id="last ticket before opening"),
    ],
)
def test_wrong_use_ends_with_2_and_names_the_value(command, arguments, told):
    """Exit code 2, the offending value in the message."""
    result = run(command, *arguments)
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize("command", [quota, simulate_desk])
def test_help_shows_an_example(command):
    """`--help` ends with a line to copy."""
    assert "Example: loketplan" in run(command, "--help").output

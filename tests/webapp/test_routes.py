"""The addresses of the application, as a golden list: a new or lost one is seen in the diff."""

from collections.abc import Callable

import pytest


def test_routes_are_the_golden_list(app, compare_with_case: Callable[[str, str], None]) -> None:
    """One line for each address: methods, address, endpoint."""
    lines = sorted(
        f"{rule.rule} {','.join(sorted(rule.methods & {'GET', 'POST'}))} {rule.endpoint}"
        for rule in app.url_map.iter_rules()
    )
    compare_with_case("webapp/routes.txt", "\n".join(lines) + "\n")


def test_a_post_route_is_not_opened_by_get(app, manager) -> None:
    """Whatever changes something refuses GET with 405, or does not exist for it."""
    opened = {rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    for rule in app.url_map.iter_rules():
        if rule.rule not in opened and not rule.arguments:
            answer = manager.get(rule.rule)
            assert answer.status_code in (404, 405), rule.rule
            assert answer.status_code == 404 or "POST" in answer.headers["Allow"], rule.rule


def test_a_bad_week_or_day_is_a_page_that_does_not_exist(manager) -> None:
    """Week 60, month 13 and words are no dates."""
    for address in ("/roster/2026-W60/", "/week/abc", "/quota/2026-W06/override/adminduk/2026-13-01/pagi"):
        assert manager.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/jobs/99999999999999999999", "/jobs/9999999999.json", "/whatif/runs/99999999999999999999", "/week/٢٠٢٦-W06"],
)
def test_a_number_no_store_holds_counts_nothing_that_is_there(manager, address: str) -> None:
    """Above 2^63 SQLite and above 2^31 PostgreSQL raises; digits of other scripts are none of an address."""
    assert manager.get(address).status_code == 404


def test_what_ends_in_json_is_no_token(manager) -> None:
    """`/whatif/compare.json` is no scenario that could be renamed: it answers a POST with 405."""
    answer = manager.post("/whatif/compare.json")
    assert (answer.status_code, answer.get_json()["code"]) == (405, "wrong_method")


@pytest.mark.parametrize("week", ["²026-W06", "9" * 5000 + "-W01", "2026-W99", ""])
def test_a_week_that_is_none_is_no_fault_of_ours(manager, week: str) -> None:
    """In an address' query the page shows the week of now."""
    assert manager.get("/whatif", query_string={"week": week}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/week/9999-W52",
        "/week/0001-W01",
        "/roster/9999-W52/",
        "/review/9999-W52",
        "/leave?from=9999-12-31",
        "/leave?from=0001-01-01",
        "/whatif?week=9999-W52",
        "/whatif?week=0001-W01",
        "/quota?week=9999-W52",
        "/today?day=9999-12-31",
        "/today?day=0001-01-01",
        "/roster/2026-W06/cell?at=adminduk~9999-12-31~pagi~A1",
        "/roster/2026-W06/?day=9999-12-31&view=day",
        "/audit?from=31/12/9999&to=31/12/9999",
        "/audit.csv?to=31/12/9999",
        "/notice?day=9999-12-31",
        "/leave/new?officer=sari&first_day=9999-12-31",
    ],
)
def test_days_at_the_edge_of_the_calendar_are_no_fault_of_ours(manager, address: str) -> None:
    """A day or week of year 9999 has no next one; it is refused or passed over."""
    assert manager.get(address).status_code < 500

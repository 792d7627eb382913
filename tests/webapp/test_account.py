"""Signing in and out, forgery tokens, headers, and ways that lead elsewhere."""

import re

import pytest

from tests.webapp.conftest import PASSWORD
from webapp.language import local_path


def a_form(client, address: str) -> dict[str, str]:
    """The forgery token of a page, as the browser sends it back."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).get_data(as_text=True))
    assert found
    return {"csrf_token": found[1]}


def test_the_right_password_opens_a_session_that_scripts_cannot_read(app) -> None:
    """HttpOnly and SameSite; and the session works at once."""
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    answer = client.post("/sign-in", data={**a_form(client, "/sign-in"), "name": "rina", "password": PASSWORD})
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("loketplan="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert answer.status_code == 303
    assert client.get("/jobs").status_code == 200


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client) -> None:
    """The names differ, nothing else does."""
    pages = [client.post("/sign-in", data={"name": name, "password": "salah"}) for name in ("rina", "anto")]
    texts = {re.sub(r'value="[^"]*"', "", page.get_data(as_text=True)) for page in pages}
    assert [page.status_code for page in pages] == [422, 422]
    assert len(texts) == 1
    assert "Nama pengguna atau kata sandi salah." in texts.pop()


def test_the_sixth_failure_is_throttled(client) -> None:
    """Five failures in a quarter of an hour, then the wait is told and the right password is not looked at."""
    for _ in range(5):
        client.post("/sign-in", data={"name": "rina", "password": "salah"})
    answer = client.post("/sign-in", data={"name": "rina", "password": PASSWORD})
    assert answer.status_code == 429
    assert "Coba lagi" in answer.get_data(as_text=True)


def test_signing_out_ends_the_session_in_the_store(app, signed_in) -> None:
    """The old cookie opens nothing afterwards."""
    manager = signed_in("rina")
    token = manager.get_cookie("loketplan").value
    assert manager.post("/sign-out").status_code == 303
    again = app.test_client()
    again.set_cookie("loketplan", token)
    assert again.get("/jobs").status_code == 302


@pytest.mark.parametrize("address", ["/sign-in", "/sign-out", "/week/2026-W06/plan", "/today/issued"])
def test_a_form_without_its_token_is_refused(app, signed_in, address: str) -> None:
    """With the check switched off the same request is not refused for that reason (the other tests do so)."""
    app.config["WTF_CSRF_ENABLED"] = True
    answer = signed_in("rina").post(address, data={"name": "rina", "password": PASSWORD})
    assert answer.status_code == 400
    assert "kedaluwarsa" in answer.get_data(as_text=True)


def test_the_password_is_changed_with_the_old_one_only(signed_in) -> None:
    """Wrong old, differing new, too short: each beside its field; then it works and the session goes on."""
    browser = signed_in("rina")
    wrong = browser.post(
        "/password", data={"old": "salah", "new": "kopi hitam pagi hari", "again": "kopi hitam pagi hari"}
    )
    differs = browser.post("/password", data={"old": PASSWORD, "new": "kopi hitam pagi hari", "again": "lain"})
    short = browser.post("/password", data={"old": PASSWORD, "new": "pendek", "again": "pendek"})
    assert [answer.status_code for answer in (wrong, differs, short)] == [422, 422, 422]
    assert "paling sedikit 12" in short.get_data(as_text=True)
    good = browser.post(
        "/password", data={"old": PASSWORD, "new": "kopi hitam pagi hari", "again": "kopi hitam pagi hari"}
    )
    assert good.status_code == 303
    assert browser.get("/jobs").status_code == 200


def test_who_must_change_his_password_can_do_nothing_else(app, signed_in) -> None:
    """A user made by the administrator has a password for once."""
    admin = signed_in("admin")
    page = admin.post("/users", data={"name": "baru", "full_name": "Baru", "role": "viewer", "agency": ""})
    once = re.search(r"<code>([^<]+)</code>", page.get_data(as_text=True))
    assert once
    browser = app.test_client()
    browser.post("/sign-in", data={"name": "baru", "password": once[1]})
    answer = browser.get("/roster")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/password")
    refused = browser.get("/api/roster/2026-W06")
    assert (refused.status_code, refused.get_json()["code"]) == (403, "password_first")


def test_headers_forbid_inline_script_frames_and_keeping(manager, client) -> None:
    """Signed-in pages are not kept by the browser; the notice is, for a short time."""
    answer = manager.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/notice").headers["Cache-Control"] == "public, max-age=30"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/roster", "/roster"),
        ("https://jahat.example/", "/"),
        ("//jahat.example", "/"),
        ("/\\jahat.example", "/"),
        ("roster", "/"),
        (None, "/"),
    ],
)
def test_only_paths_of_ours_are_followed(wanted: str | None, expected: str) -> None:
    """A link to sign in must not lead elsewhere afterwards."""
    assert local_path(wanted, "/") == expected


def test_the_language_is_remembered_and_only_ours_are_known(client) -> None:
    """The switch goes back to where the reader was."""
    answer = client.get("/language/en?next=/notice")
    assert answer.headers["Location"] == "/notice"
    assert "User name" in client.get("/sign-in").get_data(as_text=True)
    assert client.get("/language/xx").status_code == 404
    assert client.get("/language/en?next=https://jahat.example").headers["Location"] == "/"


def test_a_fault_of_ours_shows_a_code_and_no_trace(signed_in, monkeypatch) -> None:
    """The code stands in the log too; nothing else is told."""
    monkeypatch.setattr("webapp.jobs.routes.make_row", lambda _job: 1 / 0)
    manager = signed_in("rina")
    manager.post("/week/2026-W06/plan")
    answer = manager.get("/jobs")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert re.search(r"E-[0-9a-f]{6}", html)
    assert "Traceback" not in html
    assert "ZeroDivision" not in html


def test_machines_get_problem_json(client, manager) -> None:
    """One shape for all faults."""
    missing = manager.get("/jobs/999.json")
    assert missing.status_code == 404
    assert missing.content_type == "application/problem+json"
    assert missing.get_json()["status"] == 404
    assert client.get("/roster/2026-W06/roster.json").get_json()["code"] == "sign_in"

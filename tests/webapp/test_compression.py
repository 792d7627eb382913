"""What goes out as gzip, and what does not."""

import gzip

import pytest

from webapp.compression import MOST_PADDING, zipped

GZIP = {"Accept-Encoding": "gzip, deflate"}


@pytest.mark.parametrize("address", ["/roster/2026-W06/", "/static/css/base.css", "/notice.json"])
def test_text_is_packed_for_browsers_that_take_it_and_says_the_same(manager, address: str) -> None:
    """Unpacked it is the page that others get; caches are told that the two differ."""
    plain = manager.get(address, buffered=True)
    packed = manager.get(address, headers=GZIP, buffered=True)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data)
    same = gzip.decompress(packed.data) == plain.data
    assert same or address == "/roster/2026-W06/"  # whose forms carry a token of each request


def test_a_refused_gzip_is_not_sent(manager) -> None:
    """q=0 is a no."""
    answer = manager.get("/static/css/base.css", headers={"Accept-Encoding": "gzip;q=0"}, buffered=True)
    assert "Content-Encoding" not in answer.headers


def test_small_answers_and_workbooks_stay_as_they_are(manager) -> None:
    """A workbook is packed already."""
    assert "Content-Encoding" not in manager.get("/healthz", headers=GZIP).headers
    assert "Content-Encoding" not in manager.get("/roster/2026-W06/roster.xlsx", headers=GZIP, buffered=True).headers


def test_a_packed_notice_is_asked_for_again_by_its_tag(client) -> None:
    """304 for the weak tag that came with it."""
    first = client.get("/notice", headers=GZIP)
    assert first.headers["ETag"].startswith("W/")
    again = client.get("/notice", headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_length_tells_nothing_certain_of_the_content() -> None:
    """Up to so many letters of padding, another number each time."""
    body = b"antrean " * 500
    lengths = {len(zipped(body)) for _ in range(40)}
    assert len(lengths) > 5
    assert max(lengths) - min(lengths) <= MOST_PADDING + 1

"""The frame of HTML reports."""

from planner.report.language import Language
from planner.report.page import html_page


def test_a_page_stands_alone():
    """No script, nothing fetched: the policy in the page forbids it, and the style is inside."""
    page = html_page("Uji", "<p>isi</p>", Language("id"))
    assert page.startswith('<!doctype html>\n<html lang="id">')
    assert "default-src 'none'" in page
    assert "<p>isi</p>" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_title_is_text():
    """Names of scenarios come from files of others."""
    assert "<h1>&lt;b&gt; &amp; co</h1>" in html_page("<b> & co", "", Language("en"))


def test_it_prints_on_a4():
    """A report goes to a meeting on paper."""
    assert "@page{size:A4" in html_page("Uji", "", Language("id"))

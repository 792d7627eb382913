"""Every word of the pages is there, in both languages, and filled in alike."""

import re
from pathlib import Path
from string import Formatter

from planner.report.language import Language
from planner.report.words import CATALOGUE as REPORT_WORDS
from webapp.words import CATALOGUE, say

WEBAPP = Path(__file__).parents[2] / "webapp"
CALLED = re.compile(r'\bt\("([a-z_.0-9]+)"(?! ~)')


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_fill_in_the_same_values() -> None:
    """A value that only one language shows is a value one reader lacks."""
    for key, (indonesian, english) in CATALOGUE.items():
        assert names_in(indonesian) == names_in(english), key
        assert bool(indonesian.strip()) == bool(english.strip()), key


def test_every_key_that_code_and_templates_name_is_known() -> None:
    """Keys are named in full, or begin a family (`"job." ~ state`), which is left out here."""
    known = CATALOGUE.keys() | REPORT_WORDS.keys()
    for path in sorted([*WEBAPP.rglob("*.html"), *WEBAPP.rglob("*.py")]):
        named = set(CALLED.findall(path.read_text(encoding="utf-8")))
        assert {key for key in named if not key.endswith((".", "_"))} <= known, path.name


def test_words_of_the_reports_are_spoken_as_well() -> None:
    """The signs of states are the reports' own."""
    assert say(Language("en"), "state.enough") == "✓ Enough"

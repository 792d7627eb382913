"""Every word of the pages is there, in both languages, and filled in alike."""

import re
from pathlib import Path
from string import Formatter

from planner.report.language import Language
from planner.report.words import CATALOGUE as REPORT_WORDS
from webapp.audit.routes import KINDS
from webapp.words import CATALOGUE, say

WEBAPP = Path(__file__).parents[2] / "webapp"
CALLED = re.compile(r'\bt\("([a-z_.0-9]+)"(?! ~)')
NAMED = re.compile(r"""["']([a-z_.0-9]+)["']""")
FAMILY = re.compile(r"""f"([a-z_]+\.[a-z_]*)\{|["']([a-z_]+\.[a-z_]*)["'] ~""")
NOTED = re.compile(r'(?:record|_audit)\([^")]*"([a-z]+\.[a-z_]+)"(?: if \w+ else "([a-z]+\.[a-z_]+)")?')


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


def test_every_word_is_spoken_somewhere() -> None:
    """Words are named in full, or belong to a family that is named by its beginning (`f"job.{state}"`)."""
    named: set[str] = set()
    families: set[str] = set()
    for path in (*WEBAPP.rglob("*.html"), *WEBAPP.rglob("*.py")):
        if path.parent.name != "words":
            text = path.read_text(encoding="utf-8")
            named |= set(NAMED.findall(text))
            families |= {name for pair in FAMILY.findall(text) for name in pair if name}
    assert [key for key in CATALOGUE if key not in named and not key.startswith(tuple(families))] == []


def test_every_change_that_the_store_notes_has_a_sentence_and_a_kind_to_look_for() -> None:
    """A change without words would stand in the history as `rina: key.made antrean`."""
    store = WEBAPP.parent / "planner" / "store"
    texts = [path.read_text(encoding="utf-8") for path in store.glob("*.py")]
    noted = {action for text in texts for pair in NOTED.findall(text) for action in pair if action}
    assert "user.added" in noted
    assert {f"audit.{action}" for action in noted} <= CATALOGUE.keys()
    assert {action.partition(".")[0] for action in noted} == set(KINDS)
    assert {f"audit.kind_{kind}" for kind in KINDS} <= CATALOGUE.keys()


def test_words_of_the_reports_are_spoken_as_well() -> None:
    """The signs of states are the reports' own."""
    assert say(Language("en"), "state.enough") == "✓ Enough"

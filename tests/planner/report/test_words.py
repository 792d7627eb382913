from pathlib import Path
from string import Formatter

import pytest

import planner.report
from planner.report.words import CATALOGUE

FOLDER = Path(planner.report.__file__).parent
WORDS = ("words.py", "roster_rule_words.py")


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_both_languages_are_filled_with_the_same_values(key: str) -> None:
    """A value that only one language names would be lost, or raise, in the other."""
    fields = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in CATALOGUE[key]]
    assert fields[0] == fields[1]
    assert all(text for text in CATALOGUE[key])


def test_every_word_is_used() -> None:
    """A word nobody says is dead: its key, or its family with a name put in, stands somewhere in the package."""
    sources = [path for path in FOLDER.rglob("*") if path.suffix in (".py", ".html") and path.name not in WORDS]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources).replace("'", '"')
    families = {key.partition(".")[0] for key in CATALOGUE}
    built = {family for family in families if f'"{family}"' in text or f'"{family}.{{' in text}
    unused = [key for key in CATALOGUE if f'"{key}"' not in text and key.partition(".")[0] not in built]
    assert unused == []

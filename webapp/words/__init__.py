"""Every word of the pages, in both languages, one module per area; the words of the reports are spoken as well."""

from importlib import import_module

from planner.report.language import Language

PARTS = (
    "common",
    "errors",
    "account",
    "home",
    "imports",
    "measuring",
    "handback",
    "roster",
    "public",
    "machine",
    "planning",
    "forecast",
    "settings",
    "people",
    "records",
    "trail",
    "review",
    "holiday",
    "staffing",
    "whatif",
)


def _merged() -> dict[str, tuple[str, str]]:
    words: dict[str, tuple[str, str]] = {}
    for part in PARTS:
        found: dict[str, tuple[str, str]] = import_module(f"webapp.words.{part}").WORDS
        twice = words.keys() & found.keys()
        if twice:
            raise KeyError(f"words twice, again in {part}: {sorted(twice)}")
        words |= found
    return words


CATALOGUE = _merged()


def knows(key: str) -> bool:
    """True when the pages have words for the key."""
    return key in CATALOGUE


def say(language: Language, key: str, /, **values: object) -> str:
    """The words of the pages under the key, else those of the reports; raises KeyError for a key nobody knows."""
    if key in CATALOGUE:
        return language.pick(CATALOGUE[key]).format(**values)
    return language.say(key, **values)

"""Templates, styles, scripts and pictures of the interface: whatever is there is used."""

import re
from pathlib import Path

WEBAPP = Path(__file__).parents[2] / "webapp"
STATIC = WEBAPP / "static"
FAMILIES = re.compile(r"heat-(\d|none)|[dt]\d")  # numbers of days and steps, put together in the templates


def text_of(*patterns: str) -> str:
    """All files of the web application with such names, one after another."""
    return "\n".join(path.read_text(encoding="utf-8") for pattern in patterns for path in WEBAPP.rglob(pattern))


def unused(names: set[str], text: str) -> list[str]:
    """Names that stand nowhere in the text as words of their own."""
    words = set(re.findall(r"[\w-]+", text))
    return sorted(names - words)


def test_every_class_of_the_styles_is_worn() -> None:
    """In a template, or given by a page or a script."""
    named = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^}]*\}|url\([^)]*\)", "", text_of("*.css"))))
    assert "button" in named
    assert [name for name in unused(named, text_of("*.html", "*.js", "*.py")) if not FAMILIES.fullmatch(name)] == []


def test_every_script_and_style_is_loaded() -> None:
    """By its file name, or by its stem in the list of the layout."""
    html = text_of("*.html")
    files = [*(STATIC / "js").iterdir(), *(STATIC / "css").iterdir()]
    assert [f.name for f in files if f"/{f.name}'" not in html and f'"{f.stem}"' not in html] == []


def test_every_template_is_shown_and_every_macro_called() -> None:
    """By a view, or by another template."""
    html, code = text_of("*.html"), text_of("*.html", "*.py")
    names = [path.relative_to(WEBAPP / "templates").as_posix() for path in (WEBAPP / "templates").rglob("*.html")]
    assert [name for name in names if f'"{name}"' not in code] == []
    macros = re.findall(r"macro (\w+)\(", html)
    assert [name for name in macros if not re.search(rf"(?<!macro )\b{name}\(", html)] == []


def test_every_picture_of_the_sprite_is_drawn() -> None:
    """`icon("pin")` in a template, or the sign of a state."""
    names = re.findall(r'symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8"))
    drawn = set(re.findall(r'icon\("([\w-]+)"', text_of("*.html")))
    assert [name for name in names if name not in drawn and f'"{name}"' not in text_of("components.py")] == []

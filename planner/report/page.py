"""The frame of the reports in HTML: one file with its style inside, no script, no outside request, for screen and A4.

`html_page` and `fragment` are stable: reports of several kinds are put into the same frame. Parts of the body are
`<section>` with `<h2>`; wide tables stand in `<div class="wide" tabindex="0">`, charts in `<div class="charts">` as
`<figure>`, differences in words in `<span class="good|bad|calm">`.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from planner.report.language import Language


def html_page(title: str, body: str, language: Language) -> str:
    """A whole page: `title` is text and escaped here, `body` is HTML whose texts are escaped already."""
    page = environment().get_template("page.html").render(title=title, body=Markup(body), language=language.code)
    return without_indent(page)


def write_html(page: str, path: Path) -> Path:
    """Write a page into a folder that is made when absent; returns the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    return path


def fragment(template: str, **values: object) -> str:
    """The body of a page from a template of planner/report/templates; every value that is not Markup is escaped."""
    return environment().get_template(template).render(**values)


def without_indent(page: str) -> str:
    """The page without blank lines and indents."""
    return "\n".join(line for raw in page.splitlines() if (line := raw.strip())) + "\n"


@cache
def environment() -> Environment:
    """Templates of the reports: what is put in is escaped, what is missing is an error."""
    return Environment(
        loader=PackageLoader("planner.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

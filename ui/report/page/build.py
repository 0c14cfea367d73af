"""A report as one HTML file that needs nothing beside it, suits a screen reader, and runs no script.

Figures are inlined as SVG without style sheets of their own, and the one style sheet is named by its hash, so that the
page also displays under a content security policy that allows nothing else.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from demarche.sim.visible import visible
from demarche.ui.report.study_style import Drawn
from demarche.ui.story.ladder import aloud
from demarche.ui.story.parts import Line, Table, Tone

HERE = Path(__file__).parent
STYLE = (HERE / "page.css").read_text(encoding="utf-8")
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src '{STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'"
"""The content security policy under which a page displays as it should; heat maps are images within their drawings."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, and the numbers it was drawn from where the page shows them too."""

    drawn: Drawn
    numbers: Table | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be copied as it is. name: what a screen reader calls it."""

    name: str
    text: str


Item = Line | Table | Figure | Code


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what is below it, in order."""

    title: str
    items: Sequence[Item]


def build(title: str, lead: Sequence[Line], chapters: Sequence[Chapter]) -> str:
    """The whole page: its title, the lines before the contents, and the chapters."""
    return _template().render(title=title, lead=lead, chapters=chapters, style=Markup(STYLE), policy=POLICY)


@cache
def _template() -> Template:
    """The template; text put into it is escaped and its control characters made visible."""
    pages = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,  # Markup is ours, and stays as it is
    )
    for name, kind in {"line": Line, "table": Table, "code": Code}.items():
        pages.tests[name] = lambda item, kind=kind: isinstance(item, kind)
    pages.globals |= {"aloud": aloud, "classes": _classes, "inlined": inlined}
    return pages.get_template("page.html.jinja")


def _classes(line: Line) -> str:
    """The classes of a paragraph: its tone and its indent."""
    tones = [] if line.tone == Tone.PLAIN else [line.tone.value]
    return " ".join([*tones, *([f"i{min(line.indent, 2)}"] if line.indent else [])])


def inlined(svg: str) -> Markup:
    """A drawing whose styles are attributes: the policy allows no style but the page's own."""
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = svg.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    return Markup(re.sub(r'style="([^"]*)"', lambda found: _attributes(found.group(1)), svg))


def _attributes(style: str) -> str:
    """Style declarations as attributes; the shorthand `font` is split into size and family."""
    pairs = [declaration.partition(":") for declaration in style.split(";") if ":" in declaration]
    told: dict[str, str] = {}
    for name, _, value in pairs:
        name, value = name.strip(), value.strip()
        if name == "font":
            size = re.search(r"([\d.]+)px\s+(.*)", value)
            told |= {"font-size": size.group(1), "font-family": size.group(2)} if size else {}
        else:
            told[name] = value
    return " ".join(f'{name}="{value}"' for name, value in told.items())

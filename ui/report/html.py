"""A debrief as one HTML file that needs nothing beside it, can be read aloud, and runs nothing.

Figures are inlined as SVG without styles of their own, and the one style sheet is named by its hash: so the page also
shows under a policy that allows nothing else.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Sequence

from demarche.sim.visible import visible
from demarche.ui.report.debrief import Debrief
from demarche.ui.report.figures import Figure
from demarche.ui.story.ladder import aloud
from demarche.ui.story.parts import Line, Part, Section, Table, Tone

STYLE = """
:root { color-scheme: light }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; color: #1a1a1a;
       background: #fff }
h1 { font-size: 1.8rem } h2 { font-size: 1.3rem; margin-top: 2.2rem; border-bottom: 1px solid #767676 }
a { color: #004b87 } a:focus, summary:focus, .scroll:focus { outline: 3px solid #e69f00; outline-offset: 2px }
nav ul { columns: 18rem; padding-left: 1.2rem } figure { margin: 1.2rem 0 }
figure svg { max-width: 100%; height: auto } figcaption { font-size: .95rem; color: #444 }
.scroll { overflow-x: auto; margin: .6rem 0 } table { border-collapse: collapse; font-size: .92rem }
td, th { padding: .25rem .7rem; text-align: left; vertical-align: top; font-weight: normal }
thead th { font-weight: bold; border-bottom: 2px solid #767676 } tbody tr:nth-child(even) { background: #f2f2f2 }
.n { text-align: right } .strong { font-weight: bold } .quiet { color: #505050 }
.good, .bad { border-left: .3rem solid #0072b2; padding-left: .6rem } .bad { border-color: #a94400 }
.i1 { margin-left: 1.5rem } .i2 { margin-left: 3rem } p { margin: .4rem 0 }
@media print { nav { display: none } h2 { break-after: avoid } figure, table { break-inside: avoid } }
"""
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'"
"""The content security policy under which a page shows as it should."""


def page(told: Debrief, figures: Sequence[Figure]) -> str:
    """The whole page."""
    title = _text(f"{told.title}: debrief")
    sections = with_figures(told, figures)
    links = "".join(
        f'<li><a href="#part-{i}">{_text(section.title)}</a></li>' for i, (section, _) in enumerate(sections)
    )
    contents = f'<nav aria-label="Contents"><ul>{links}</ul></nav>'
    parts = [_section(i, section, drawn) for i, (section, drawn) in enumerate(sections)]
    body = "\n".join([f"<main>\n<h1>{title}</h1>", contents, *parts, "</main>"])
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_text(POLICY)}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{STYLE}</style>"
    )
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def with_figures(told: Debrief, figures: Sequence[Figure]) -> list[tuple[Section, list[Figure]]]:
    """The sections with the figures that belong to them; a figure of no section gets its own, after the cards."""
    titles = {section.title for section in told.sections}
    alone = [(Section(f.drawn.heading, ()), [f]) for f in figures if f.drawn.heading not in titles]
    sections = [(one, [f for f in figures if f.drawn.heading == one.title]) for one in told.sections]
    first = 1 + bool(told.scores)
    return [*sections[:first], *alone, *sections[first:]]


def _text(text: str) -> str:
    return html.escape(visible(text))


def _section(number: int, section: Section, figures: Sequence[Figure]) -> str:
    parts = [_part(part, f"{section.title}, part {place}") for place, part in enumerate(section.parts, start=1)]
    heading = f'<h2 id="part-{number}">{_text(section.title)}</h2>'
    drawn = [_figure(figure) for figure in figures]
    return "\n".join(["<section>", heading, *drawn, *parts, "</section>"])


def _part(part: Part, name: str) -> str:
    if isinstance(part, Table):
        return _table(part, name)
    tones = [] if part.tone == Tone.PLAIN else [part.tone.value]
    classes = " ".join([*tones, *([f"i{min(part.indent, 2)}"] if part.indent else [])])
    return f'<p class="{classes}">{_said(part)}</p>' if classes else f"<p>{_said(part)}</p>"


def _said(line: Line) -> str:
    return _text(aloud(line))


def _table(table: Table, name: str) -> str:
    """A table with its heads named as such, which can be scrolled from the keyboard where it is wide.

    name: by which it is told from every other on the page.
    """

    def cell(place: int, text: str, kind: str) -> str:
        right = ' class="n"' if place in table.right else ""
        scope = {"head": ' scope="col"', "row": ' scope="row"'}.get(kind, "")
        tag = "td" if kind == "cell" else "th"
        return f"<{tag}{scope}{right}>{_text(text)}</{tag}>"

    def row(cells: Iterable[str]) -> str:
        return f"<tr>{''.join(cells)}</tr>"

    body = "".join(row(cell(i, text, "cell" if i else "row") for i, text in enumerate(line)) for line in table.rows)
    heads = row(cell(i, text or "of what", "head") for i, text in enumerate(table.heads)) if any(table.heads) else ""
    head = f"<thead>{heads}</thead>" if heads else ""
    return (
        f'<div class="scroll" role="region" aria-label="{_text(name)}" tabindex="0">'
        f"<table>{head}<tbody>{body}</tbody></table></div>"
    )


def _figure(figure: Figure) -> str:
    numbers = _table(figure.numbers, f"{figure.drawn.heading}, the numbers")
    return (
        f"<figure>{without_styles(figure.drawn.svg)}<figcaption>{_text(figure.drawn.caption)}</figcaption>"
        f"<details><summary>The numbers of this figure</summary>{numbers}</details></figure>"
    )


def without_styles(svg: str) -> str:
    """A drawing whose styles are attributes: a strict policy lets no style of its own stand."""
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = svg.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    return re.sub(r'style="([^"]*)"', lambda found: _attributes(found.group(1)), svg)


def _attributes(style: str) -> str:
    """Declarations as attributes; the shorthand of a font is taken apart."""
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

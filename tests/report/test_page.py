"""The debrief as a page: one file that needs nothing beside it, runs nothing, and can be read aloud."""

import base64
import hashlib
import json
import re
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import play
from demarche.sim.terms import BALLOTED
from demarche.ui.cli import main
from demarche.ui.report.debrief import debrief
from demarche.ui.report.debrief_page import page
from demarche.ui.report.figures import figures, positions, turning, votes
from demarche.ui.report.page.build import POLICY, STYLE, Chapter, Code, Figure, build
from demarche.ui.report.study_style import drawn, panels, styled
from demarche.ui.story.parts import Line, Table

NAMES = ("tutorial", "pact-2015", "dual-track-2018", "gge-2017")
VOID = {"meta", "br", "hr", "img", "link", "input"}
FOREIGN = re.compile(r'(?:src|href|action|data)\s*=\s*"(?!#)[^"]*"|@import|url\((?!#)')


@cache
def told(name: str):
    made = game(load(name), 1)
    session = play(made, program="test")
    one = debrief(made, session, [0, 1])
    drawn = figures(one)
    return session, one, drawn, page(one, drawn)


class Outline(HTMLParser):
    """The tags of a page, which have to be closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def named(self, tag: str):
        return [attributes for name, attributes in self.tags if name == tag]


def outline(name: str) -> Outline:
    parser = Outline()
    parser.feed(told(name)[3])
    assert parser.open == []
    return parser


@pytest.mark.parametrize("name", NAMES)
def test_the_page_needs_nothing_beside_it_and_runs_nothing(name):
    text = told(name)[3]
    links = [found for found in FOREIGN.findall(text) if "xmlns" not in found]
    assert links == []
    assert "<script" not in text
    assert not any(key.startswith("on") for _, attributes in outline(name).tags for key in attributes)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_under_a_policy_that_allows_only_its_own_style_sheet(name):
    text, found = told(name)[3], outline(name)
    assert not any("style" in attributes for _, attributes in found.tags)
    assert len(found.named("style")) == 1
    within = text[text.index("<style>") + 7 : text.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(within.encode()).digest()).decode()
    assert within == STYLE
    assert f"'sha256-{digest}'" in POLICY
    assert next(a["content"] for a in found.named("meta") if a.get("http-equiv")) == POLICY


@pytest.mark.parametrize("name", NAMES)
def test_the_page_can_be_read_aloud(name):
    found = outline(name)
    assert found.named("html") == [{"lang": "en"}]
    assert len(found.named("main")) == len(found.named("h1")) == 1
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in found.tags:
        for key in ("href", "aria-labelledby", "xlink:href"):
            named = attributes.get(key) or ""
            if named.startswith("#") or key == "aria-labelledby":
                assert named.removeprefix("#") in ["", *ids], (tag, attributes)
    regions = [attributes["aria-labelledby"] for _, attributes in found.tags if attributes.get("role") == "region"]
    captions = re.findall(r'<caption id="([^"]+)">([^<]+)</caption>', told(name)[3])
    assert regions == [place for place, _ in captions]
    assert len({words for _, words in captions}) == len(found.named("table")) == len(regions)
    for attributes in found.named("svg"):
        assert attributes["role"] == "img"
        assert len(attributes["aria-label"] or "") > 40
    assert all(attributes.get("scope") in ("col", "row") for attributes in found.named("th"))
    assert len(found.named("details")) == len(found.named("figure")) == len(told(name)[2])


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_is_sound_and_keeps_its_colours_as_attributes(name):
    for drawing in re.findall(r"<svg.*?</svg>", told(name)[3], re.DOTALL):
        root = ElementTree.fromstring(drawing)
        fills = {element.get("fill") for element in root.iter()}
        assert any((fill or "").startswith("#") for fill in fills)
        assert all(element.get("font-size") for element in root.iter("{http://www.w3.org/2000/svg}text"))


def test_the_bars_are_the_tallies_of_the_votes():
    session, one, drawn, _ = told("dual-track-2018")
    counted = dict(votes(one.words, one.moments))
    put = [moment for moment in session.moments if moment.tick.stage in BALLOTED]
    assert {"L.27, the whole", "L.37, the whole"} < set(counted), "nothing was voted on but the whole texts"
    assert len(counted) == len(put)
    for draft, symbol in enumerate(("L.27", "L.37")):
        final = session.world.record.final[0, draft]
        assert counted[f"{symbol}, the whole"] == tuple(int((final == ballot).sum()) for ballot in range(4))
    rows = {row[0]: row[1:] for row in drawn[0].numbers.rows}
    assert rows == {what: tuple(map(str, counts)) for what, counts in counted.items()}


def test_the_line_of_a_text_begins_as_opened_and_ends_as_decided():
    session, one, _, _ = told("dual-track-2018")
    book, mass = session.rules.book.position[0], session.rules.book.mass[0]
    for draft in range(2):
        line = positions(one.words, one.moments, draft)
        for text, at in (
            (session.rules.opened[draft], line[0][1]),
            (session.world.record.wording[0, draft], line[-1][1]),
        ):
            stands = np.flatnonzero(text >= 0)
            mean = (book[stands, text[stands]] * mass[stands]).sum() / mass[stands].sum()
            assert at == pytest.approx(mean, abs=1e-6)
    assert turning([1.0, 1.0, 2.0, 2.0, 2.0]) == [0, 2, 4]


def test_the_quarters_are_those_of_the_pact_and_its_twin():
    _, one, drawn, _ = told("pact-2015")
    figure = next(figure for figure in drawn if figure.drawn.name == "quarters")
    assert isinstance(figure.numbers, Table)
    here, twin = (sum(int(row[place]) for row in figure.numbers.rows) for place in (2, 4))
    assert here == int(one.kept.operations_within[0, 0])
    assert twin == int(one.kept.operations_within_counterfactual[0, 0])


def test_a_body_that_takes_no_vote_has_no_figure_of_votes():
    assert "votes" not in [figure.drawn.name for figure in told("gge-2017")[2]]


def test_the_same_world_gives_the_same_bytes():
    made = game(load("tutorial"), 1)
    one = debrief(made, play(made, program="test"), [0, 1])
    assert page(one, figures(one)) == told("tutorial")[3]


def test_a_run_and_the_replay_of_its_log_write_the_same_page(tmp_path, capsys):
    log, one, other = (str(tmp_path / name) for name in ("log.jsonl", "one.html", "other.html"))
    assert main(["run", "tutorial", "--log", log, "--report", one, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["scenario"] == "tutorial"
    assert main(["replay", log, "--report", other]) == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()
    assert main(["replay", log, "--report", other, "--as", "ELM"]) == 0
    text = (tmp_path / "other.html").read_text(encoding="utf-8")
    assert "Elmora: " in text
    assert "Gorland: " not in text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--as", "XXX", "--report", "out.html"], "there is no such seat in tutorial"),
        (["--as", "ELM"], "name the file with --report"),
        (["--report", "no/such/folder/out.html"], "no/such/folder/out.html: "),
        (["--report", ""], "a name is needed"),
    ],
)
def test_a_report_that_cannot_be_written_is_refused_in_one_line(options, said, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["run", "tutorial", *options]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_campaign_has_no_report_of_its_own(capsys):
    assert main(["run", "campaign-2009-2018", "--report", "out.html"]) == 2
    assert "replay one" in capsys.readouterr().err


def test_whatever_is_put_into_a_page_is_escaped():
    table = Table(("<h>", "b"), (("<r>", '"&'),), caption="<caption>")
    text = build("<title>", (Line("<lead>"),), (Chapter("<chapter>", (Line("<line>"), table, Code("<n>", "<code>"))),))
    for word in ("title", "lead", "chapter", "line", "caption", "code", "h", "r", "n"):
        assert f"&lt;{word}&gt;" in text
    assert text.count("<title>") == 1
    assert text.count("<script") == text.count("<lead>") == 0


def test_a_heat_map_which_is_an_image_within_its_drawing_is_allowed_by_the_policy():
    """Without this a browser shows a broken image in its place."""
    with styled():
        figure, (ax,) = panels(1)
        ax.imshow(np.eye(2))
        heat_map = drawn(figure, "map", "Map", "a map of two by two")
    text = build("title", (), (Chapter("chapter", (Figure(heat_map),)),))
    assert re.search(r'href="data:image/png', text)
    assert "img-src data:" in POLICY

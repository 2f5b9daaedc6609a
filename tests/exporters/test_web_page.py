"""The web page of a map as a file: what it carries, what it leaves out, and that words stay words."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from lxml import etree

from exporters.made_up_words import CLOSED, EVIL, OPEN, made_up
from ieworkbench.errors import RecordWrong
from ieworkbench.exporters import write_map
from ieworkbench.maps.building import map_of
from ieworkbench.maps.drawing.dark_colours import in_the_dark
from ieworkbench.maps.drawing.screen_words import screen_words
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Audience
from maps.drawn_chains import twenty


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of each kind."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        tag, of = self.found[-1] if self.found else ("", {})
        key = f"{tag}#{of['id']}" if of.get("id") else tag
        self.text[key] = self.text.get(key, "") + data

    def all(self, tag, **attributes):
        return [of for name, of in self.found if name == tag and attributes.items() <= of.items()]


def written(tmp_path, m, **options):
    """The report, the page's text, the page in its elements, and its evidence."""
    report = write_map(m, tmp_path / "map.html", **options)
    words = (tmp_path / "map.html").read_text(encoding="utf-8")
    page = Page(words)
    return report, words, page, json.loads(page.text["script#evidence"])


def test_every_thing_link_and_account_of_the_map_is_in_the_page(tmp_path):
    m = twenty()
    report, _, page, evidence = written(tmp_path, m)
    assert (report.nodes, report.links, report.dropped) == (23, 25, ())
    assert len(page.all("g", role="button")) == 23 + 1
    assert len(evidence["nodes"]) == 23
    assert len(evidence["links"]) == 25
    assert len(evidence["accounts"]) == len(m.accounts())
    assert report.layout is not None


def test_each_account_comes_with_its_words_who_tells_when_how_and_where(tmp_path):
    *_, evidence = written(tmp_path, made_up())
    node = next(each for each in evidence["nodes"] if each["label"] == "asks again")
    quote, who, how, source, start, end, marks = evidence["accounts"][node["told"][0]]
    assert quote == CLOSED
    assert evidence["notes"][who] == "U2 · second · wave 2"
    assert evidence["notes"][how] == "told done · not done · own work"
    assert (evidence["notes"][source], start, end, marks) == ("talk U2", 300, 333, 1)


def test_links_are_kept_as_recorded_with_the_way_in_which_things_go_on(tmp_path):
    *_, evidence = written(tmp_path, made_up())
    labels = [each["label"] for each in evidence["nodes"]]
    found = {
        each["kind"]: (labels[each["from"]][:6], labels[each["to"]][:6], each["back"]) for each in evidence["links"]
    }
    assert found["then"] == ("waits ", "asks a", False)
    assert found["conditions on"] == ("letter", "Act on", True)


def test_nothing_that_was_said_or_named_can_become_markup_or_script(tmp_path):
    _, words, page, evidence = written(tmp_path, made_up(EVIL))
    assert len(page.all("script")) == 2
    assert page.all("img") == []
    assert "<script>window.ran" not in words
    assert EVIL in [each[0] for each in evidence["accounts"]]
    assert next(each["label"] for each in evidence["nodes"] if each["kind"] == "text") == f"letter {EVIL}"


def test_the_page_allows_nothing_but_its_own_script_and_style(tmp_path):
    _, words, page, _ = written(tmp_path, twenty())
    policy = page.all("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]
    script = re.findall(r"<script>(.*?)</script>", words, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", words, re.DOTALL)
    assert [len(script), len(style)] == [1, 1]
    prints = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in (*script, *style)]
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{prints[0]}'; style-src 'sha256-{prints[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not any(name == "style" or name.startswith("on") for _, of in page.found for name in of)
    assert re.findall(r"(?:https?:)?//(?!www\.w3\.org/2000/svg)[a-z]+\.", words) == []


def test_without_quotes_no_words_that_were_said_are_in_the_file_but_counts_and_status_are(tmp_path):
    report, words, _, evidence = written(tmp_path, made_up("plain"), quotes=False)
    assert OPEN not in words
    assert CLOSED not in words
    assert "torn" not in words
    assert "one side" not in words
    assert {each[0] for each in evidence["accounts"]} == {""}
    assert len(evidence["accounts"]) == 9
    assert "told done · not done · own work" in evidence["notes"]
    assert report.warnings[0].startswith("What was said is left out")


def test_words_that_the_audience_may_not_read_are_withheld_and_counted(tmp_path):
    report, words, _, evidence = written(tmp_path, made_up("plain", Audience.PUBLIC))
    assert OPEN in words
    assert CLOSED not in words
    assert "U2's side" not in words
    assert [each[0] for each in evidence["accounts"]].count("[words withheld]") == 3
    carried, withheld = report.warnings
    assert carried.startswith("The file carries the words of 6 accounts as they were said")
    assert withheld == "The words of 3 accounts are withheld from this audience."


@pytest.mark.parametrize(("language", "find"), [("en", "Find"), ("nb", "Finn"), ("nn", "Finn")])
def test_the_words_of_the_page_are_in_the_language_of_the_map(tmp_path, language, find):
    _, words, page, evidence = written(tmp_path, twenty(), language=language)
    assert page.all("html")[0]["lang"] == language
    assert f'<label for="find">{find}</label>' in words
    assert evidence["words"] == screen_words(language)
    assert "[[" not in words.partition("<script")[0]


def test_an_unknown_language_is_refused(tmp_path):
    with pytest.raises(RecordWrong, match="language"):
        write_map(twenty(), tmp_path / "map.html", language="de")


def test_the_same_map_gives_the_same_bytes(tmp_path):
    one, two = (tmp_path / name for name in ("one.html", "two.html"))
    write_map(twenty(), one)
    write_map(twenty(), two)
    assert one.read_bytes() == two.read_bytes()


def test_an_empty_map_is_a_page_that_says_so(tmp_path):
    report, words, _, evidence = written(tmp_path, map_of(ChainRecords(title="Nothing", standpoint="nobody")))
    assert (report.nodes, evidence["nodes"], evidence["accounts"]) == (0, [], [])
    assert "Nothing stands on this map yet." in words


def test_the_drawing_of_the_page_is_well_formed(tmp_path):
    _, words, _, _ = written(tmp_path, made_up())
    for each in re.findall(r"<svg.*?</svg>", words, re.DOTALL):
        etree.fromstring(each)


def test_half_a_letter_in_a_quote_does_not_stop_the_page(tmp_path):
    *_, evidence = written(tmp_path, made_up("half \ud83d letter"))
    assert "half \ud83d letter" in [each[0] for each in evidence["accounts"]]


def test_what_was_added_since_the_layout_is_named(tmp_path):
    report, *_ = written(tmp_path, made_up("plain"))
    kept = report.layout
    again = write_map(twenty(), tmp_path / "other.html", layout=kept)
    assert "not on the page: 47" in again.dropped[0]


def test_in_the_dark_words_stand_out_from_their_ground():
    assert (in_the_dark("#ffffff"), in_the_dark("#1a1a1a")) == ("#1a1a1a", "#d1d1d1")

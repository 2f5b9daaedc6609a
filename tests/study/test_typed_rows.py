"""A chain typed in tables: every row is checked by itself, and what cannot stand is named with its sheet and row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

import ieworkbench as ie
from ieworkbench.cli.demo import example_folder
from ieworkbench.model import UNKNOWN_DOER, Doer, DoerKind, EvidenceStatus, Layer, Polarity, SaidDate
from ieworkbench.study import read_manifest

TALK = (
    "I: Did you go?\nU1: They said I was welcome again once I had slept a whole night. I wrote it down.\n"
    "I: And then?\nU1: I went home. I wrote it down.\n"
)
ACTS = "id,doing,doer,site,case\nA1,tells her to sleep,somebody there,centre,\nA2,goes home,U1,,\n"
LINKS = "id,from,kind,to\nL1,A1,then,A2\n"
ACCOUNTS = (
    "of,source,quote,status\n"
    "A1,talk,They said I was welcome again,told done by other\n"
    "A2,talk,I went home,told done\n"
    "L1,talk,I went home,told done\n"
)
SITES = "id,level\ncentre,front line\n"


@pytest.fixture
def study(study: ie.Study, put) -> ie.Study:
    """A study with one interview."""
    study.add_informant("U1")
    study.add_source(put("talk.txt", TALK), kind="interview", id="talk", informants="U1")
    return study


def chain(folder: Path, **tables: str | bytes) -> Path:
    """A folder of tables."""
    folder.mkdir(exist_ok=True)
    for name, words in tables.items():
        data = words if isinstance(words, bytes) else words.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def small(folder: Path, **others: str | bytes) -> Path:
    return chain(folder, **{"acts": ACTS, "links": LINKS, "accounts": ACCOUNTS, "sites": SITES, **others})


def told(report) -> list[tuple[str, str]]:
    return [(each.what, each.where) for each in report.findings if each.fate.value == "dropped"]


def why(report) -> str:
    return " ".join(each.why for each in report.findings)


def test_a_chain_typed_in_tables_is_a_chain_of_the_study(study, tmp_path):
    report = study.import_file(small(tmp_path / "chain"))
    assert report.findings == []
    assert {name: count for name, count in report.kept.items() if count} == {
        "sites": 1,
        "acts": 2,
        "links": 1,
        "accounts": 3,
    }
    first = study.act("A1")
    assert (first.doer, first.site, first.layer) == (Doer("somebody there", DoerKind.ROLE), "centre", Layer.PARTICULAR)
    assert first.accounts[0].status is EvidenceStatus.TOLD_DONE_BY_OTHER
    assert first.accounts[0].passage.quote == "They said I was welcome again"
    assert study.act("A2").doer == Doer("U1", DoerKind.INFORMANT)
    (link,) = study.links()
    assert (link.id, link.kind, link.origin.id, link.target.id) == ("L1", "then", "A1", "A2")


def test_an_import_is_one_step_to_undo(study, tmp_path):
    before = len(study.history())
    study.import_file(small(tmp_path / "chain"))
    assert len(study.history()) == before + 1
    study.undo()
    assert len(study.acts()) == len(study.links()) == len(study.passages()) == 0


def test_importing_twice_changes_nothing(study, tmp_path):
    folder = small(tmp_path / "chain")
    study.import_file(folder)
    acts, links, before = list(study.acts()), list(study.links()), len(study.history())
    again = study.import_file(folder)
    assert (list(study.acts()), list(study.links()), len(study.history())) == (acts, links, before)
    assert {name: count for name, count in again.there.items() if count} == {
        "sites": 1,
        "acts": 2,
        "links": 1,
        "accounts": 3,
    }
    assert not any(again.kept.values())


def test_rows_without_keys_are_known_again(study, tmp_path):
    folder = chain(
        tmp_path / "chain",
        acts="doing,gap\nstops the money,Who stopped it?\n",
        texts="title\nthe notice\n",
        resources="name,kind\nthe allowance,money\n",
        links="from,kind,to,gap\nstops the money,writes,the notice,Who wrote it?\n",
    )
    report = study.import_file(folder)
    assert report.findings == []
    before = len(study.history())
    study.import_file(folder)
    assert len(study.history()) == before
    assert (len(study.acts()), len(study.texts()), len(study.links())) == (1, 1, 1)


def test_a_changed_row_changes_its_record_and_what_is_not_there_stays(study, tmp_path):
    study.import_file(small(tmp_path / "chain"))
    study.change_act("A1", note="mine")
    changed = small(
        tmp_path / "chain",
        acts="id,doing,mode\nA1,tells her to sleep first,talk\n",
        accounts=ACCOUNTS.replace("A1,talk,They said I was welcome again,told done by other", ""),
    )
    report = study.import_file(changed)
    act = study.act("A1")
    assert (act.doing, act.mode.value, act.note, act.site) == ("tells her to sleep first", "talk", "mine", "centre")
    assert len(act.accounts) == 1
    assert report.kept["changed acts"] == 1
    assert len(study.acts()) == 2


def test_a_changed_account_changes_and_another_is_added(study, tmp_path):
    study.import_file(small(tmp_path / "chain"))
    (before,) = study.act("A2").accounts
    report = study.import_file(
        small(
            tmp_path / "chain",
            accounts="of,source,quote,status,polarity\nA2,talk,I went home,told done,not done\nA2,talk,And then?,observed,\n",
        )
    )
    one, other = sorted(study.act("A2").accounts, key=lambda each: each.status)
    assert (other.id, other.polarity) == (before.id, Polarity.NOT_DONE)
    assert one.status is EvidenceStatus.OBSERVED
    assert report.kept["accounts"] == 1


def test_words_of_the_lists_may_be_norwegian(study, tmp_path):
    report = study.import_file(
        chain(
            tmp_path / "chain",
            handlinger="id,handling,hvem,slag,lag\nA1,går hjem,ukjent,snakke,enkelttilfelle\n",
            utsagn="om,kilde,sitat,status,polaritet,arbeid\nA1,talk,I went home,fortalt gjort,ikke gjort,eget\n",
        )
    )
    assert report.findings == []
    (act,) = study.acts()
    assert (act.doer, act.mode.value, act.accounts[0].polarity) == (UNKNOWN_DOER, "talk", Polarity.NOT_DONE)


# ------------------------------------------------------------------------------ what cannot stand


@pytest.mark.parametrize(
    ("tables", "what", "where", "words"),
    [
        (
            {"acts": "id,doing,mode\nA1,goes,dance\n"},
            "act",
            "acts.csv, row 2, column “mode”",
            "choose one of: do, talk, read",
        ),
        ({"acts": "id,doing\nA1,goes\n"}, "act", "acts.csv, row 2", "add a row for it in “accounts”"),
        ({"acts": "id,doing,gap\nA1,,why?\n"}, "act", "acts.csv, row 2, column “doing”", "This cell is empty"),
        (
            {"acts": "id,doing,gap,site\nA1,goes,why?,moon\n"},
            "act",
            "acts.csv, row 2, column “site”",
            "no site “moon”",
        ),
        (
            {"acts": "id,doing,gap\nA1,goes,why?\nA1,comes,why?\n"},
            "act",
            "acts.csv, row 3, column “id”",
            "Another row has the key “A1” too (acts.csv, row 2)",
        ),
        (
            {"acts": "id,doing,gap\nA1,goes,why?\n", "links": "from,kind,to,gap\nA1,then,A9,?\n"},
            "link",
            "links.csv, row 2, column “to”",
            "“A9”",
        ),
        (
            {
                "acts": "id,doing,gap\nA1,goes,why?\n",
                "texts": "id,title\nT1,plan\n",
                "links": "from,kind,to,gap\nA1,then,T1,?\n",
            },
            "link",
            "links.csv, row 2",
            "choose one of: drafts, writes",
        ),
        (
            {
                "acts": "id,doing,gap\nA1,goes,why?\nA2,comes,why?\n",
                "links": "from,kind,to,gap\nA1,then,A2,?\nA2,then,A1,?\n",
            },
            "link",
            "links.csv, row 3",
            "cannot come before itself",
        ),
        (
            {"acts": "id,doing,layer,gap\nA1,goes,prescribed,?\n"},
            "act",
            "acts.csv, row 2",
            "rests on words of a text",
        ),
        (
            {"acts": "id,doing\nA1,goes\n", "accounts": "of,source,quote,status\nA1,talk,I flew home,told done\n"},
            "account",
            "accounts.csv, row 2, column “quote”",
            "does not stand in this text",
        ),
        (
            {"acts": "id,doing\nA1,goes\n", "accounts": "of,source,quote,status\nA1,talk,I wrote it down,told done\n"},
            "account",
            "accounts.csv, row 2, column “quote”",
            "stands in 2 places",
        ),
        (
            {"acts": "id,doing\nA1,goes\n", "accounts": "of,source,quote,status\nA1,tolk,I went home,told done\n"},
            "account",
            "accounts.csv, row 2, column “source”",
            "talk",
        ),
        (
            {"acts": "id,doing\nA1,goes\n", "accounts": "of,source,quote,status\nA1,talk,I went home,\n"},
            "account",
            "accounts.csv, row 2, column “status”",
            "told done, told done by other",
        ),
        (
            {"acts": "id,doing\nA1,goes\n", "accounts": "of,source,quote,status\nA1,talk,,told done\n"},
            "account",
            "accounts.csv, row 2, column “quote”",
            "The quote is missing",
        ),
        (
            {"acts": "id,doing,gap\nA1,goes,?\n", "accounts": "of,source,quote,status\n,talk,I went home,told done\n"},
            "account",
            "accounts.csv, row 2, column “of”",
            "of merged cells, fill in every one",
        ),
        (
            {
                "acts": "id,doing,gap\nA1,goes,?\n",
                "accounts": "of,source,quote,status\nA7,talk,I went home,told done\n",
            },
            "account",
            "accounts.csv, row 2, column “of”",
            "“A7”",
        ),
        (
            {"acts": "id,doing,gap,mode\nA1,goes,?,x\n", "links": "from,kind,to,gap\nA1,then,A1,?\n"},
            "link",
            "links.csv, row 2, column “from”",
            "its row was left out; mend it first (acts.csv, row 2)",
        ),
        ({"acts": "id,doing,gap,colour\nA1,goes,?,red\n"}, "column", "acts.csv, colour", "no place for it"),
        ({"acts": "id,gap\nA1,?\n"}, "sheet", "acts.csv", "name at least “doing”"),
        ({"acts": ACTS, "budget": "a,b\n"}, "file", "budget.csv", "No table of a chain is called so"),
        (
            {"texts": "id,title,number,among\nT1,plan,four,\n", "acts": "id,doing\n"},
            "text",
            "texts.csv, row 2, column “number”",
            "write a whole number",
        ),
        (
            {"circuits": "id,name,links,reason\nK1,round,L9,so\n", "acts": "id,doing\n"},
            "circuit",
            "circuits.csv, row 2, column “links”",
            "“L9”",
        ),
        (
            {
                "disjunctures": "id,what\nD1,the sleep\n",
                "sides": "id,of,says\nS1,D1,hers\nS2,D9,not\n",
                "acts": "id,doing\n",
            },
            "side",
            "sides.csv, row 3, column “of”",
            "No row of “disjunctures” has the key “D9”",
        ),
        (
            {"tasks": "of,what\nA9,phones\n", "acts": "id,doing\n"},
            "task",
            "tasks.csv, row 2",
            "“A9”",
        ),
    ],
)
def test_what_cannot_stand_is_named_with_its_place_and_what_to_do(study, tmp_path, tables, what, where, words):
    report = study.import_file(chain(tmp_path / "chain", **tables))
    found = [each for each in report.findings if (each.what, each.where) == (what, where)]
    assert found, report.findings
    assert words in found[0].why


def test_rows_with_problems_are_left_out_and_the_others_come_in(study, tmp_path):
    report = study.import_file(small(tmp_path / "chain", acts=ACTS + "A3,flies,,moon,\nA4,waits,,,\n"))
    assert [each.id for each in study.acts()] == ["A1", "A2"]
    assert told(report) == [("act", "acts.csv, row 4, column “site”"), ("act", "acts.csv, row 5")]


def test_every_wrong_cell_of_a_row_is_named(study, tmp_path):
    report = study.import_file(chain(tmp_path / "chain", acts="id,doing,mode,layer,site\nA1,goes,x,y,z\n"))
    assert [where for _, where in told(report)] == [
        f"acts.csv, row 2, column “{column}”" for column in ("site", "mode", "layer")
    ]


def test_accounts_of_an_act_that_is_left_out_are_listed_too(study, tmp_path):
    acts = "id,doing,layer\nA1,is to sleep,prescribed\nA2,goes home,\n"
    report = study.import_file(small(tmp_path / "chain", acts=acts))
    assert told(report) == [
        ("act", "acts.csv, row 2"),
        ("account", "accounts.csv, row 2"),
        ("link", "links.csv, row 2, column “from”"),
        ("account", "accounts.csv, row 4, column “of”"),
    ]


def test_strict_refuses_all_where_anything_would_be_left_out(study, tmp_path):
    folder = small(tmp_path / "chain", acts=ACTS + "A3,flies,,moon,\n")
    before = len(study.history())
    with pytest.raises(ie.errors.ImportIncomplete, match=r"acts\.csv, row 4, column “site”") as caught:
        study.import_file(folder, strict=True)
    assert len(caught.value.problems) == 1
    assert (len(study.acts()), len(study.history())) == (0, before)
    assert study.import_file(small(tmp_path / "chain", acts=ACTS), strict=True).kept["acts"] == 2


# ------------------------------------------------------------------------------ as Excel has it


def test_semicolons_a_byte_order_mark_blank_rows_and_blanks_at_the_end(study, tmp_path):
    acts = "\ufeff" + ACTS.replace(",", ";").replace("A1;", "A1 ;") + ";;;;\n\n"
    report = study.import_file(
        small(tmp_path / "chain", acts=acts.encode("utf-8"), accounts=ACCOUNTS.replace("A1,", " A1  ,"))
    )
    assert report.findings == []
    assert [each.id for each in study.acts()] == ["A1", "A2"]


def test_letters_of_windows_are_read(study, tmp_path):
    report = study.import_file(
        chain(tmp_path / "chain", acts="id;doing;gap\nA1;søker på nytt;Hvem går?\n".encode("cp1252"))
    )
    assert not told(report)
    assert study.act("A1").doing == "søker på nytt"


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def test_numbers_as_keys_and_days_as_days(study, tmp_path):
    path = workbook(
        tmp_path / "chain.xlsx",
        Acts=[["id", "doing", "when", "gap"], [1, "goes", dt.date(2014, 5, 12), "?"], [2.0, "comes", "May 2014", "?"]],
        Links=[["from", "kind", "to", "gap"], [1, "then", 2, "?"]],
        Accounts=[["of", "source", "quote", "status"], [1, "talk", "I went home", "told done"]],
    )
    report = study.import_file(path)
    assert report.findings == []
    assert [(each.id, each.when.said) for each in study.acts()] == [("1", "2014-05-12"), ("2", "May 2014")]
    assert study.act("1").when == SaidDate.read("2014-05-12")
    assert len(study.act("1").accounts) == 1


def test_one_key_in_several_sheets_is_asked_about(study, tmp_path):
    path = workbook(
        tmp_path / "chain.xlsx",
        Acts=[["id", "doing", "gap"], [1, "goes", "?"]],
        Texts=[["id", "title"], [1, "plan"]],
        Accounts=[
            ["of", "source", "quote", "status"],
            [1, "talk", "I went home", "told done"],
            ["text 1", "talk", "And then?", "observed"],
        ],
        Links=[
            ["id", "from", "kind", "to", "gap"],
            ["L1", "act 1", "writes", "text 1", "?"],
            ["L2", 1, "then", 1, "?"],
        ],
    )
    report = study.import_file(path)
    assert told(report) == [
        ("account", "Accounts, row 2, column “of”"),
        ("link", "Links, row 3, column “from”"),
        ("link", "Links, row 3, column “to”"),
    ]
    assert "“act 1” or “text 1”" in why(report)
    assert len(study.text("1").accounts) == 1
    assert [each.id for each in study.links()] == ["L1"]


def test_merged_cells_and_formulas_nobody_worked_out_are_named(study, tmp_path):
    path = tmp_path / "chain.xlsx"
    workbook(
        path,
        Acts=[["id", "doing", "gap"], ["A1", "goes", "?"]],
        Accounts=[
            ["of", "source", "quote", "status"],
            ["A1", "talk", "I went home", "told done"],
            [None, "talk", "And then?", "observed"],
            ["A1", "talk", '=CONCATENATE("And"," then?")', "observed"],
        ],
    )
    book = openpyxl.load_workbook(path)
    book["Accounts"].merge_cells("A2:A3")
    book.save(path)
    report = study.import_file(path)
    assert sorted(told(report)) == [
        ("account", "Accounts, row 3, column “of”"),
        ("account", "Accounts, row 4, column “quote”"),
    ]


def test_a_row_that_names_one_further_down_finds_it(study, tmp_path):
    report = study.import_file(
        chain(
            tmp_path / "chain",
            acts="id,doing,layer,particulars,gap\nR1,goes,regular,A1; A2,\nA1,goes once,,,?\nA2,goes twice,,,?\n",
            texts="id,title,template,among,number\nT1,letter,T2,,\nT2,template,,,\nT3,one of them,,T1; T2,1\n",
            sites="id,part of\nward,hospital\nhospital,\n",
        )
    )
    assert report.findings == []
    assert study.act("R1").particulars == ("A1", "A2")
    assert study.text("T1").template == "T2"
    assert study.text("T3").among == ("T1", "T2")


def test_a_quote_in_two_places_is_settled_by_what_stands_before_it(study, tmp_path):
    report = study.import_file(
        chain(
            tmp_path / "chain",
            acts="id,doing\nA1,writes\n",
            accounts="of,source,quote,status,before\nA1,talk,I wrote it down,told done,I went home. \n",
        )
    )
    assert report.findings == []
    assert study.act("A1").accounts[0].passage.start == TALK.rindex("I wrote it down")


def test_a_source_may_be_named_by_its_file(study, tmp_path):
    report = study.import_file(small(tmp_path / "chain", accounts=ACCOUNTS.replace(",talk,", ",talk.txt,")))
    assert report.findings == []


def test_accounts_that_share_a_number_are_told_apart(study, tmp_path):
    accounts = "id,of,source,quote,status\n1,A1,talk,And then?,observed\n1,A1,talk,I went home,told done\n1,A2,talk,I went home,told done\n"
    report = study.import_file(small(tmp_path / "chain", accounts=accounts, links="from,kind,to,gap\nA1,then,A2,?\n"))
    assert report.findings == []
    assert [len(each.accounts) for each in study.acts()] == [2, 1]
    assert len({account.id for each in study.acts() for account in each.accounts}) == 3


def test_accounts_of_what_the_study_has_already_need_no_other_sheet(study, tmp_path):
    study.add_act("goes home", gap="?", id="A2")
    report = study.import_file(
        chain(tmp_path / "chain", accounts="of,source,quote,status\nA2,talk,I went home,told done\n")
    )
    assert (report.findings, len(study.act("A2").accounts)) == ([], 1)
    before = len(study.history())
    study.import_file(tmp_path / "chain")
    assert len(study.history()) == before


# ----------------------------------------------------------------------------------- there and back


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """A study of the example with its chain."""
    path = tmp_path_factory.mktemp("example") / "e.iestudy"
    folder = example_folder()
    with ie.create_study(path, title="T", standpoint="S", person="Ann") as made:
        made.add_sources(read_manifest(folder / "manifest.csv"), folder)
        report = made.import_file(folder / "C1" / "chain", strict=True)
        assert report.findings == []
    return path


KEPT = ("sites", "acts", "texts", "copies", "resources", "links", "link_kinds", "disjunctures", "circuits")


@pytest.mark.parametrize("name", ["out.chain", "out.xlsx"])
def test_the_example_goes_out_and_comes_back_equal(example, tmp_path, name):
    folder = example_folder()
    form = "chain-xlsx" if name.endswith("xlsx") else "chain-csv"
    with (
        ie.open_study(example) as one,
        ie.create_study(tmp_path / "o.iestudy", title="T", standpoint="S", person="Bo") as other,
    ):
        one.export_file(tmp_path / name, format=form)
        other.add_sources(read_manifest(folder / "manifest.csv"), folder)
        report = other.import_file(tmp_path / name, strict=True)
        assert report.findings == []
        for each in KEPT:
            assert list(getattr(other, each)()) == list(getattr(one, each)()), each
        before = len(one.history())
        one.import_file(tmp_path / name, strict=True)
        assert len(one.history()) == before


def test_every_quote_of_the_example_stands_letter_for_letter(example):
    with ie.open_study(example) as study:
        sources = {each.id: each.content for each in study.sources()}
        told_of = [*study.acts(), *study.texts(), *study.copies(), *study.links()]
        accounts = [account for each in told_of for account in each.accounts]
        assert len(accounts) > 100
        assert all(each.passage.stands_in(sources[each.passage.source]) for each in accounts)

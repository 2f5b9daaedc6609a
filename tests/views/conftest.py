"""A small study on a desk, with a view at it."""

from __future__ import annotations

import pytest

import ieworkbench as ie
from ieworkbench.views.desk import Desk
from views.desk_views import TALK, Sent, View


@pytest.fixture
def study(tmp_path):
    tmp_path.joinpath("U1.txt").write_text(TALK, "utf-8")
    with ie.create_study(tmp_path / "a.iestudy", title="A study", standpoint="U1's", person="anna") as made:
        made.add_case("C1")
        made.add_informant("U1", cases="C1", role="service user")
        made.add_source(tmp_path / "U1.txt", kind="interview", language="nb", cases="C1", informants="U1")
        made.add_code("trouble")
        made.add_code("forms", definition="What is filled in.")
        yield made


@pytest.fixture
def desk(study):
    return Desk(study)


@pytest.fixture
def view(desk):
    return View(desk)


@pytest.fixture
def sent(monkeypatch):
    """What the views of widgets are told, where no kernel takes up messages meanwhile: everything at once."""
    from ieworkbench.views import view_widget
    from ieworkbench.views.view_widget import ViewWidget

    heard = Sent()
    monkeypatch.setattr(view_widget, "_loop", lambda: None)  # a browser that was driven before leaves one behind
    monkeypatch.setattr(ViewWidget, "send", lambda _, content: heard.hear(content))
    return heard

"""Views at a desk, for tests: what they say, what they were told; and a made-up talk to code."""

from __future__ import annotations

TALK = "I: Who filled in the form?\nU1: I filled in the form alone. 👩🏽‍🦽 They sent a letter.\n"


class View:
    """A view that writes down what it is told."""

    def __init__(self, desk, source="U1", wants="coding"):
        self.heard = []
        self.seat = desk.attach(self.heard.append)
        self.say(say="hello", wants=wants, source=source)
        self.count = 0

    def say(self, **message):
        self.seat.receive(message)

    def told(self, tell):
        return [each for each in self.heard if each["tell"] == tell]

    def last(self, tell):
        return self.told(tell)[-1]

    def do(self, kind, op=None, **edit):
        self.count += 1
        self.heard.clear()
        self.say(say="edit", op=op or f"op {id(self)} {self.count}", do={"kind": kind, **edit})

    def ask(self, what, **about):
        self.say(say="ask", ask=7, about={"what": what, **about})
        return self.last("answer")["answer"]


class Sent(list):
    """What a widget's views were told, and by `view_of` which of them each was told to."""

    def __init__(self):
        self.views = []

    def hear(self, content):
        self.views.append((content["told"], content["view"]))
        self.append(content["told"])

    def view_of(self, told):
        return next(view for each, view in self.views if each is told)


def say(widget, view="a view", /, **message):
    """Have a view of a widget say something."""
    widget._handle_custom_msg({"view": view, "said": message}, [])


def place(study, words, source="U1", version=None):
    found = study.source(source, version=version)
    start = found.content.index(words)
    return {"source": source, "version": found.version, "start": start, "end": start + len(words), "quote": words}


def code(study, name):
    return study.codebook.one(name).id

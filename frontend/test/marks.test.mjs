import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { marksOf, withEdits } = await load("coding/marks.ts");
const { Offsets } = await load("offsets.ts");

const TEXT = "😀 some words here";
const offsets = new Offsets(TEXT);
const codes = new Map(["work", "wait"].map((id) => [id, { id, name: id.toUpperCase(), colour: "#123456" }]));
const told = {
  codings: [{ id: "k1", start: 2, end: 6, code: "work", memo: "", by: "Ann" }],
  accounts: [{ id: "a1", start: 0, end: 6, of: { kind: "act", id: "A1" }, label: "waits", status: "told done", polarity: "done" }],
  notes: [{ id: "n1", start: 7, end: 12, text: "Whose words?" }],
};
const marks = marksOf(told, offsets, codes);
const place = (start, end) => ({ source: "S", version: 1, start, end, quote: "" });
const after = (...edits) => withEdits(marks, edits, "S", offsets, codes, "Ann");
const seen = (shown) => shown.map((mark) => [mark.id, mark.label, TEXT.slice(mark.start, mark.end)]);

test("marks stand in the order of the text, with what each is called", () => {
  assert.deepEqual(seen(marks), [["a1", "waits", "😀 some"], ["k1", "WORK", "some"], ["n1", "Whose words?", "words"]]);
});

test("an edit shows before the desk has made it", () => {
  assert.deepEqual(seen(after({ kind: "code", at: place(7, 12), code: "wait", id: "k2" }))[3], ["k2", "WAIT", "words"]);
  assert.equal(after({ kind: "uncode", coding: "k1" }).length, 2);
  assert.equal(after({ kind: "memo", coding: "k1", memo: "m" })[1].memo, "m");
  assert.equal(after({ kind: "recode", coding: "k1", code: "wait" })[1].label, "WAIT");
  assert.deepEqual(seen(after({ kind: "move", coding: "k1", at: place(2, 12) }))[1], ["k1", "WORK", "some words"]);
});

test("notes are written anew and taken away, and so are accounts, before the desk has done it", () => {
  assert.equal(after({ kind: "renote", note: "n1", text: "Theirs." })[2].label, "Theirs.");
  assert.deepEqual(seen(after({ kind: "unnote", note: "n1" }, { kind: "unaccount", account: "a1" })), [["k1", "WORK", "some"]]);
});

test("a change to a coding that is itself only shown changes what is shown", () => {
  const shown = after({ kind: "code", at: place(7, 12), code: "wait", id: "k2" }, { kind: "memo", coding: "k2", memo: "m" });
  assert.equal(shown.find((mark) => mark.id === "k2").memo, "m");
});

test("what the desk has told already is not shown twice", () => {
  assert.equal(after({ kind: "code", at: place(2, 6), code: "work", id: "k2" }).length, 3);
});

test("what the desk has told, and not answered yet, is not shown twice", () => {
  assert.equal(after({ kind: "note", at: place(7, 12), text: "Whose words?", id: "n1" }).length, 3);
  assert.equal(after({ kind: "act", at: place(0, 6), act: { doing: "waits" }, id: "a1" }).length, 3);
});

test("an edit of another source shows nothing here", () => {
  assert.equal(after({ kind: "note", at: { ...place(2, 6), source: "T" }, text: "n", id: "n2" }).length, 3);
});

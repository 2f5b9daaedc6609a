import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { blocksOf } = await load("coding/blocks.ts");
const { Offsets } = await load("offsets.ts");
const { lanesOf, marksByBlock, piecesOf } = await load("coding/pieces.ts");

const section = (start, end, kind, more = {}) => ({ start, end, kind, level: null, label: null, text: null, author: null, date: null, ...more });
const turn = (start, end, speaker) => ({ start, end, speaker, start_ms: null });
const blocks = (text, turns, sections = []) => blocksOf(text, new Offsets(text), turns, sections);

test("turns and the lines between them are blocks; labels and blank lines are none", () => {
  const text = "Talk 😀\n\nI: Hello.\nU1: Well\nthen.\n(pause)\nI: So.";
  const at = (words) => [...text.slice(0, text.indexOf(words))].length;
  const turns = [turn(at("Hello"), at("Hello") + 6, "I"), turn(at("Well"), at("Well") + 10, "U1"), turn(at("So."), at("So.") + 3, "I")];
  const found = blocks(text, turns);
  assert.deepEqual(found.map((block) => [block.kind, text.slice(block.start, block.end)]), [
    ["line", "Talk 😀"], ["turn", "Hello."], ["turn", "Well\nthen."], ["line", "(pause)"], ["turn", "So."],
  ]);
  assert.deepEqual(found.map((block) => block.speaker), ["", "I", "U1", "", "I"]);
});

test("words before a turn on its line are shown, only names, times and marks are not", () => {
  const text = "**U1** [00:01:02]: yes\nlater U1: no";
  const turns = [turn(19, 22, "U1"), turn(33, 35, "U1")];
  assert.deepEqual(blocks(text, turns).map((block) => text.slice(block.start, block.end)), ["yes", "later U1: ", "no"]);
});

test("every character that is no blank stands in a block or in a label", () => {
  const text = "Head\n\nI: one\n\n  two \nI: three\nend";
  const turns = [turn(9, 12, "I"), turn(24, 29, "I")];
  const shown = new Set(blocks(text, turns).flatMap(({ start, end }) => Array.from({ length: end - start }, (_, n) => start + n)));
  const left = [...text].filter((character, n) => !shown.has(n) && character.trim()).join("");
  assert.equal(left, "I:I:");
});

test("headings, items and tables are known; what a document changed stands beside the words", () => {
  const text = "Decision\nfirst\na\tb\n";
  const sections = [
    section(0, 8, "heading", { level: 1 }), section(9, 14, "list item", { level: 2, label: "a)" }),
    section(15, 16, "table cell"), section(17, 18, "table cell"),
    section(4, 4, "deletion", { text: "gone" }), section(9, 11, "comment", { text: "why?", author: "Ann" }),
  ];
  const found = blocks(text, [], sections);
  assert.deepEqual(found.map((block) => [block.kind, block.level, block.label]), [["heading", 1, ""], ["item", 2, "a)"], ["row", 0, ""]]);
  assert.deepEqual(found.map((block) => block.beside.map((each) => each.kind)), [["deletion"], ["comment"], ["table cell", "table cell"]]);
});

test("a turn of thousands of words stands in several blocks, which together are the turn", () => {
  const text = `U1: ${"Then I rang the office again. ".repeat(500)}\nI: And then?`;
  const end = text.indexOf("\n");
  const found = blocks(text, [turn(4, end, "U1"), turn(end + 4, text.length, "I")], [section(5_200, 5_200, "deletion", { text: "gone" })]);
  const said = found.slice(0, -1);
  assert.ok(said.length > 2 && said.every((block) => block.end - block.start <= 5_000 && text.startsWith("Then", block.start)));
  assert.equal(said.map((block) => text.slice(block.start, block.end)).join(""), text.slice(4, end));
  assert.deepEqual([...new Set(said.map((block) => block.speaker))], ["U1"]);
  assert.ok(said.every((block) => block.whole.start === 4 && block.whole.end === end));
  assert.equal(found.flatMap((block) => block.beside).length, 1);
});

const mark = (id, start, end) => ({ id, start, end });

test("pieces are cut at every bound, and together they are the block", () => {
  const pieces = piecesOf({ start: 10, end: 20 }, [mark("a", 5, 14), mark("b", 12, 30)]);
  assert.deepEqual(pieces.map((piece) => [piece.start, piece.end, piece.marks.map((each) => each.id)]), [
    [10, 12, ["a"]], [12, 14, ["a", "b"]], [14, 20, ["b"]],
  ]);
  assert.deepEqual(piecesOf({ start: 3, end: 3 }, []), []);
});

test("marks that overlap have lines of their own, marks that do not share one", () => {
  const lanes = lanesOf([mark("a", 0, 10), mark("b", 5, 15), mark("c", 10, 12), mark("d", 11, 20)]);
  assert.deepEqual(Object.fromEntries(lanes), { a: 0, b: 1, c: 0, d: 2 });
});

test("a mark goes to every block it touches and to no other", () => {
  const found = marksByBlock([{ start: 0, end: 5 }, { start: 8, end: 12 }, { start: 15, end: 20 }], [mark("a", 4, 9), mark("b", 12, 15), mark("c", 16, 17)]);
  assert.deepEqual(found.map((each) => each.map(({ id }) => id)), [["a"], ["a"], ["c"]]);
});

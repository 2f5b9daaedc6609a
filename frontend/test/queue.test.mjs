import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { Queue } = await load("queue.ts");

class Memory extends Map {
  get length() { return this.size; }
  key(n) { return [...this.keys()][n] ?? null; }
  getItem(name) { return this.get(name) ?? null; }
  setItem(name, value) { this.set(name, value); }
  removeItem(name) { this.delete(name); }
}

const place = (start, end) => ({ source: "S", version: 1, start, end, quote: "" });
const code = (start, end) => ({ kind: "code", at: place(start, end), code: "c", id: `k${start}` });

function queue({ storage = new Memory(), view = "one", text = "some words here" } = {}) {
  const sent = [];
  const made = new Queue(view, (message) => sent.push(message), (at) => (text === null ? null : text.slice(at.start, at.end)), storage);
  return { queue: made, sent, storage, ops: () => sent.map((message) => message.op) };
}

test("edits go one at a time, in their order, with their quotes", () => {
  const { queue: waiting, sent, ops } = queue();
  waiting.open("study");
  waiting.add("1", code(0, 4));
  waiting.add("2", code(5, 10));
  assert.deepEqual(ops(), ["1"]);
  assert.equal(sent[0].do.at.quote, "some");
  assert.equal(waiting.unsaved, 2);
  waiting.done("1", 7);
  assert.deepEqual(ops(), ["1", "2"]);
  assert.deepEqual(waiting.waiting.map((each) => each.op), ["1", "2"]);
  waiting.seen(7);
  assert.deepEqual(waiting.waiting.map((each) => each.op), ["2"]);
});

test("before the desk has answered nothing is sent; after a break what was under way is sent again", () => {
  const { queue: waiting, ops } = queue();
  waiting.add("1", code(0, 4));
  assert.deepEqual(ops(), []);
  waiting.open("study");
  waiting.open("study");
  assert.deepEqual(ops(), ["1", "1"]);
});

test("no quote lies in the browser's storage, and nothing is left when all is saved", () => {
  const { queue: waiting, storage } = queue();
  waiting.open("study");
  waiting.add("1", code(0, 4));
  assert.equal([...storage.values()].join().includes("some"), false);
  waiting.done("1", 1);
  assert.equal(storage.size, 0);
});

test("what a page that is gone left unsaved is sent by the next, once", () => {
  const storage = new Memory();
  const first = queue({ storage });
  first.queue.open("study");
  first.queue.add("1", code(0, 4));
  first.queue.add("2", code(5, 10));
  const next = queue({ storage, view: "two" });
  next.queue.open("study");
  next.queue.done("1", 1);
  next.queue.done("2", 2);
  assert.deepEqual(next.ops(), ["1", "2"]);
  assert.equal(storage.size, 0);
  assert.deepEqual(queue({ storage, view: "three" }).ops(), []);
});

test("another study's edits are left alone", () => {
  const storage = new Memory();
  const one = queue({ storage });
  one.queue.open("study");
  one.queue.add("1", code(0, 4));
  const other = queue({ storage, view: "two" });
  other.queue.open("another study");
  assert.deepEqual(other.ops(), []);
  assert.equal(storage.size, 1);
});

test("without the text of its place an edit waits, and says which text it needs", () => {
  const { queue: waiting, ops } = queue({ text: null });
  waiting.open("study");
  waiting.add("1", code(0, 4));
  assert.deepEqual(ops(), []);
  assert.equal(waiting.needs, "S");
});

test("a refused edit is gone with what was to change it, and the others go on", () => {
  const { queue: waiting, ops } = queue();
  waiting.open("study");
  waiting.add("1", code(0, 4));
  const memo = { kind: "memo", coding: "k0", memo: "why" };
  waiting.add("2", memo);
  waiting.add("3", code(5, 10));
  assert.deepEqual(waiting.refused("1"), [code(0, 4), memo]);
  assert.deepEqual(ops(), ["1", "3"]);
  assert.deepEqual(waiting.refused("1"), []);
});

test("what was to change a note or an account that is refused goes with it", () => {
  const { queue: waiting, ops } = queue();
  waiting.open("study");
  waiting.add("1", { kind: "note", at: place(0, 4), text: "Who?", id: "n" });
  waiting.add("2", { kind: "act", at: place(0, 4), id: "a" });
  waiting.add("3", { kind: "renote", note: "n", text: "Whose?" });
  waiting.add("4", { kind: "unaccount", account: "a" });
  waiting.add("5", { kind: "undo" });
  assert.equal(waiting.refused("1").length, 2);
  assert.equal(waiting.refused("2").length, 2);
  assert.deepEqual(ops(), ["1", "2", "5"]);
});

test("an edit that could not be made now is sent again", () => {
  const { queue: waiting, ops } = queue();
  waiting.open("study");
  waiting.add("1", code(0, 4));
  waiting.again("1");
  assert.deepEqual(ops(), ["1", "1"]);
});

test("without a storage, or with a full one, edits are in memory all the same", () => {
  const full = new Memory();
  full.setItem = () => { throw new Error("full"); };
  for (const storage of [null, full]) {
    const { queue: waiting, ops } = queue({ storage });
    waiting.open("study");
    waiting.add("1", code(0, 4));
    assert.deepEqual(ops(), ["1"]);
    assert.equal(waiting.unsaved, 1);
  }
});

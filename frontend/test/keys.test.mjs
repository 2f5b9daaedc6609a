import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { commandOf } = await load("coding/keys.ts");
const { CodeSearch } = await load("coding/code_search.ts");

const press = (key, ...held) => commandOf({ key, ctrlKey: held.includes("ctrl"), metaKey: held.includes("meta"), shiftKey: held.includes("shift"), altKey: held.includes("alt") });

test("letters, numbers and control keys are commands", () => {
  assert.equal(press("a"), "act");
  assert.equal(press("A", "shift"), "act");
  assert.equal(press("7"), "recent");
  assert.equal(press("/"), "code");
  assert.equal(press("z", "ctrl"), "undo");
  assert.equal(press("Z", "ctrl", "shift"), "redo");
  assert.equal(press("z", "meta"), "undo");
  assert.equal(press("y", "ctrl"), "redo");
});

test("the browser keeps its own keys", () => {
  for (const key of ["c", "f", "r", "t", "1", "p"]) assert.equal(press(key, "ctrl"), null);
  assert.equal(press("Tab"), null);
  assert.equal(press("PageDown"), null);
  assert.equal(press("0"), null);
});

test("control with arrows goes by words and turns, as in other programs", () => {
  assert.equal(press("ArrowRight", "ctrl", "shift"), "on");
  assert.equal(press("ArrowDown", "ctrl"), "next-turn");
});

test("brackets work on keyboards that need Alt Graph for them", () => {
  assert.equal(press("[", "ctrl", "alt"), "start-out");
  assert.equal(press("]"), "end-out");
});

const code = (id, name, more = {}) => ({ id, name, path: name, definition: "", codable: true, ...more });

test("codes whose name begins with what is typed come first, then paths, then definitions", () => {
  const search = new CodeSearch([
    code("1", "Being told", { definition: "waiting for words" }), code("2", "Long wait"), code("3", "Waiting"), code("4", "Rung", { path: "Wait › Rung" }),
    code("5", "Wait, not to be used", { codable: false }), code("6", "Awaited"),
  ], []);
  assert.deepEqual(search.find("wait").map((found) => found.code.id), ["3", "2", "6", "4", "1"]);
});

test("accents and capitals do not matter, and all words must fit", () => {
  const search = new CodeSearch([code("1", "Møte på kafé"), code("2", "Møte")], []);
  assert.deepEqual(search.find("KAFE møte").map((found) => found.code.id), ["1"]);
  assert.equal(search.has("møte"), true);
});

test("with nothing typed the codes used last come first, with their numbers", () => {
  const search = new CodeSearch([code("1", "One"), code("2", "Two"), code("3", "Three")], ["3", "gone", "1"]);
  assert.deepEqual(search.find("").map((found) => [found.code.id, found.number]), [["3", 1], ["1", 3], ["2", 0]]);
});

test("five thousand codes are searched in a few milliseconds", () => {
  const search = new CodeSearch(Array.from({ length: 5000 }, (_, n) => code(String(n), `Code number ${n}`, { definition: "What somebody does. ".repeat(6) })), []);
  const before = process.cpuUsage();
  assert.equal(search.find("number 4999").length, 1);
  const { user, system } = process.cpuUsage(before);
  assert.ok((user + system) / 1000 < 60, `${(user + system) / 1000} ms`);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { refusal } = await load("acts/typed.ts");
const say = (words, ...parts) => words.replace("{0}", parts[0]);
const told = (...edits) => refusal(say, "It is gone.", edits);

test("what was written for an edit that is refused is said with the refusal", () => {
  assert.equal(told({ kind: "memo", memo: " Nobody explains. " }), "It is gone.\nWhat you wrote: Nobody explains.");
  assert.equal(told({ kind: "note", text: "Who?" }, { kind: "renote", text: "Whose?" }), "It is gone.\nWhat you wrote: Who?\nWhose?");
  const act = { doing: "rings", doer: "", with_whom: ["a clerk"], purpose: "to ask", mode: "talk" };
  assert.equal(told({ kind: "act", act }), "It is gone.\nWhat you wrote: rings\nto ask\na clerk");
  const sides = [{ says: "open" }, { says: "shut" }];
  assert.equal(told({ kind: "disjuncture", what: "the door", sides }), "It is gone.\nWhat you wrote: the door\nopen\nshut");
});

test("where nothing was written the refusal stands alone", () => {
  assert.equal(told({ kind: "code", code: "c" }, { kind: "memo", memo: "" }, { kind: "uncode" }, { kind: "undo" }), "It is gone.");
});

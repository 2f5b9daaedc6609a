import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { partsOf } = await load("coding/parts.ts");
const heights = (...guesses) => partsOf(guesses.map((guess) => ({ guess }))).map((part) => part.map(({ guess }) => guess));

test("rows lie in parts of about a screen, in their order and none left out", () => {
  assert.deepEqual(heights(400, 400, 200, 700, 100), [[400, 400], [200, 700], [100]]);
});

test("a row higher than a screen is a part alone", () => {
  assert.deepEqual(heights(30, 5000, 30, 30), [[30], [5000], [30, 30]]);
});

test("a text without words has no parts", () => {
  assert.deepEqual(heights(), []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { lanesBeside, placesOfNames } = await load("coding/bars.ts");
const BLOCKS = [{ start: 0, end: 400 }, { start: 404, end: 500 }, { start: 504, end: 900 }];
const lanes = (...marks) => [...lanesBeside(BLOCKS, marks.map(([id, start, end]) => ({ id, start, end })))];

test("passages that may share a line have bars side by side, the one that begins first nearest to the names", () => {
  assert.deepEqual(lanes(["a", 0, 20], ["b", 60, 80]), [["a", 0], ["b", 1]]);
});

test("passages that are lines apart have their bars one under the other", () => {
  assert.deepEqual(lanes(["a", 0, 20], ["b", 110, 130]), [["a", 0], ["b", 0]]);
});

test("what ends in one block and what begins in the next share no line", () => {
  assert.deepEqual(lanes(["a", 380, 400], ["b", 404, 410]), [["a", 0], ["b", 0]]);
});

test("a bar keeps its lane over all blocks of its passage, and those beside it there take others", () => {
  assert.deepEqual(lanes(["a", 300, 320], ["long", 310, 600], ["b", 404, 420], ["c", 590, 620], ["d", 720, 740]),
    [["a", 0], ["long", 1], ["b", 0], ["c", 0], ["d", 0]]);
});

test("a passage that ends between blocks, or after the last, has a lane too", () => {
  assert.deepEqual(lanes(["a", 380, 402], ["b", 890, 905]), [["a", 0], ["b", 0]]);
});

test("names stand where their passages begin, and one under the other where there is no room", () => {
  assert.deepEqual(placesOfNames([4, 60], [18, 18], 100), [4, 60]);
  assert.deepEqual(placesOfNames([4, 10, 12], [18, 36, 18], 100), [4, 24, 62]);
});

test("names of passages that begin at the end of a row are moved up, and stay in it", () => {
  assert.deepEqual(placesOfNames([4, 70, 80], [18, 18, 18], 84), [4, 46, 66]);
});

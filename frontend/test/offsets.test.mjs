import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { Offsets, lineAt, nextGrapheme, previousGrapheme, sentenceAt, widened, wordsAround } = await load("offsets.ts");

const POINTS = (text) => [...text];
const TEXTS = [
  "", "plain", "😀", "a😀b", "😀😀", "👩🏽‍🔧 letter", "cafe\u0301 🇳🇴🇸🇪", "שלום عالم", "soft\u00adhyphen", "x\u200dy", "𝒜𝓑 end𝓒", "line\n😀\nline",
];

test("positions go there and back, at every character of every text", () => {
  for (const text of TEXTS) {
    const offsets = new Offsets(text);
    let unit = 0;
    POINTS(text).forEach((character, point) => {
      assert.equal(offsets.toPoints(unit), point, text);
      assert.equal(offsets.toUnits(point), unit, text);
      unit += character.length;
    });
    assert.equal(offsets.toPoints(text.length), POINTS(text).length);
    assert.equal(offsets.toUnits(POINTS(text).length), text.length);
  }
});

test("a slice by code points is the slice by units", () => {
  const text = "a😀b👩🏽‍🔧c";
  const offsets = new Offsets(text);
  assert.equal(POINTS(text).slice(offsets.toPoints(1), offsets.toPoints(4)).join(""), text.slice(1, 4));
});

test("a passage is widened so that no character is cut", () => {
  const joined = "x👩🏽‍🔧y";
  assert.deepEqual(widened(joined, { start: 3, end: 5 }), { start: 1, end: joined.length - 1 });
  assert.deepEqual(widened("cafe\u0301!", { start: 0, end: 4 }), { start: 0, end: 5 });
  assert.deepEqual(widened("cafe\u0301!", { start: 4, end: 5 }), { start: 3, end: 5 });
  assert.deepEqual(widened("🇳🇴🇸🇪", { start: 2, end: 6 }), { start: 0, end: 8 });
  assert.deepEqual(widened("plain", { start: 1, end: 3 }), { start: 1, end: 3 });
});

test("a place inside a character goes to its start, and stays one place", () => {
  assert.deepEqual(widened("😀", { start: 1, end: 1 }), { start: 0, end: 0 });
});

test("going by character steps over whole ones and over line ends", () => {
  const text = "a👩🏽‍🔧\nb";
  assert.equal(nextGrapheme(text, 1), text.length - 2);
  assert.equal(previousGrapheme(text, text.length - 2), 1);
  assert.equal(nextGrapheme(text, text.length - 2), text.length - 1);
  assert.equal(previousGrapheme(text, text.length - 1), text.length - 2);
  assert.equal(previousGrapheme(text, 0), 0);
  assert.equal(nextGrapheme(text, text.length), text.length);
});

test("words are those of the line; a lone emoji is one", () => {
  const text = "first\nthe café 😀 ends.\nlast";
  assert.deepEqual(wordsAround(text, 8).map(({ start, end }) => text.slice(start, end)), ["the", "café", "😀", "ends"]);
  assert.deepEqual(wordsAround("", 0), []);
});

test("lines are found at their ends and at an empty one", () => {
  assert.deepEqual(lineAt("ab\n\ncd", 0), { start: 0, end: 2 });
  assert.deepEqual(lineAt("ab\n\ncd", 2), { start: 0, end: 2 });
  assert.deepEqual(lineAt("ab\n\ncd", 3), { start: 3, end: 3 });
  assert.deepEqual(lineAt("ab\n\ncd", 6), { start: 4, end: 6 });
});

test("a sentence comes without the blanks around it", () => {
  const text = "  One thing. Another thing? Yes.";
  assert.deepEqual(sentenceAt(text, 3), { start: 2, end: 12 });
  const { start, end } = sentenceAt(text, 16);
  assert.equal(text.slice(start, end), "Another thing?");
  assert.deepEqual(sentenceAt("", 0), { start: 0, end: 0 });
});

const stretchesOf = (text) => {
  const found = [];
  for (let at = 0; at < text.length && found.length < 100; at += found.at(-1).length) found.push(text.slice(at, lineAt(text, at).end));
  return found;
};

test("a very long line is cut in stretches that begin with sentences, and together they are the line", () => {
  const text = "Then I rang the office, and Dr. no one knew. “Wait,” they said! ".repeat(200);
  const stretches = stretchesOf(text);
  assert.equal(stretches.join(""), text);
  assert.ok(stretches.length >= 4 && stretches.every((each) => each.length < 4500));
  assert.deepEqual(stretches.filter((each) => !/^(Then|“Wait)/.test(each)), []);
});

test("every place of a stretch, and the end of the line, is in the same stretch", () => {
  const text = `first\n${"One day I rang. ".repeat(300)}\nlast`;
  const start = text.indexOf("\n") + 1;
  const stretch = lineAt(text, start);
  assert.deepEqual([stretch.start, text.slice(stretch.end, stretch.end + 7)], [start, "One day"]);
  for (const at of [start + 1, stretch.end - 1]) assert.deepEqual(lineAt(text, at), stretch);
  const end = text.lastIndexOf("\n");
  assert.equal(lineAt(text, end).end, end);
  assert.ok(lineAt(text, end).start > start);
});

test("a long line without sentences is cut between words, and one without blanks between characters", () => {
  const words = stretchesOf("and then and so on ".repeat(300));
  assert.ok(words.length > 1 && words.every((each) => /^\w/.test(each) && each.endsWith(" ")));
  for (const one of ["👩🏽‍🔧", "e\u0301", "ก็"]) {
    const stretches = stretchesOf(`x${one.repeat(2000)}`);
    assert.ok(stretches.length > 1);
    assert.deepEqual(stretches.filter((each) => each.replace("x", "").replaceAll(one, "")), []);
  }
});

test("going by character crosses from one stretch to the next", () => {
  const text = "One day I rang. ".repeat(300);
  const { end } = lineAt(text, 0);
  assert.deepEqual([nextGrapheme(text, end - 1), nextGrapheme(text, end), previousGrapheme(text, end)], [end, end + 1, end - 1]);
});

// Positions: Python counts code points, browsers count UTF-16 units. Inside the view all is units;
// what comes from the desk and goes to it is turned here, and nowhere else.

export interface Span {
  start: number;
  end: number;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** One text's positions, both ways. */
export class Offsets {
  /** The unit at which each character of two units begins. */
  private readonly pairs: number[] = [];

  constructor(text: string) {
    for (let at = 0; at + 1 < text.length; at++)
      if (isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1))) this.pairs.push(at++);
  }

  toPoints(unit: number): number {
    return unit - count(this.pairs.length, (n) => this.pairs[n]! < unit);
  }

  toUnits(point: number): number {
    // Before the nth pair stand n pairs, so it begins at point pairs[n] - n.
    return point + count(this.pairs.length, (n) => this.pairs[n]! - n < point);
  }
}

/** How many of the first `length` numbers hold, where those that hold come first. */
export function count(length: number, holds: (n: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });
const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });

/** A line longer than this is cut in stretches: some talk is written down without a paragraph from beginning to end. */
const STRETCH = 1500;
/** What a reader sees as one character is shorter than this. */
const NEAR = 64;
const SENTENCE_END = /(?:[.!?…]["”’»)\]]*\s+(?=[“‘«"(\[]*[\p{Lu}\p{Lt}\p{Lo}])|[。！？]\p{P}*(?=\p{L}))/u;
const WORD_START = /\s(?=[\p{L}\p{N}])/u;

/**
 * The line of a text around a place, or of a very long line a stretch of it, which begins with a sentence or at least
 * with a word: nothing that a reader sees as one character ever crosses its end.
 */
export function lineAt(text: string, at: number): Span {
  const next = text.indexOf("\n", at);
  const line = { start: text.lastIndexOf("\n", at - 1) + 1, end: next < 0 ? text.length : next };
  if (line.end - line.start <= 2 * STRETCH) return line;
  const inside = Math.min(at, line.end - 1);
  const n = Math.floor((inside - line.start) / STRETCH);
  const cut = cutOf(text, line, n);
  return inside < cut ? { start: cutOf(text, line, n - 1), end: cut } : { start: cut, end: cutOf(text, line, n + 1) };
}

/** Where the nth stretch of a line begins. */
function cutOf(text: string, line: Span, n: number): number {
  if (n <= 0) return line.start;
  const from = line.start + n * STRETCH;
  if (from + STRETCH > line.end) return line.end;
  const window = text.slice(from, from + STRETCH);
  const found = SENTENCE_END.exec(window) ?? WORD_START.exec(window);
  if (found) return from + found.index + found[0].length;
  // No sentence or word begins here: then what a reader sees as one character does.
  const around = text.slice(from - NEAR, from + NEAR);
  const last = graphemes.segment(around).containing(NEAR - 1)!;
  return from - NEAR + last.index + last.segment.length;
}

/** The start of what a reader sees as one character and `at` may stand inside. */
function graphemeStart(text: string, at: number): number {
  const line = lineAt(text, at);
  if (at <= line.start || at >= line.end) return at;
  return line.start + graphemes.segment(text.slice(line.start, line.end)).containing(at - line.start)!.index;
}

/** The end of what a reader sees as one character and `at` may stand inside. */
function graphemeEnd(text: string, at: number): number {
  const start = graphemeStart(text, at);
  return start === at ? at : nextGrapheme(text, start);
}

/** The passage with no character cut: emoji, flags and letters with marks are whole. */
export function widened(text: string, span: Span): Span {
  if (span.start === span.end) return { start: graphemeStart(text, span.start), end: graphemeStart(text, span.start) };
  return { start: graphemeStart(text, span.start), end: graphemeEnd(text, span.end) };
}

export function nextGrapheme(text: string, at: number): number {
  const line = lineAt(text, at);
  if (at >= line.end) return Math.min(at + 1, text.length);
  const found = graphemes.segment(text.slice(line.start, line.end)).containing(at - line.start)!;
  return line.start + found.index + found.segment.length;
}

export function previousGrapheme(text: string, at: number): number {
  return at <= lineAt(text, at - 1).start ? Math.max(at - 1, 0) : graphemeStart(text, at - 1);
}

/** The words of the line around a place, in their order; a mark or emoji that stands alone counts as one. */
export function wordsAround(text: string, at: number): Span[] {
  const line = lineAt(text, at);
  const said = text.slice(line.start, line.end);
  const characters = graphemes.segment(said);
  const spans: Span[] = [];
  for (const { index, segment, isWordLike } of words.segment(said)) {
    // Firefox takes a word with a combining accent for none.
    const isOne = isWordLike || /\p{L}|\p{N}|\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment);
    if (!isOne) continue;
    const last = characters.containing(index + segment.length - 1)!;
    spans.push({ start: line.start + characters.containing(index)!.index, end: line.start + last.index + last.segment.length });
  }
  return spans;
}

/** The sentence around a place, without the blanks before and after it. */
export function sentenceAt(text: string, at: number): Span {
  const line = lineAt(text, at);
  const said = text.slice(line.start, line.end);
  const found = sentences.segment(said).containing(Math.min(at - line.start, said.length - 1));
  if (!found) return line;
  const end = line.start + found.index + found.segment.trimEnd().length;
  return { start: end - found.segment.trim().length, end };
}

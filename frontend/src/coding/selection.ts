// Which words are taken: by the mouse, which the browser does, or word by word with the keys, which is done here.

import { lineAt, nextGrapheme, previousGrapheme, sentenceAt, widened, wordsAround, type Span } from "../offsets.ts";
import type { Transcript } from "./transcript.ts";

export type Move = "word" | "character" | "line" | "turn" | "text";

/** Where words being taken are drawn while another field has the focus; shared, as the page has one registry. */
const HIGHLIGHT = "iew-taken";

export class Taken {
  /** Where taking began, and where it is now; the words lie between. */
  private anchor: Span = { start: 0, end: 0 };
  private focus: Span = { start: 0, end: 0 };
  private drawn: Range | null = null;
  /** Whether the browser's selection is no longer the words taken: their turn was made anew without it. */
  private isPageBehind = false;

  constructor(private transcript: Transcript, private text: () => string) {}

  get span(): Span {
    return { start: Math.min(this.anchor.start, this.focus.start), end: Math.max(this.anchor.end, this.focus.end) };
  }

  get isEmpty(): boolean {
    return this.span.start === this.span.end;
  }

  /** Whether there is anything to read in what is taken: a double click between two words takes a blank. */
  get hasWords(): boolean {
    return this.text().slice(this.span.start, this.span.end).trim() !== "";
  }

  /** Begin at a place of a text that is not on the page yet, with nothing taken. */
  begin(at: number): void {
    this.anchor = this.focus = { start: at, end: at };
    this.draw();
  }

  /** Take these words. */
  take(span: Span, how: "nearest" | "center" | "stay" = "nearest"): void {
    this.anchor = this.focus = span;
    this.show(how);
  }

  // ------------------------------------------------------------------ with the mouse

  /** Let the browser select anew: words that are still selected would be dragged away as they are. */
  letGo(): void {
    selectionOf(this.transcript.element)?.removeAllRanges();
  }

  /** Take what the browser has selected and has not told of yet: it tells a moment later, in which other things may happen. */
  catchUp(): void {
    if (!this.isPageBehind) this.readFromPage();
  }

  /** Take what the browser has selected; false if that is nothing in this text. */
  readFromPage(): boolean {
    const range = selectedRange(this.transcript.element);
    if (!range || !this.transcript.element.contains(range.startContainer)) return false;
    const start = this.transcript.unitAt(range.startContainer, range.startOffset);
    const end = this.transcript.element.contains(range.endContainer)
      ? this.transcript.unitAt(range.endContainer, range.endOffset)
      : this.text().length;
    if (start === null || end === null) return false;
    this.isPageBehind = false;
    const whole = widened(this.text(), { start, end });
    const next = start === end ? whole : this.transcript.tightened(whole);
    const { span } = this;
    if (next.start === span.start && next.end === span.end) return true;
    this.anchor = this.focus = next;
    this.draw();
    return true;
  }

  // ------------------------------------------------------------------ with the keys

  /** Go one step on or back; with `extend` the words taken so far stay taken. */
  move(by: Move, forward: boolean, extend: boolean): void {
    const next = this.step(by, forward);
    if (!next) return;
    this.focus = next;
    if (!extend) this.anchor = next;
    this.show("nearest");
  }

  private step(by: Move, forward: boolean): Span | null {
    const at = forward ? this.focus.end : this.focus.start;
    switch (by) {
      case "word":
        return this.wordFrom(at, forward);
      case "character":
        return this.characterFrom(at, forward);
      case "line":
        return this.wordInNextLine(forward);
      case "turn":
        return this.firstWordOf(this.transcript.blockAt(this.focus.start) + (forward ? 1 : -1), forward);
      case "text":
        return this.wordFrom(forward ? this.text().length : 0, !forward);
    }
  }

  /** The next word after a place, or the last before it, in whichever block it stands. */
  private wordFrom(at: number, forward: boolean): Span | null {
    const way = forward ? 1 : -1;
    for (let n = this.transcript.blockAt(at), block = this.transcript.blockOf(n); block; n += way, block = this.transcript.blockOf(n)) {
      if (this.transcript.isFolded(n)) continue;
      const words = wordsIn(this.text(), block).filter((word) => (forward ? word.start >= at : word.end <= at));
      const found = forward ? words[0] : words.at(-1);
      if (found) return found;
    }
    return null;
  }

  /** The first word of a block, or of the next one that has words somebody says or wrote. */
  private firstWordOf(n: number, forward: boolean): Span | null {
    for (let at = n, block = this.transcript.blockOf(at); block; at += forward ? 1 : -1, block = this.transcript.blockOf(at)) {
      const first = this.transcript.isFolded(at) || block.kind === "quiet" ? undefined : wordsIn(this.text(), block)[0];
      if (first) return first;
    }
    return null;
  }

  private characterFrom(at: number, forward: boolean): Span | null {
    const text = this.text();
    const to = forward ? nextGrapheme(text, at) : previousGrapheme(text, at);
    const span = forward ? { start: at, end: to } : { start: to, end: at };
    // Over a line's end and the label after it, to the next words.
    return to === at ? null : this.transcript.tightened(span).end > span.start ? span : this.wordFrom(to, forward);
  }

  /** The word above or below, as the browser has broken the lines. */
  private wordInNextLine(forward: boolean): Span | null {
    const at = this.focus.start;
    const selection = selectionOf(this.transcript.element);
    const place = this.transcript.placeAt(at, true);
    if (!place || !selection) return null;
    selection.collapse(...place);
    selection.modify("move", forward ? "forward" : "backward", "line");
    const unit = selection.focusNode && this.transcript.unitAt(selection.focusNode, selection.focusOffset);
    if (unit === null || unit === undefined || unit === at) return this.wordFrom(forward ? this.focus.end : at, forward);
    return wordsAround(this.text(), unit).find((word) => word.end > unit) ?? this.wordFrom(unit, forward);
  }

  /** Take the whole sentence, or, where that is taken already, the whole block. */
  widen(): void {
    const block = this.transcript.blockOf(this.transcript.blockAt(this.span.start));
    if (!block) return;
    const first = sentenceAt(this.text(), this.span.start);
    const last = sentenceAt(this.text(), Math.max(this.span.start, this.span.end - 1));
    const { whole } = block;
    const sentence = { start: Math.max(first.start, whole.start), end: Math.max(last.end, this.span.end) };
    const isTaken = sentence.start >= this.span.start && sentence.end <= this.span.end;
    this.take(isTaken ? { start: whole.start, end: Math.max(whole.end, this.span.end) } : sentence);
  }

  /** Take the sentence after those taken as well. */
  more(): void {
    const next = this.wordFrom(this.span.end, true);
    if (!next) return;
    const { start } = this.span;
    this.focus = { start: next.start, end: Math.max(next.end, sentenceAt(this.text(), next.start).end) };
    this.anchor = { start, end: start };
    this.show("nearest");
  }

  /** The passage with one edge a word further out or in; never less than a word. */
  withEdge(span: Span, edge: "start" | "end", forward: boolean): Span {
    if (edge === "start") {
      const next = forward ? this.wordFrom(span.start + 1, true)?.start : this.wordFrom(span.start, false)?.start;
      return next !== undefined && next < span.end ? { ...span, start: next } : span;
    }
    const next = forward ? this.wordFrom(span.end, true)?.end : this.wordFrom(Math.max(span.start, span.end - 1), false)?.end;
    return next !== undefined && next > span.start ? { ...span, end: next } : span;
  }

  // ------------------------------------------------------------------ on the page

  /** Bring a place into sight. */
  reveal(at: number): void {
    this.transcript.reveal({ start: at, end: at }, "nearest");
  }

  private show(how: "nearest" | "center" | "stay"): void {
    const range = this.transcript.rangeOf(this.span);
    const selection = selectionOf(this.transcript.element);
    if (range && selection) selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    this.isPageBehind = false;
    this.draw();
    if (how !== "stay") this.transcript.reveal(how === "center" ? this.span : this.focus, how);
  }

  /** Take the same words again, whose turn was made anew; the browser's selection only while the text has the focus. */
  restore(hasFocus: boolean): void {
    if (hasFocus) return this.show("stay");
    this.isPageBehind = true;
    this.draw();
  }

  /** Draw the words taken: the browser stops showing them when a field gets the focus, or their turn is made anew. */
  draw(): void {
    const registry = globalThis.CSS?.highlights;
    if (!registry) return;
    let highlight = registry.get(HIGHLIGHT);
    if (!highlight) registry.set(HIGHLIGHT, (highlight = new Highlight()));
    if (this.drawn) highlight.delete(this.drawn);
    this.drawn = this.isEmpty ? null : this.transcript.rangeOf(this.span);
    if (this.drawn) highlight.add(this.drawn);
  }

  /** Forget what was drawn, when the view goes. */
  leave(): void {
    if (this.drawn) CSS.highlights?.get(HIGHLIGHT)?.delete(this.drawn);
  }
}

function wordsIn(text: string, block: Span): Span[] {
  const words: Span[] = [];
  for (let at = block.start; at < block.end; at = lineAt(text, at).end + 1)
    words.push(...wordsAround(text, at).filter((word) => word.start >= block.start && word.end <= block.end));
  return words;
}

/** The selection of the page, or of the shadow tree a notebook may have put the view in. */
function selectionOf(element: HTMLElement): Selection | null {
  const root = element.getRootNode() as { getSelection?: () => Selection | null };
  return root.getSelection ? root.getSelection() : document.getSelection();
}

function selectedRange(element: HTMLElement): AbstractRange | null {
  const root = element.getRootNode();
  const selection = selectionOf(element) as (Selection & { getComposedRanges?: (options: object) => StaticRange[] }) | null;
  if (!selection?.rangeCount) return null;
  // Outside Chromium the selection in a shadow tree is told by this alone.
  if (root instanceof ShadowRoot && !("getSelection" in root)) return selection.getComposedRanges?.({ shadowRoots: [root] })[0] ?? null;
  return selection.getRangeAt(0);
}

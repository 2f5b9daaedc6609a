// The text on the page. Every block is in the page from the beginning, so that the browser's own search and
// selections across turns work; the browser lays out only those near what is in sight (`content-visibility`).

import { make } from "../dom.ts";
import { count, type Span } from "../offsets.ts";
import type { Say } from "../words.ts";
import { Bars, lanesBeside } from "./bars.ts";
import type { Beside, Block } from "./blocks.ts";
import type { Mark } from "./marks.ts";
import { Part, partsOf } from "./parts.ts";
import { lanesOf, marksByBlock, piecesOf } from "./pieces.ts";

/** More underlines than these cannot be told apart; the margin names them all. */
const LANES = 5;
/** About this many characters stand in a line, and a line is about this high; good enough for a scroll bar. */
const LINE = 68;
const LINE_HEIGHT = 29;

export class Transcript {
  private blocks: Block[] = [];
  private text = "";
  private rows: HTMLElement[] = [];
  private parts: Part[] = [];
  private marked: Mark[][] = [];
  private lanes = new Map<string, number>();
  private seen: string[] = [];
  private chosen = "";
  /** Where each text node of the source's own words begins; words that are only shown are not here. */
  private starts = new WeakMap<Node, number>();

  private say: Say = (name) => name;
  private bars: Bars;

  constructor(readonly element: HTMLElement) {
    this.bars = new Bars(element);
  }

  /** Take up a text; it is on the page with its first marks. */
  show(text: string, blocks: Block[], say: Say): void {
    Object.assign(this, { text, blocks, say, rows: [], starts: new WeakMap() });
    this.element.replaceChildren();
  }

  /** Show these marks; only blocks in which something differs are made anew. Gives how many those were. */
  mark(marks: Mark[], chosen: string): number {
    this.chosen = chosen;
    const marked = marksByBlock(this.blocks, marks);
    const lanes = lanesBeside(this.blocks, marks);
    const seen = marked.map((inside) => inside.map((mark) => signatureOf(mark, chosen, lanes.get(mark.id)!)).join("\n"));
    const isNew = this.rows.length !== this.blocks.length;
    const changed = [...seen.keys()].filter((n) => isNew || seen[n] !== this.seen[n]);
    Object.assign(this, { marked, lanes, seen });
    if (isNew) this.begin();
    else this.refill(changed);
    return changed.length;
  }

  private begin(): void {
    this.rows = this.blocks.map((_, n) => this.row(n));
    this.parts = partsOf(this.rows.map((element, n) => ({ element, guess: heightOf(this.blocks[n]!) }))).map((rows) => new Part(rows));
    const parts = this.parts.map((part) => part.element);
    this.element.replaceChildren(...parts);
    this.bars.show(parts);
  }

  private refill(changed: number[]): void {
    for (const n of changed) this.fill(this.rows[n]!, n);
    this.bars.again(new Set(changed.map((n) => this.rows[n]!.parentElement!)));
  }

  /** Fold away the blocks that are not wanted. */
  fold(isShown: (block: Block) => boolean): void {
    this.rows.forEach((row, n) => (row.hidden = !isShown(this.blocks[n]!)));
    for (const part of this.parts) part.fold();
  }

  private row(n: number): HTMLElement {
    const block = this.blocks[n]!;
    const row = make("div", { class: `iew-block iew-${block.kind}`, "data-n": n });
    this.fill(row, n);
    return row;
  }

  private fill(row: HTMLElement, n: number): void {
    const block = this.blocks[n]!;
    const words = make("p", { class: "iew-words", dir: directionOf(this.text.slice(block.start, block.end)) });
    if (block.kind === "heading") {
      words.setAttribute("role", "heading");
      words.setAttribute("aria-level", String(Math.min(6, block.level + 2)));
    }
    if (block.kind === "item") words.style.paddingInlineStart = `${1.6 * block.level}em`;
    if (block.label && !isContinued(block) && !this.text.startsWith(block.label, block.start)) words.append(make("span", { class: "iew-item-mark" }, block.label));
    const lanes = lanesOf(this.marked[n]!);
    for (const piece of piecesOf(block, [...this.marked[n]!, ...block.beside])) this.addPiece(words, block, piece, lanes);
    this.addPoints(words, block, block.end, true);
    row.replaceChildren(labelOf(block), words, this.margin(n));
  }

  private addPiece(words: HTMLElement, block: Block, piece: { start: number; end: number; marks: (Mark | Beside)[] }, lanes: Map<string, number>): void {
    this.addPoints(words, block, piece.start, false);
    const text = document.createTextNode(this.text.slice(piece.start, piece.end));
    this.starts.set(text, piece.start);
    const marks = piece.marks.filter((each): each is Mark => "pending" in each);
    const beside = piece.marks.filter((each): each is Beside => !("pending" in each));
    if (!marks.length && !beside.length) return words.append(text);
    const span = make("span", {}, text);
    if (marks.length) this.underline(span, marks, lanes);
    for (const each of beside) this.dress(span, each);
    words.append(span);
    for (const each of beside) if (each.kind === "comment" && each.end === piece.end) words.append(this.comment(each));
  }

  /** What stands between words and takes none of them: deletions, and comments on no words. */
  private addPoints(words: HTMLElement, block: Block, at: number, last: boolean): void {
    for (const each of block.beside) {
      if (each.start !== each.end || each.start !== at || (at === block.end) !== last) continue;
      if (each.kind === "deletion") words.append(this.deletion(each));
      else if (each.kind === "comment") words.append(this.comment(each));
    }
  }

  private underline(span: HTMLElement, marks: Mark[], lanes: Map<string, number>): void {
    const lines = marks.filter((mark) => lanes.get(mark.id)! < LANES);
    span.classList.add("iew-marked");
    span.classList.toggle("iew-chosen", marks.some((mark) => mark.id === this.chosen));
    span.title = marks.map((mark) => mark.label).join(" · ");
    span.dataset.marks = marks.map((mark) => mark.id).join(" ");
    span.style.setProperty("--iew-mark", marks[marks.length - 1]!.colour || "var(--iew-soft)");
    const deepest = Math.max(...lines.map((mark) => lanes.get(mark.id)!), 0);
    // One code alone, as most are, is drawn by the style sheet.
    if (deepest === 0 && marks.length === 1 && marks[0]!.kind === "coding") return;
    span.style.paddingBottom = `${3 * deepest + 2}px`;
    span.style.backgroundImage = lines.map(lineOf).join(",");
    span.style.backgroundPosition = lines.map((mark) => `0 calc(100% - ${3 * (deepest - lanes.get(mark.id)!)}px)`).join(",");
  }

  private dress(span: HTMLElement, beside: Beside): void {
    const name = beside.kind.replaceAll(" ", "-");
    span.classList.add(`iew-${name}`);
    if (beside.kind === "insertion" || beside.kind === "comment") {
      span.title = [span.title, this.by(beside)].filter(Boolean).join(" · ");
    }
  }

  private by(beside: Beside): string {
    const who = [beside.author, beside.date.slice(0, 10)].filter(Boolean).join(", ");
    return `${this.say(beside.kind)}${who ? ` (${who})` : ""}`;
  }

  private deletion(beside: Beside): HTMLElement {
    return make("del", { class: "iew-deletion", title: this.by(beside) }, beside.text);
  }

  private comment(beside: Beside): HTMLElement {
    return make("small", { class: "iew-said", role: "note", "aria-label": this.by(beside) },
      make("b", {}, beside.author || this.say("comment")), ` ${beside.text}`);
  }

  /** The marks beside the words: their bars, and their names where they begin. */
  private margin(n: number): HTMLElement {
    const block = this.blocks[n]!;
    const margin = make("div", { class: "iew-margin" });
    for (const mark of this.marked[n]!) {
      const begins = mark.start >= block.start;
      const name = this.nameOf(mark);
      const bar = make("button", {
        type: "button", tabindex: -1, class: `iew-bar iew-of-${mark.kind}`, "data-mark": mark.id,
        title: [name, mark.by, mark.memo].filter(Boolean).join("\n"),
        "aria-pressed": String(mark.id === this.chosen),
        "aria-label": begins ? null : this.say("{0}, continued", name),
      }, make("i", { class: "iew-length" }), begins ? make("span", {}, name) : null);
      bar.classList.toggle("iew-on", !begins);
      bar.classList.toggle("iew-goes-on", mark.end > block.end);
      bar.classList.toggle("iew-pending", mark.pending);
      bar.style.setProperty("--iew-mark", mark.colour || "var(--iew-soft)");
      bar.style.setProperty("--iew-lane", String(this.lanes.get(mark.id)));
      if (begins && mark.memo && mark.kind === "coding") bar.append(make("i", { class: "iew-memo", title: mark.memo }, "✎"));
      margin.append(bar);
    }
    return margin;
  }

  private nameOf(mark: Mark): string {
    return mark.kind === "coding" ? mark.label : `${SIGNS[mark.ofKind || mark.kind] ?? SIGNS.account} ${mark.label}`;
  }

  // ------------------------------------------------------------------ places in the page and in the text

  blockAt(unit: number): number {
    return Math.max(0, count(this.blocks.length, (n) => this.blocks[n]!.start <= unit) - 1);
  }

  rowAt(unit: number): HTMLElement | undefined {
    return this.rows[this.blockAt(unit)];
  }

  isFolded(n: number): boolean {
    return this.rows[n]?.hidden ?? false;
  }

  blockOf(n: number): Block | undefined {
    return this.blocks[n];
  }

  /** A selection without the labels and blank lines at its ends, which belong to no block. */
  tightened({ start, end }: Span): Span {
    const first = count(this.blocks.length, (n) => this.blocks[n]!.end <= start);
    const last = count(this.blocks.length, (n) => this.blocks[n]!.start < end) - 1;
    const from = Math.max(start, this.blocks[first]?.start ?? start);
    const to = Math.min(end, this.blocks[last]?.end ?? end);
    return to > from ? { start: from, end: to } : { start, end: start };
  }

  /** Where in the text a place in the page is; what is only shown counts as the words after it. */
  unitAt(node: Node, offset: number): number | null {
    const start = this.starts.get(node);
    if (start !== undefined) return start + offset;
    if (!this.element.contains(node)) return null;
    const walk = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT);
    const child = node.childNodes[offset];
    walk.currentNode = child ?? lastInside(node);
    let next: Node | null = child && this.starts.has(child) ? child : walk.nextNode();
    while (next && !this.starts.has(next)) next = walk.nextNode();
    return next ? this.starts.get(next)! : this.text.length;
  }

  /** The place in the page of a place in the text: at a cut, the words after it if `after`, else those before. */
  placeAt(unit: number, after: boolean): [Node, number] | null {
    const row = this.rowAt(after ? unit : Math.max(0, unit - 1));
    if (!row) return null;
    const walk = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    let last: [Node, number] | null = null;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const start = this.starts.get(node);
      if (start === undefined) continue;
      const length = node.nodeValue!.length;
      if (unit < start) return last ?? [node, 0];
      last = [node, Math.min(unit - start, length)];
      if (unit < start + length || (!after && unit === start + length)) return last;
    }
    return last;
  }

  rangeOf(span: Span): Range | null {
    const start = this.placeAt(span.start, true);
    const end = this.placeAt(span.end, span.end === span.start);
    if (!start || !end) return null;
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(...end);
    return range;
  }

  /** Scroll on a little if what was clicked at this height of the page is not in sight any more. */
  keepInSight(y: number): void {
    const below = y - this.element.getBoundingClientRect().bottom;
    if (below > -24) this.element.scrollTop += below + 48;
  }

  /** Bring a place into sight, with some of what stands around it. */
  reveal(span: Span, how: "nearest" | "center"): void {
    const row = this.rowAt(span.start);
    if (!row) return;
    const frame = this.element.getBoundingClientRect();
    let box = (this.rangeOf(span) ?? row).getBoundingClientRect();
    if (!box.height) {
      // Not laid out yet: its row comes near first, then the words in it.
      row.scrollIntoView({ block: "center" });
      box = (this.rangeOf(span) ?? row).getBoundingClientRect();
    }
    const edge = Math.min(60, frame.height / 5);
    const bottom = Math.min(box.bottom, box.top + frame.height / 2);
    if (how === "center" && (box.top < frame.top + edge || bottom > frame.bottom - edge))
      this.element.scrollBy({ top: box.top - frame.top - frame.height / 3 });
    else if (box.top < frame.top + edge) this.element.scrollBy({ top: box.top - frame.top - edge });
    else if (bottom > frame.bottom - edge) this.element.scrollBy({ top: bottom - frame.bottom + edge });
  }
}

/** What a mark is, said without colour. */
export const SIGNS: Record<string, string> = { act: "▸", text: "▤", copy: "▤", link: "→", disjuncture: "↯", note: "✎", account: "•" };

function heightOf({ start, end }: Block): number {
  return Math.ceil((end - start) / LINE) * LINE_HEIGHT + 8;
}

function signatureOf(mark: Mark, chosen: string, lane: number): string {
  return [mark.id, mark.start, mark.end, mark.label, mark.colour, mark.memo, mark.pending, mark.id === chosen, lane].join("\t");
}

function lineOf(mark: Mark): string {
  const colour = `color-mix(in oklab, ${mark.colour || "var(--iew-soft)"} var(--iew-strength), var(--iew-ink))`;
  if (mark.kind === "coding") return `linear-gradient(${colour},${colour})`;
  // Accounts and notes are dashed, so that they differ from codes without colour too.
  const dash = mark.kind === "account" ? "5px" : "2px";
  return `repeating-linear-gradient(90deg,${colour} 0 ${dash},transparent 0 calc(${dash} + 3px))`;
}

const isContinued = ({ start, whole }: Block): boolean => start > whole.start;

function labelOf(block: Block): HTMLElement {
  const label = make("div", { class: "iew-label" });
  if (isContinued(block)) return label;
  if (block.speaker) label.append(make("b", {}, block.speaker));
  if (block.startMs !== null) label.append(make("time", {}, clock(block.startMs)));
  return label;
}

/** The way most of the words run; one foreign word at the beginning turns nothing round. */
export function directionOf(words: string): "ltr" | "rtl" {
  const leftward = words.match(/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g)?.length ?? 0;
  return leftward * 2 > (words.match(/\p{L}/gu)?.length ?? 0) ? "rtl" : "ltr";
}

export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function lastInside(node: Node): Node {
  let last = node;
  while (last.lastChild) last = last.lastChild;
  return last;
}

// The text around a statement, with its parts underlined and named, in which words can be taken by mouse and by key.

import { make } from "../dom.ts";
import { Offsets, type Span, widened, wordsAround } from "../offsets.ts";
import type { PartShown, StatementShown } from "./lines.ts";

export class StatementText {
  readonly element = make("div", { class: "iew-rule-text", dir: "auto" });
  /** The words taken, in units of the text shown. */
  taken: Span | null = null;
  private shown: StatementShown | null = null;
  private offsets = new Offsets("");
  private parts: PartShown[] = [];
  private names = new Map<string, string>();
  private anchor: Span | null = null;

  constructor(private changed: () => void) {
    this.element.addEventListener("pointerup", () => this.fromPage());
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  show(shown: StatementShown, parts: PartShown[], names: Map<string, string>, canTake: boolean): void {
    this.shown = shown;
    this.offsets = new Offsets(shown.text);
    this.parts = parts;
    this.names = names;
    this.taken = null;
    this.anchor = null;
    this.element.toggleAttribute("data-taking", canTake);
    if (canTake) this.element.tabIndex = 0;
    else this.element.removeAttribute("tabindex");
    this.draw();
  }

  /** A stretch of the source in units of the text shown. */
  private here(part: { start: number; end: number }): Span {
    const from = this.shown!.begins;
    return { start: this.offsets.toUnits(part.start - from), end: this.offsets.toUnits(part.end - from) };
  }

  /** The words taken, where they stand in the source. */
  get place(): { start: number; end: number; quote: string } | null {
    if (!this.taken || !this.shown) return null;
    const { start, end } = this.taken, from = this.shown.begins;
    return { start: from + this.offsets.toPoints(start), end: from + this.offsets.toPoints(end), quote: this.shown.text.slice(start, end) };
  }

  quoteOf(part: { start: number; end: number }): string {
    const { start, end } = this.here(part);
    return this.shown!.text.slice(start, end);
  }

  private draw(): void {
    const shown = this.shown!, sentence = this.here(shown);
    const spans = this.parts.map((each) => ({ ...this.here(each), name: each.name })).sort((a, b) => a.start - b.start || b.end - a.end);
    const around = (start: number, end: number) => this.pieces(start, end, spans.filter((each) => each.start >= start && each.end <= end));
    this.element.replaceChildren(
      make("span", { class: "iew-rule-around" }, ...around(0, sentence.start)),
      make("span", { class: "iew-rule-sentence" }, ...around(sentence.start, sentence.end)),
      make("span", { class: "iew-rule-around" }, ...around(sentence.end, shown.text.length)));
  }

  /** The words from one place to another, with those of `parts` marked that fit into each other. */
  private pieces(start: number, end: number, parts: (Span & { name: string })[]): Node[] {
    const said: Node[] = [];
    let at = start;
    parts.forEach((part, n) => {
      if (part.start < at || part.end > end) return;
      const within = parts.slice(n + 1).filter((each) => each.start >= part.start && each.end <= part.end);
      said.push(...this.plain(at, part.start));
      said.push(make("span", { class: `iew-part iew-part-${part.name.replace(" ", "-")}`, "data-name": this.names.get(part.name) ?? part.name }, ...this.pieces(part.start, part.end, within)));
      at = part.end;
    });
    return [...said, ...this.plain(at, end)];
  }

  private plain(start: number, end: number): Node[] {
    const text = this.shown!.text, taken = this.taken;
    if (!taken || taken.end <= start || taken.start >= end) return start < end ? [document.createTextNode(text.slice(start, end))] : [];
    const from = Math.max(start, taken.start), to = Math.min(end, taken.end);
    return [text.slice(start, from), make("span", { class: "iew-rule-taken" }, text.slice(from, to)), text.slice(to, end)]
      .filter((each) => each !== "")
      .map((each) => (typeof each === "string" ? document.createTextNode(each) : each));
  }

  // --------------------------------------------------------------------- taking words

  private take(span: Span | null): void {
    this.taken = span && span.end > span.start ? widened(this.shown!.text, span) : null;
    this.draw();
    this.changed();
  }

  private fromPage(): void {
    const root = this.element.getRootNode() as Document | (ShadowRoot & { getSelection?: () => Selection | null });
    const selection = root.getSelection?.() ?? document.getSelection();
    if (!this.element.hasAttribute("data-taking") || !selection?.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!this.element.contains(range.startContainer) || !this.element.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(this.element);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    this.take({ start, end: start + range.toString().length });
    this.anchor = this.taken;
    selection.removeAllRanges();
  }

  private key(event: KeyboardEvent): void {
    if (!this.element.hasAttribute("data-taking") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    event.preventDefault();
    const next = this.word(event.key === "ArrowRight" ? 1 : -1, event.shiftKey);
    if (!next) return;
    if (event.shiftKey && this.anchor) this.take({ start: Math.min(this.anchor.start, next.start), end: Math.max(this.anchor.end, next.end) });
    else {
      this.anchor = next;
      this.take(next);
    }
    this.last = next;
  }

  private last: Span | null = null;

  private word(way: 1 | -1, extending: boolean): Span | null {
    const text = this.shown!.text, here = this.taken ? (this.last ?? this.taken) : null;
    if (!here) return this.first(this.here(this.shown!).start);
    const at = extending || way > 0 ? here : { start: here.start, end: here.start };
    const line = wordsAround(text, at.start);
    const found = way > 0 ? line.find((each) => each.start >= at.end) : line.filter((each) => each.end <= at.start).at(-1);
    if (found) return found;
    if (way > 0) return this.first(text.indexOf("\n", at.end) + 1);
    const before = text.lastIndexOf("\n", at.start - 1);
    return before > 0 ? (wordsAround(text, before - 1).at(-1) ?? null) : null;
  }

  private first(at: number): Span | null {
    return at > 0 || !this.taken ? (wordsAround(this.shown!.text, at).find((each) => each.end > at) ?? null) : null;
  }
}

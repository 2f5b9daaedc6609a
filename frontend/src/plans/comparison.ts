// Plans side by side: a table that is gone through by arrows, and beside it a plan, open at the words behind a cell.

import { make } from "../dom.ts";
import { Offsets } from "../offsets.ts";
import type { Say } from "../words.ts";
import type { CellShown, ColumnShown, PieceShown, PlansShown, RowShown, Stretch } from "./lines.ts";

/** What can be done from the table. */
interface Doing {
  open(source: string, start: number, end: number): void;
  tell(words: string): void;
}

const STRIP = 1000;
const SVG = "http://www.w3.org/2000/svg";

export class Comparison {
  readonly element = make("div", { class: "iew-plans-body" });
  private table = make("div", { class: "iew-plans-page", tabindex: -1 });
  private text = make("aside", { class: "iew-plans-text", tabindex: 0 });
  private cells: HTMLTableCellElement[][] = [];
  private at: [number, number] = [0, 0];
  private chosen: HTMLTableCellElement | null = null;
  private marks: HTMLElement[] = [];
  private now = 0;
  private count = make("span", { class: "iew-plans-count" });
  private say: Say = (name) => name;

  constructor(private doing: Doing) {
    this.element.append(this.table, this.text);
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  show(found: PlansShown, say: Say): void {
    this.say = say;
    this.text.setAttribute("aria-label", say("the text"));
    const heads = found.columns.map((each) => make("th", { scope: "col", dir: "auto" }, each.name, make("small", {}, each.about)));
    const groups = [...new Set(found.rows.map((each) => each.group))];
    this.cells = [];
    const bodies = groups.map((group) =>
      make("tbody", {},
        make("tr", {}, make("th", { class: "iew-plans-group", colspan: found.columns.length + 2, scope: "colgroup" }, group)),
        ...found.rows.filter((each) => each.group === group).map((row) => this.row(found, row))));
    const table = make("table", { "aria-label": found.title },
      make("thead", {}, make("tr", {}, make("th", { scope: "col", class: "iew-plans-asks" }, say("row")), ...heads, make("th", { scope: "col", class: "iew-plans-all" }, say("in all")))),
      ...bodies);
    const signs = make("p", { class: "iew-plans-signs" }, ...found.signs.map(([sign, words]) => make("span", {}, `${sign} ${words}`)),
      ...found.shades.map(([shade, words]) => make("span", {}, key(shade), ` ${words}`)));
    const method = make("section", { class: "iew-plans-method" }, make("h3", {}, say("method")), make("ul", {}, ...found.method.map((each) => make("li", {}, each))));
    this.table.replaceChildren(table, signs, method);
    this.begin();
    this.stop(Math.min(this.at[0], this.cells.length - 1), this.at[1], false);
  }

  private begin(): void {
    const rows: [string, string][] = [["← ↑ → ↓", "to cells"], ["Enter", "to words"], ["N, P", "to next"], ["Escape", "to table"]];
    this.text.replaceChildren(make("p", {}, this.say("begin")),
      make("dl", {}, ...rows.flatMap(([keys, name]) => [make("dt", {}, keys), make("dd", {}, this.say(name))])));
  }

  private row(found: PlansShown, row: RowShown): HTMLElement {
    const r = this.cells.length;
    const cells = row.cells.map((cell, c) => this.cell(found.columns[c]!, row, cell, r, c));
    this.cells.push(cells);
    const asks = make("th", { scope: "row", class: "iew-plans-asks" }, row.label, row.asks !== "" && make("small", {}, row.asks));
    return make("tr", {}, asks, ...cells, make("td", { class: "iew-plans-all" }, row.summary));
  }

  private cell(column: ColumnShown, row: RowShown, cell: CellShown, r: number, c: number): HTMLTableCellElement {
    const opens = cell.places.length + cell.told.length > 0;
    const made = make("td", { tabindex: -1, class: `${opens ? "iew-plans-opens" : ""} ${cell.none ? "iew-plans-none" : ""}` },
      cell.sign !== "" && make("span", { class: "iew-plans-sign", "aria-hidden": "true" }, cell.sign),
      make("span", { class: "iew-plans-says" }, cell.text),
      cell.strip.length > 0 && strip(cell.strip, new Offsets(column.text).toPoints(column.text.length)),
      cell.note !== "" && make("span", { class: "iew-plans-note" }, cell.note),
      ...cell.quotes.map((each) => make("q", { dir: "auto" }, each)),
      cell.more > 0 && make("span", { class: "iew-plans-more" }, this.say("more", cell.more)));
    made.addEventListener("click", () => {
      this.stop(r, c, true);
      if (opens) this.openCell(made, column, row, cell, false);
    });
    made.addEventListener("keydown", (event) => {
      if ((event.key !== "Enter" && event.key !== " ") || !opens) return;
      event.preventDefault();
      this.openCell(made, column, row, cell, true);
    });
    return made;
  }

  // ------------------------------------------------------------------ the text beside it

  private openCell(made: HTMLTableCellElement, column: ColumnShown, row: RowShown, cell: CellShown, focus: boolean): void {
    this.chosen?.removeAttribute("aria-current");
    this.chosen = made;
    made.setAttribute("aria-current", "true");
    const head = make("h3", { tabindex: -1, dir: "auto" }, column.name);
    this.text.replaceChildren(head, make("p", { class: "iew-plans-where" }, `${row.label}: ${cell.text}`));
    if (cell.places.length) this.text.append(this.bar(column, cell), this.written(column, cell.places));
    for (const each of cell.told) {
      const open = make("button", { type: "button", onclick: () => this.doing.open(each.source, each.start, each.end) }, this.say("open text"));
      this.text.append(make("blockquote", { dir: "auto" },
        make("p", {}, `${each.source} · ${this.say("characters", each.start, each.end)} `, open),
        each.before && `…${each.before}`, make("mark", {}, each.quote), each.after && `${each.after}…`));
    }
    this.marks = [...this.text.querySelectorAll<HTMLElement>("pre mark")];
    this.now = 0;
    this.text.scrollTop = 0;
    this.doing.tell(`${column.name}: ${cell.text}`);
    this.go(0);
    if (focus) head.focus({ preventScroll: true });
  }

  private bar(column: ColumnShown, cell: CellShown): HTMLElement {
    const button = (name: string, act: () => void) => make("button", { type: "button", onclick: act }, this.say(name));
    const open = () => {
      const [start, end] = cell.places[this.now] ?? cell.places[0]!;
      this.doing.open(column.source, start, end);
    };
    return make("div", { class: "iew-plans-bar" }, button("previous", () => this.go(-1)), button("next", () => this.go(1)), this.count, button("open text", open));
  }

  /** A plan with its headings, and words marked in it. */
  private written(column: ColumnShown, places: Stretch[]): HTMLElement {
    const offsets = new Offsets(column.text), page = make("pre", { dir: "auto" });
    const turned = (spans: Stretch[]): Stretch[] => spans.map(([start, end]) => [offsets.toUnits(start), offsets.toUnits(end)]);
    const marked = turned(places), heads = turned(column.heads);
    const cuts = [...new Set([0, column.text.length, ...[...marked, ...heads].flat()])].sort((a, b) => a - b);
    const inside = (spans: Stretch[], start: number, end: number) => spans.some(([a, b]) => a <= start && end <= b);
    let mark: HTMLElement | null = null;
    for (let n = 0; n + 1 < cuts.length; n += 1) {
      const start = cuts[n]!, end = cuts[n + 1]!, words = column.text.slice(start, end);
      const piece = inside(heads, start, end) ? make("b", {}, words) : document.createTextNode(words);
      if (!inside(marked, start, end)) {
        mark = null;
        page.append(piece);
        continue;
      }
      if (!mark || marked.some(([a]) => a === start)) page.append((mark = make("mark")));
      mark.append(piece);
    }
    return page;
  }

  private go(step: number): void {
    if (!this.marks.length) return;
    this.marks[this.now]?.removeAttribute("aria-current");
    this.now = (this.now + step + this.marks.length) % this.marks.length;
    const mark = this.marks[this.now]!;
    mark.setAttribute("aria-current", "true");
    this.text.scrollTop += mark.getBoundingClientRect().top - this.text.getBoundingClientRect().top - this.text.clientHeight / 3;
    this.count.textContent = `${this.now + 1} / ${this.marks.length}`;
    if (step) this.doing.tell(`${this.now + 1} / ${this.marks.length}`);
  }

  // --------------------------------------------------------------------- the keyboard

  private stop(row: number, column: number, focus: boolean): void {
    const r = Math.min(Math.max(row, 0), this.cells.length - 1);
    if (r < 0) return;
    const c = Math.min(Math.max(column, 0), this.cells[r]!.length - 1);
    this.cells[this.at[0]]?.[this.at[1]]?.setAttribute("tabindex", "-1");
    this.at = [r, c];
    const cell = this.cells[r]![c]!;
    cell.setAttribute("tabindex", "0");
    if (!focus) return;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [r, c] = this.at, inTable = this.table.contains(event.target as Node);
    const moves: Record<string, [number, number]> = {
      ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1], Home: [r, 0], End: [r, Infinity],
    };
    const others: Record<string, () => void> = { n: () => this.go(1), p: () => this.go(-1), Escape: () => this.stop(r, c, true) };
    const move = inTable ? moves[event.key] : undefined;
    const act = move ? () => this.stop(...move, true) : others[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}

/** A plan from its first word to its last; its shades are told apart without colour, and the legend names them. */
function strip(pieces: PieceShown[], length: number): SVGSVGElement {
  const made = drawn(`0 0 ${STRIP} 20`, "iew-plans-strip");
  made.setAttribute("preserveAspectRatio", "none");
  for (const each of pieces) {
    const width = Math.max(1, (STRIP * (each.end - each.start)) / length);
    box(made, each.shade, (STRIP * each.start) / length, width, 20);
  }
  return made;
}

function key(shade: number): SVGSVGElement {
  const made = drawn("0 0 20 10", "iew-plans-key");
  box(made, shade, 0, 20, 10);
  return made;
}

function drawn(view: string, name: string): SVGSVGElement {
  const made = document.createElementNS(SVG, "svg");
  for (const [attribute, value] of [["viewBox", view], ["class", name], ["aria-hidden", "true"]] as const) made.setAttribute(attribute, value);
  return made;
}

function box(svg: SVGSVGElement, shade: number, x: number, width: number, height: number): void {
  const made = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ class: `iew-o${shade}`, x, y: 0, width, height })) made.setAttribute(name, String(value));
  svg.append(made);
}

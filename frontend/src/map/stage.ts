// The drawing of a map on a ground that scrolls: zoom, rings around things, what is bright and what is dim.

import { make } from "../dom.ts";
import { drawing } from "./drawing.ts";
import type { MapShown } from "./lines.ts";

export type Kind = "node" | "link" | "break";

/** A thing on the map. */
export interface Thing {
  kind: Kind;
  id: string;
}

export const same = (one: Thing | null, other: Thing | null): boolean => one?.kind === other?.kind && one?.id === other?.id;

const MOST = 8;
const LEAST_LETTER = 4;
const AROUND = [[0, 0], [0, -4], [0, 4], [-4, 0], [4, 0], [-3, -3], [3, 3], [-3, 3], [3, -3]] as const;

export class Stage {
  readonly element = make("div", { class: "iew-map-stage", tabindex: 0 });
  private sheet = make("div", { class: "iew-map-sheet" });
  private svg: SVGSVGElement | null = null;
  private names: SVGSVGElement | null = null;
  private groups = new Map<string, SVGGElement>();
  private labels = new Map<string, SVGGElement>();
  private rings = new Map<string, SVGRectElement>();
  private style = new CSSStyleSheet();
  private map: MapShown | null = null;
  zoom = 1;
  /** Whether the researcher has chosen what is seen; otherwise a new size shows the whole map again. */
  touched = false;

  constructor() {
    this.element.append(this.sheet);
  }

  // ------------------------------------------------------------------------- drawing

  /**
   * Draw a map: another one from its beginning; one that is drawn again stays where it was, by the thing `about` if it
   * is still there. It has its size before it is put on the sheet, as its letters are laid out anew for every size.
   */
  draw(map: MapShown, about: Thing | null, other: boolean): void {
    const anchor = other ? null : about && this.group(about) ? about : this.inTheMiddle();
    const before = anchor ? this.placeOf(anchor) : null;
    this.map = map;
    this.svg = drawing(map.drawn);
    this.names = drawing(map.names);
    this.svg.classList.add("iew-map-drawing");
    this.names.classList.add("iew-map-names");
    this.groups.clear();
    this.labels.clear();
    for (const each of this.svg.querySelectorAll<SVGGElement>(":scope > g[data-of]")) {
      const kind = each.getAttribute("class") ?? "", id = each.dataset["of"] ?? "";
      if (kind === "label") this.labels.set(id, each);
      else this.groups.set(`${kind} ${id}`, each);
    }
    this.rings.clear();
    this.colour(map);
    this.enlarge(before === null ? this.beginning(map) : this.zoom);
    this.sheet.replaceChildren(this.svg, this.names);
    if (before === null) this.begin();
    else this.zoomTo(this.zoom);
    const after = anchor ? this.placeOf(anchor) : null;
    if (before && after) this.element.scrollBy(after[0] - before[0], after[1] - before[1]);
  }

  /** The drawing's colours and sizes of letters as rules, on paper and in the dark. */
  private colour(map: MapShown): void {
    const root = this.element.getRootNode() as Document | ShadowRoot;
    if (root.adoptedStyleSheets && !root.adoptedStyleSheets.includes(this.style)) root.adoptedStyleSheets.push(this.style);
    const rules = (way: 0 | 1, within: string) =>
      map.colours.map((pair) => `${within} .f${pair[0].slice(1)}{fill:${pair[way]}}${within} .s${pair[0].slice(1)}{stroke:${pair[way]}}`).join("");
    const here = ".iew-map";
    this.style.replaceSync(
      rules(0, here) +
        `@media screen and (prefers-color-scheme:dark){${rules(1, `body:not([data-jp-theme-light="true"]) ${here}`)}}` +
        rules(1, `[data-jp-theme-light="false"] ${here}`) +
        map.sizes.map((size) => `${here} .no${size} .z${size}{display:none}`).join(""),
    );
  }

  /** Take the rules away again. */
  end(): void {
    const root = this.element.getRootNode() as Document | ShadowRoot;
    if (root.adoptedStyleSheets) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== this.style);
  }

  group(thing: Thing): SVGGElement | undefined {
    return this.groups.get(`${thing.kind} ${thing.id}`);
  }

  /** The thing that a group of the drawing stands for. */
  thingOf(element: Element | null): Thing | null {
    const found = element?.closest<SVGGElement>(".iew-map-drawing > g[data-of]");
    if (!found || !this.element.contains(found)) return null;
    const kind = (found.getAttribute("class") ?? "").split(" ")[0] ?? "";
    if (kind === "label") return { kind: "link", id: found.dataset["of"] ?? "" };
    return kind === "node" || kind === "link" || kind === "break" ? { kind, id: found.dataset["of"] ?? "" } : null;
  }

  /** What lies at a place of the window, or near it: lines are thin. */
  under(x: number, y: number): Thing | null {
    const root = this.element.getRootNode() as Document | ShadowRoot;
    for (const [right, down] of AROUND) {
      const found = this.thingOf(root.elementFromPoint(x + right, y + down));
      if (found) return found;
    }
    return null;
  }

  private inTheMiddle(): Thing | null {
    const frame = this.element.getBoundingClientRect();
    const x = frame.left + frame.width / 2, y = frame.top + frame.height / 2;
    let best: Thing | null = null, least = Infinity;
    for (const [name, group] of this.groups) {
      if (!name.startsWith("node ")) continue;
      const box = group.getBoundingClientRect();
      const far = Math.hypot(box.left + box.width / 2 - x, box.top + box.height / 2 - y);
      if (far < least) [best, least] = [{ kind: "node", id: name.slice(5) }, far];
    }
    return best;
  }

  private placeOf(thing: Thing): [number, number] | null {
    const box = this.group(thing)?.getBoundingClientRect();
    return box ? [box.left, box.top] : null;
  }

  // --------------------------------------------------------------------- zoom and pan

  private whole(map: MapShown): number {
    return Math.min((this.element.clientWidth - 2) / map.width, (this.element.clientHeight - 2) / map.height);
  }

  /** The zoom to begin with: the whole map, or of one much wider than the window its whole height if it can be read. */
  private beginning(map: MapShown): number {
    const all = this.whole(map), high = (this.element.clientHeight - 2) / map.height;
    return this.within(map, Math.min(1.6, high > 1.5 * all ? Math.max(high, 0.9) : Math.max(all, 0.9)));
  }

  private within(map: MapShown, zoom: number): number {
    return Math.min(MOST, Math.max(Math.min(this.whole(map), 0.5), zoom));
  }

  /** Zoom, so that what is at a place of the ground stays there. */
  zoomTo(next: number, x = this.element.clientWidth / 2, y = this.element.clientHeight / 2): void {
    if (!this.map || !this.svg || !this.names) return;
    next = this.within(this.map, next);
    const left = (this.element.scrollLeft + x - this.sheet.offsetLeft) / this.zoom;
    const top = (this.element.scrollTop + y - this.sheet.offsetTop) / this.zoom;
    this.enlarge(next);
    this.element.scrollLeft = left * next - x + this.sheet.offsetLeft;
    this.element.scrollTop = top * next - y + this.sheet.offsetTop;
  }

  /** The drawing at a zoom, without the letters that are then too small to be read. */
  private enlarge(next: number): void {
    if (!this.map || !this.svg || !this.names) return;
    this.zoom = next;
    this.sheet.style.width = `${this.map.width * next}px`;
    this.sheet.style.height = `${this.map.height * next}px`;
    const strip = this.names.viewBox.baseVal;
    this.names.style.width = `${strip.width * next}px`;
    this.names.style.height = `${strip.height * next}px`;
    for (const svg of [this.svg, this.names])
      for (const size of this.map.sizes) svg.classList.toggle(`no${size}`, (size / 100) * next < LEAST_LETTER);
  }

  /** Zoom as the researcher asks for. */
  byHand(next: number, x?: number, y?: number): void {
    this.touched = true;
    this.zoomTo(next, x, y);
  }

  showAll(): void {
    if (this.map) this.byHand(Math.min(2, this.whole(this.map)));
  }

  /** Show the map from its beginning, where something stands. */
  begin(): void {
    if (!this.map) return;
    this.zoomTo(this.beginning(this.map));
    this.element.scrollLeft = 0;
    this.element.scrollTop = 0;
    const first = this.map.nodes[0];
    if (first && !this.map.nodes.some((each) => this.inView({ kind: "node", id: each.id }))) this.reveal({ kind: "node", id: first.id });
  }

  private inView(thing: Thing): boolean {
    const box = this.group(thing)?.getBoundingClientRect(), frame = this.element.getBoundingClientRect();
    return !!box && box.left < frame.right - 40 && box.right > frame.left && box.top < frame.bottom - 20 && box.bottom > frame.top;
  }

  /** Scroll so far that a thing is seen. */
  reveal(thing: Thing): void {
    const box = this.group(thing)?.getBoundingClientRect(), frame = this.element.getBoundingClientRect();
    if (!box || !this.names) return;
    const left = frame.left + this.names.viewBox.baseVal.width * this.zoom + 12;
    const aside = (low: number, high: number, from: number, to: number) =>
      low < from ? low - from : Math.max(0, Math.min(high - to, low - from));
    this.element.scrollLeft += aside(box.left, box.right, left, frame.right - 24);
    this.element.scrollTop += aside(box.top, box.bottom, frame.top + 12, frame.bottom - 24);
  }

  // ------------------------------------------------------------------ marks on the map

  /** Draw a ring of a kind around a thing, or take it away. */
  ring(name: string, thing: Thing | null): void {
    const group = thing && thing.kind !== "link" ? this.group(thing) : undefined;
    let ring = this.rings.get(name);
    if (!group) {
      ring?.remove();
      this.rings.delete(name);
      return;
    }
    if (!ring) {
      ring = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      ring.setAttribute("class", `iew-map-ring iew-map-ring-${name}`);
      this.svg?.append(ring);
      this.rings.set(name, ring);
    }
    const box = group.getBBox(), moved = group.getAttribute("transform");
    const places = { x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6, rx: 5 };
    for (const [key, value] of Object.entries(places)) ring.setAttribute(key, String(value));
    if (moved) ring.setAttribute("transform", moved);
    else ring.removeAttribute("transform");
  }

  /** Only these stand out; everything does where nothing is given. */
  light(things: Thing[] | null): void {
    const on = new Set(things?.map((each) => `${each.kind} ${each.id}`));
    this.svg?.classList.toggle("iew-map-dimming", things !== null);
    for (const [name, group] of this.groups) group.classList.toggle("on", on.has(name));
    for (const [id, group] of this.labels) group.classList.toggle("on", on.has(`link ${id}`));
  }

  /** Mark these for a while: they are new. */
  glow(things: Thing[]): void {
    for (const thing of things) this.group(thing)?.classList.add("iew-map-new");
  }

  /** Show a box elsewhere while it is moved, and its lines faintly; at its own place for no distance. */
  shift(node: string, right: number, down: number): void {
    const group = this.group({ kind: "node", id: node });
    if (right || down) group?.setAttribute("transform", `translate(${right} ${down})`);
    else group?.removeAttribute("transform");
    for (const link of this.map?.links ?? []) {
      if (link.origin !== node && link.target !== node) continue;
      for (const each of [this.groups.get(`link ${link.id}`), this.labels.get(link.id)]) each?.classList.toggle("iew-map-loose", Boolean(right || down));
    }
  }

  over(thing: Thing | null, on: boolean): void {
    if (thing) this.group(thing)?.classList.toggle("iew-map-over", on);
  }
}

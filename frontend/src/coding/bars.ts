// The bars in the margin: each as long as the lines its passage covers, those that share a line side by side.
// Where lines break only the browser knows; it tells of each part near what is in sight once it has laid it out.

import { count, type Span } from "../offsets.ts";
import { lanesOf } from "./pieces.ts";

/** Passages nearer to each other than this many characters may share a line. */
const LINE = 90;
/** Between two names in the margin, and above the first; the style sheet has the same. */
const GAP = 2;
const ABOVE = 4;

/** From where to where something stands beside a row's words, in pixels. */
export interface Reach {
  top: number;
  bottom: number;
}

/** For each mark the lane that its bar keeps from its first line to its last, over however many blocks. */
export function lanesBeside<Of extends Span & { id: string }>(blocks: Span[], marks: Of[]): Map<string, number> {
  return lanesOf(marks.map((mark) => {
    const last = blocks[count(blocks.length, (n) => blocks[n]!.end < mark.end)];
    return { ...mark, end: Math.max(mark.end, Math.min(mark.end + LINE, last?.end ?? mark.end)) };
  }));
}

/** Where names of these heights stand that each want to begin somewhere: none over another, and none below `end`. */
export function placesOfNames(wanted: number[], heights: number[], end: number): number[] {
  const tops: number[] = [];
  let least = 0;
  wanted.forEach((want, n) => {
    tops[n] = Math.max(want, least);
    least = tops[n]! + heights[n]! + GAP;
  });
  let most = end;
  for (let n = tops.length - 1; n >= 0; n -= 1) {
    tops[n] = Math.min(tops[n]!, most - heights[n]!);
    most = tops[n]! - GAP;
  }
  return tops;
}

export class Bars {
  private near: IntersectionObserver;
  /** Tells of a part when it is first asked about it, and whenever its words are laid out otherwise. */
  private laidOut = new ResizeObserver((parts) => drawAll(parts.map((part) => part.target)));
  private watched = new Set<Element>();

  constructor(text: HTMLElement) {
    const hear = (parts: IntersectionObserverEntry[]): void => {
      for (const { target, isIntersecting } of parts) this.watch(target, isIntersecting);
    };
    this.near = new IntersectionObserver(hear, { root: text, rootMargin: "50% 0px" });
  }

  /** Other parts are on the page. */
  show(parts: HTMLElement[]): void {
    this.near.disconnect();
    this.laidOut.disconnect();
    this.watched.clear();
    for (const part of parts) this.near.observe(part);
  }

  /** Some parts have other marks. */
  again(parts: Set<Element>): void {
    for (const part of parts) {
      if (!this.watched.has(part)) continue;
      this.laidOut.unobserve(part);
      this.laidOut.observe(part);
    }
  }

  private watch(part: Element, isNear: boolean): void {
    if (isNear === this.watched.has(part)) return;
    if (isNear) {
      this.watched.add(part);
      this.laidOut.observe(part);
    } else {
      this.watched.delete(part);
      this.laidOut.unobserve(part);
    }
  }
}

/** All are measured before any is drawn: else the browser would lay out each anew. */
function drawAll(parts: Element[]): void {
  const margins = parts.flatMap((part) => [...part.querySelectorAll<HTMLElement>(".iew-margin:not(:empty)")]);
  for (const measured of margins.map(measure)) draw(measured);
}

/** What was measured of a row, from the top of its margin. */
interface Measured {
  bars: HTMLElement[];
  reaches: Map<string, Reach>;
  names: HTMLElement[];
  heights: number[];
  /** The row itself, which is a little higher than its margin. */
  row: Reach;
  end: number;
}

function measure(margin: HTMLElement): Measured {
  const row = margin.parentElement!;
  const { top: above, height: end } = margin.getBoundingClientRect();
  const reaches = new Map<string, Reach>();
  for (const words of row.querySelectorAll<HTMLElement>("[data-marks]")) {
    const { top, bottom } = words.getBoundingClientRect();
    for (const id of words.dataset.marks!.split(" ")) {
      const so = reaches.get(id);
      reaches.set(id, { top: Math.min(so?.top ?? Infinity, top - above), bottom: Math.max(so?.bottom ?? -Infinity, bottom - above) });
    }
  }
  const bars = [...margin.children] as HTMLElement[];
  const names = bars.filter((bar) => !bar.classList.contains("iew-on"));
  const { top, bottom } = row.getBoundingClientRect();
  return { bars, reaches, names, heights: names.map((name) => name.offsetHeight), row: { top: top - above, bottom: bottom - above }, end };
}

function draw({ bars, reaches, names, heights, row, end }: Measured): void {
  for (const bar of bars) {
    const reach = reaches.get(bar.dataset.mark!);
    if (!reach) continue;
    const top = bar.classList.contains("iew-on") ? row.top : reach.top;
    const bottom = bar.classList.contains("iew-goes-on") ? row.bottom : reach.bottom;
    Object.assign((bar.firstElementChild as HTMLElement).style, { top: `${top}px`, height: `${bottom - top}px` });
  }
  const tops = placesOfNames(names.map((name) => reaches.get(name.dataset.mark!)?.top ?? 0), heights, end);
  let flows = ABOVE;
  names.forEach((name, n) => {
    // Moved without moving those below, and without making the row higher.
    const by = tops[n]! - flows;
    Object.assign(name.style, { marginTop: `${by}px`, marginBottom: `${-by}px` });
    flows += heights[n]! + GAP;
  });
}

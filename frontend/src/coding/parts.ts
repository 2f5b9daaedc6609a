// The rows of a text in parts of about a screen each. The browser lays out only the parts near what is in sight; it asks
// each, whenever anything moves, whether it is near, and asked of two thousand rows that takes longer than to draw some.

import { make } from "../dom.ts";

/** About the height of a screen, in pixels. */
const HEIGHT = 900;

/** A block on the page, and about how high it is. */
export interface Row {
  element: HTMLElement;
  guess: number;
}

/** Rows one after the other, in parts no higher than a screen unless one row alone is. */
export function partsOf<Of extends { guess: number }>(rows: Of[]): Of[][] {
  const parts: Of[][] = [];
  let height = HEIGHT;
  for (const row of rows) {
    if (height + row.guess > HEIGHT) {
      parts.push([]);
      height = 0;
    }
    parts.at(-1)!.push(row);
    height += row.guess;
  }
  return parts;
}

/** A part of the text on the page. */
export class Part {
  readonly element = make("div", { class: "iew-text-part" });

  constructor(private rows: Row[]) {
    this.element.append(...rows.map((row) => row.element));
    this.fold();
  }

  /** Some rows are hidden, or shown again. */
  fold(): void {
    const shown = this.rows.filter((row) => !row.element.hidden);
    this.element.hidden = !shown.length;
    // Guessed well, the scroll bar hardly moves while one reads on.
    this.element.style.containIntrinsicSize = `auto ${shown.reduce((sum, row) => sum + row.guess, 0)}px`;
  }
}

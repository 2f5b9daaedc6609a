// Moving the edges of a coding: several keys in a row are one change, made when the hand rests.

import type { Span } from "../offsets.ts";
import type { Mark } from "./marks.ts";

/** The hand rests when no key moved an edge for this long. */
const REST_MS = 700;

export class Edges {
  private moving: { id: string; span: Span; timer: number } | null = null;

  constructor(private settled: (coding: string, span: Span) => void) {}

  /** A coding's edges are here now. */
  move(coding: string, span: Span): void {
    clearTimeout(this.moving?.timer);
    this.moving = { id: coding, span, timer: window.setTimeout(() => this.settle(), REST_MS) };
  }

  /** Have the change made, if there is one. */
  settle(): void {
    const { moving } = this;
    if (!moving) return;
    this.leave();
    this.settled(moving.id, moving.span);
  }

  /** Forget it. */
  leave(): void {
    clearTimeout(this.moving?.timer);
    this.moving = null;
  }

  /** The marks, with the one that is being moved where it is now. */
  shown(marks: Mark[]): Mark[] {
    const { moving } = this;
    return moving ? marks.map((mark) => (mark.id === moving.id ? { ...mark, ...moving.span } : mark)) : marks;
  }
}

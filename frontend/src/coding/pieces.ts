// A block's words cut wherever a mark begins or ends, and for each mark a lane of its own.

import type { Span } from "../offsets.ts";
import { count } from "../offsets.ts";
import { byPlace, type Mark } from "./marks.ts";

export interface Piece<Of> extends Span {
  marks: Of[];
}

/** The marks that touch each of the blocks; both are in the order of the text. */
export function marksByBlock(blocks: Span[], marks: Mark[]): Mark[][] {
  const touching: Mark[][] = blocks.map(() => []);
  for (const mark of marks) {
    let n = count(blocks.length, (each) => blocks[each]!.end <= mark.start);
    for (; n < blocks.length && blocks[n]!.start < mark.end; n++) touching[n]!.push(mark);
  }
  return touching;
}

/** The block cut at each bound of what lies in it. */
export function piecesOf<Of extends Span>(block: Span, inside: Of[]): Piece<Of>[] {
  const bounds = new Set([block.start, block.end]);
  for (const each of inside) for (const at of [each.start, each.end]) if (at > block.start && at < block.end) bounds.add(at);
  const cuts = [...bounds].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, n) => {
    const end = cuts[n + 1]!;
    return { start, end, marks: inside.filter((each) => each.start < end && each.end > start) };
  });
}

/** For each mark the lowest lane that no mark before it takes: a line under the words, or beside them. */
export function lanesOf(marks: (Span & { id: string })[]): Map<string, number> {
  const free: number[] = [];
  const lanes = new Map<string, number>();
  for (const mark of [...marks].sort(byPlace)) {
    let lane = free.findIndex((end) => end <= mark.start);
    if (lane < 0) lane = free.length;
    free[lane] = mark.end;
    lanes.set(mark.id, lane);
  }
  return lanes;
}

// What stands on the page: the source's text cut into turns, headings, list items, table rows and plain lines.
// Every character that is not blank belongs to one block or to the label before a turn.

import type { SectionLine, TurnLine } from "../messages.ts";
import { lineAt, type Offsets, type Span } from "../offsets.ts";

export type BlockKind = "turn" | "line" | "heading" | "item" | "row" | "quiet";

/** A comment, deletion or other thing beside the text, in units. */
export interface Beside extends Span {
  kind: string;
  text: string;
  author: string;
  date: string;
}

export interface Block extends Span {
  kind: BlockKind;
  /** What is very long stands on the page in several blocks; this is all of it. */
  whole: Span;
  speaker: string;
  startMs: number | null;
  level: number;
  label: string;
  /** Cells of a table's row, insertions, deletions, comments: what shows inside the block. */
  beside: Beside[];
}

/** A turn or paragraph longer than this stands in several blocks: the browser lays out a block as one. */
const LONGEST = 5000;

const QUIET = new Set(["metadata", "header", "footer", "time mark", "remark"]);
const BESIDE = new Set(["comment", "insertion", "deletion", "table cell", "remark", "note reference", "text box"]);

const SHOWN = new Set([...QUIET, ...BESIDE, "heading", "list item"]);

interface UnitSection extends SectionLine, Span {}

/** The blocks of a text in their order. */
export function blocksOf(text: string, offsets: Offsets, turns: TurnLine[], sections: SectionLine[]): Block[] {
  const inUnits = sections
    .filter((each) => SHOWN.has(each.kind))
    .map((each) => ({ ...each, start: offsets.toUnits(each.start), end: offsets.toUnits(each.end) }));
  const blocks: Block[] = [];
  let from = 0;
  for (const turn of turns) {
    const start = offsets.toUnits(turn.start);
    blocks.push(...linesBetween(text, from, labelStart(text, from, start, turn.speaker), inUnits));
    from = offsets.toUnits(turn.end);
    blocks.push({ ...plain(start, from, "turn"), speaker: turn.speaker ?? "", startMs: turn.start_ms });
  }
  blocks.push(...linesBetween(text, from, text.length, inUnits));
  const short = blocks.flatMap((block) => cut(text, block));
  addBeside(short, inUnits);
  return short;
}

/** A very long block in several, each but the first beginning where a line, or a stretch of one, begins. */
function cut(text: string, block: Block): Block[] {
  const cuts = [block.start];
  for (let from = block.start; block.end - from > LONGEST; cuts.push(from)) from = lineAt(text, from + LONGEST).start;
  return cuts.map((start, n) => ({ ...block, start, end: cuts[n + 1] ?? block.end, beside: [] }));
}

function plain(start: number, end: number, kind: BlockKind): Block {
  return { start, end, kind, whole: { start, end }, speaker: "", startMs: null, level: 0, label: "", beside: [] };
}

/** Where the label before a turn begins: what holds only the speaker's name, times and marks is not shown as text. */
function labelStart(text: string, from: number, start: number, speaker: string | null): number {
  const line = Math.max(from, text.lastIndexOf("\n", start - 1) + 1);
  const left = text.slice(line, start).replace(speaker ?? "", "");
  return /\p{L}/u.test(left) ? start : line;
}

function linesBetween(text: string, from: number, to: number, sections: UnitSection[]): Block[] {
  const blocks: Block[] = [];
  for (let start = from; start < to; ) {
    const next = text.indexOf("\n", start);
    const end = next < 0 || next > to ? to : next;
    if (text.slice(start, end).trim()) blocks.push(lineBlock(start, end, sections));
    start = end + 1;
  }
  return blocks;
}

function lineBlock(start: number, end: number, sections: UnitSection[]): Block {
  const block = plain(start, end, "line");
  for (const section of overlapping(sections, start, end)) {
    if (section.kind === "heading") Object.assign(block, { kind: "heading", level: section.level ?? 1 });
    else if (section.kind === "list item")
      Object.assign(block, { kind: "item", level: section.level ?? 1, label: section.label ?? "" });
    else if (section.kind === "table cell") block.kind = "row";
    else if (QUIET.has(section.kind) && section.start <= start && section.end >= end) block.kind = "quiet";
  }
  return block;
}

/** Sections with words in a stretch; sections are in the order of their start, but those that hold others are long. */
function overlapping(sections: UnitSection[], start: number, end: number): UnitSection[] {
  return sections.filter((each) => each.start < end && each.end > start);
}

/** Each insertion, comment … goes to every block it touches; a deletion, which has no words here, to the one it stands in. */
function addBeside(blocks: Block[], sections: UnitSection[]): void {
  for (const section of sections) {
    if (!BESIDE.has(section.kind)) continue;
    const { start, end, kind } = section;
    const beside = { start, end, kind, text: section.text ?? "", author: section.author ?? "", date: section.date ?? "" };
    const touched = blocks.filter((block) => block.start <= end && block.end >= start && (start === end || (block.start < end && block.end > start)));
    for (const block of start === end ? touched.slice(0, 1) : touched) block.beside.push(beside);
  }
}

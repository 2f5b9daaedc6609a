// What the desk says of a map. `src/ieworkbench/views/desk/map_lines.py` has the same names; a test holds the two together.
// Places are in points of the drawing; a box also has its place in the layout, which is what is kept of it.

import type { RecordRef } from "../messages.ts";

export type Fact = [name: string, says: string];

/** An element of a drawing: its name, its attributes, and what is in it. */
export type Drawn = [name: string, attributes: Record<string, string>, inside: (Drawn | string)[]];

export interface NodeShown {
  id: string;
  kind: string;
  sort: string;
  label: string;
  facts: Fact[];
  accounts: number;
  lane: string;
  x: number;
  y: number;
  width: number;
  height: number;
  pinned: boolean;
}

/** From where it was recorded to where; it is followed the other way where `back` says so. */
export interface LinkShown {
  id: string;
  kind: string;
  origin: string;
  target: string;
  back: boolean;
  facts: Fact[];
  accounts: number;
}

export interface BreakShown {
  id: string;
  label: string;
  nodes: string[];
  links: string[];
}

export interface LaneShown {
  id: string;
  name: string;
  band: string;
}

export interface SignShown {
  drawn: Drawn;
  words: string;
}

export interface MapShown {
  key: string;
  number: number;
  title: string;
  facts: string[];
  width: number;
  height: number;
  drawn: Drawn;
  names: Drawn;
  signs: SignShown[];
  nodes: NodeShown[];
  links: LinkShown[];
  breaks: BreakShown[];
  lanes: LaneShown[];
  unplaced: number;
  kept: boolean;
  cases: string[];
  layers: Fact[];
  /** Each colour of the drawing, and what it is in the dark. */
  colours: [string, string][];
  /** The sizes of its letters, in hundredths of a point. */
  sizes: number[];
  words: Record<string, string>;
}

export interface AccountShown {
  source: string;
  version: number;
  start: number;
  end: number;
  before: string;
  quote: string;
  after: string;
  who: string;
  how: string;
  place: string;
  negative: boolean;
  gone: boolean;
  open: boolean;
}

export interface SideShown {
  says: string;
  accounts: AccountShown[];
}

export interface RecordShown {
  of: RecordRef;
  sort: string;
  label: string;
  facts: Fact[];
  accounts: AccountShown[];
  sides: SideShown[];
}

export interface StepShown {
  link: string;
  upstream: boolean;
  derived: boolean;
}

export interface TraceShown {
  node: string;
  nodes: string[];
  steps: StepShown[];
}

export interface GapShown {
  question: string;
  joins: string;
  ask: string[];
  nodes: string[];
  links: string[];
}

export interface GapsShown {
  gaps: GapShown[];
}

export interface AroundWords {
  source: string;
  title: string;
  before: string;
  quote: string;
  after: string;
  views: number;
}

// What the desk says of plans side by side, and of proposed statements. `src/ieworkbench/views/desk/plan_lines.py` has the
// same names; a test holds the two together. Positions are code points in the text of their source.

export type Labelled = [value: string, label: string];
export type Stretch = [start: number, end: number];

export interface ColumnShown {
  name: string;
  source: string;
  about: string;
  text: string;
  heads: Stretch[];
}

export interface ToldShown {
  source: string;
  start: number;
  end: number;
  before: string;
  quote: string;
  after: string;
}

export interface PieceShown {
  start: number;
  end: number;
  shade: number;
}

export interface CellShown {
  text: string;
  sign: string;
  state: string;
  note: string;
  none: boolean;
  quotes: string[];
  more: number;
  strip: PieceShown[];
  places: Stretch[];
  told: ToldShown[];
}

export interface RowShown {
  id: string;
  group: string;
  label: string;
  asks: string;
  summary: string;
  cells: CellShown[];
}

export interface PlansShown {
  number: number;
  title: string;
  facts: string;
  columns: ColumnShown[];
  rows: RowShown[];
  signs: Labelled[];
  shades: [number, string][];
  method: string[];
  words: Record<string, string>;
}

export interface PartShown {
  name: string;
  start: number;
  end: number;
}

export interface StatementShown {
  key: string;
  start: number;
  end: number;
  begins: number;
  text: string;
  parts: PartShown[];
  deontic: string;
  actor: string;
  or_else: string;
  negated: boolean;
  decision: string;
  by: string;
  note: string;
}

export interface StatementsShown {
  source: string;
  version: number;
  title: string;
  method: string;
  notes: string[];
  statements: StatementShown[];
  decided: number;
  parts: Labelled[];
  deontics: Labelled[];
  actors: Labelled[];
  or_elses: Labelled[];
  decisions: Labelled[];
  words: Record<string, string>;
}

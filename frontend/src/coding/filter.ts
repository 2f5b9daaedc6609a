// Showing only some codes, speakers or coders. Nothing is removed: what is not shown is not marked, or its turn is folded away.

import { freshId, make } from "../dom.ts";
import type { Say } from "../words.ts";
import type { Block } from "./blocks.ts";
import type { Panel } from "./frame.ts";
import type { Mark } from "./marks.ts";

/** What is shown of each; an empty set shows all. */
export interface Filter {
  codes: Set<string>;
  speakers: Set<string>;
  coders: Set<string>;
}

export const noFilter = (): Filter => ({ codes: new Set(), speakers: new Set(), coders: new Set() });

export const isFiltering = (filter: Filter): boolean => filter.codes.size + filter.speakers.size + filter.coders.size > 0;

export function shownMarks(marks: Mark[], { codes, coders }: Filter): Mark[] {
  return marks.filter((mark) => (!codes.size || codes.has(mark.of)) && (!coders.size || !mark.by || coders.has(mark.by)));
}

export const isShownBlock = (block: Block, { speakers }: Filter): boolean => !speakers.size || speakers.has(block.speaker);

export interface FilterWanted {
  say: Say;
  marks: Mark[];
  speakers: string[];
  filter: Filter;
  changed(): void;
  leave(): void;
}

export function filterPanel({ say, marks, speakers, filter, changed, leave }: FilterWanted): Panel {
  const codes = counted(marks.filter((mark) => mark.kind === "coding").map((mark) => [mark.of, mark.label]));
  const coders = counted(marks.filter((mark) => mark.by).map((mark) => [mark.by, mark.by]));
  const groups = [
    group(say("codes"), codes, filter.codes),
    group(say("speakers"), counted(speakers.map((name) => [name, name])), filter.speakers),
    group(say("coders"), coders, filter.coders),
  ];
  const all = make("button", { type: "button" }, say("Show all"));
  all.addEventListener("click", () => {
    for (const box of element.querySelectorAll("input")) box.checked = false;
    for (const chosen of [filter.codes, filter.speakers, filter.coders]) chosen.clear();
    changed();
  });
  const element = make("section", { class: "iew-filter", "aria-label": say("Show only") },
    make("h2", {}, say("Show only")), ...groups,
    make("p", { class: "iew-buttons" }, all, make("button", { type: "button", onclick: leave }, say("Close"))));
  element.addEventListener("change", changed);
  return { element, field: element.querySelector("input") ?? all };
}

type Counted = { id: string; name: string; times: number };

function counted(pairs: [string, string][]): Counted[] {
  const found = new Map<string, Counted>();
  for (const [id, name] of pairs) found.set(id, { id, name, times: (found.get(id)?.times ?? 0) + 1 });
  return [...found.values()].sort((one, other) => other.times - one.times || one.name.localeCompare(other.name));
}

function group(heading: string, things: Counted[], chosen: Set<string>): HTMLElement | null {
  if (things.length < 1) return null;
  const boxes = things.map(({ id, name, times }) => {
    const box = make("input", { type: "checkbox", id: freshId("only"), checked: chosen.has(id) });
    box.addEventListener("change", () => void (box.checked ? chosen.add(id) : chosen.delete(id)));
    return make("label", { for: box.id }, box, ` ${name} `, make("small", { class: "iew-soft" }, String(times)));
  });
  return make("fieldset", {}, make("legend", {}, heading), ...boxes);
}

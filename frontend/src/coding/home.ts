// What stands beside the text while nothing is open: the mark that is chosen, and the codes used last with their keys.

import { colourOf } from "../colours.ts";
import { make } from "../dom.ts";
import type { CodeLine } from "../messages.ts";
import type { Say } from "../words.ts";
import type { Command } from "./keys.ts";
import type { Mark } from "./marks.ts";

export interface HomeWanted {
  say: Say;
  codes: Map<string, CodeLine>;
  recent: string[];
  chosen: Mark | undefined;
  isFiltered: boolean;
  /** Do what a key would do; `number` is that of a code used last. */
  run(command: Command, number?: number): void;
}

export function home(wanted: HomeWanted): HTMLElement {
  const { say, chosen } = wanted;
  return make("div", { class: "iew-home" },
    chosen ? card(wanted, chosen) : null,
    wanted.isFiltered && make("p", { class: "iew-filtered" }, say("Not everything is shown."), " ", button(wanted, "filter", say("Show only"))),
    recentCodes(wanted),
    make("p", { class: "iew-soft" }, say("? shows the keys")));
}

function card(wanted: HomeWanted, mark: Mark): HTMLElement {
  const { say } = wanted;
  const code = mark.kind === "coding" ? wanted.codes.get(mark.of) : undefined;
  const element = make("section", { class: "iew-card", "aria-label": say("chosen") },
    make("h2", {}, make("span", { class: "iew-swatch" }), mark.label),
    code && code.path !== code.name ? make("p", { class: "iew-soft" }, code.path) : null,
    code?.definition ? make("p", {}, code.definition) : null,
    mark.memo && mark.kind === "coding" ? make("p", { class: "iew-memo-text" }, mark.memo) : null,
    mark.by ? make("p", { class: "iew-soft" }, say("by {0}", mark.by)) : null,
    make("p", { class: "iew-buttons" },
      mark.kind !== "account" && button(wanted, "memo", say(mark.kind === "note" ? "note" : "Memo"), "M"),
      mark.kind === "coding" && button(wanted, "recode", say("Other code"), "R"),
      button(wanted, "remove", say("Remove"), "Del")));
  element.style.setProperty("--iew-mark", mark.colour || "var(--iew-soft)");
  return element;
}

function button(wanted: HomeWanted, command: Command, name: string, key = ""): HTMLElement {
  return make("button", { type: "button", onclick: () => wanted.run(command) }, name, key !== "" && make("kbd", {}, key));
}

function recentCodes({ say, codes, recent, run }: HomeWanted): HTMLElement | null {
  const known = recent.slice(0, 9).flatMap((id, n) => {
    const code = codes.get(id);
    return code ? [{ code, number: n + 1 }] : [];
  });
  if (!known.length) return make("p", { class: "iew-soft" }, say("Take words and press / to code them."));
  const rows = known.map(({ code, number }) => {
    const row = make("button", { type: "button", title: code.definition, onclick: () => run("recent", number) },
      make("kbd", {}, String(number)), make("span", { class: "iew-swatch" }), code.name);
    row.style.setProperty("--iew-mark", colourOf(code));
    return make("li", {}, row);
  });
  return make("section", { class: "iew-recent", "aria-label": say("codes used last") }, make("h2", {}, say("codes used last")), make("ol", {}, ...rows));
}

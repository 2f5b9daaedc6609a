// The box in which codes are found and given: a combobox over a list, all of it by keyboard.

import { colourOf } from "../colours.ts";
import { freshId, make } from "../dom.ts";
import type { CodeLine } from "../messages.ts";
import type { Say } from "../words.ts";
import type { CodeFound, CodeSearch } from "./code_search.ts";
import type { Panel } from "./frame.ts";

/** More than these nobody reads; typing narrows. */
const SHOWN = 60;

export interface PaletteWanted {
  say: Say;
  heading: string;
  quote: string;
  search: CodeSearch;
  /** Codes these words have already. */
  given: Set<string>;
  /** Give a code; with `more` the box stays for another. */
  choose(code: CodeLine, more: boolean): void;
  /** Make a new code of the name typed; absent where that makes no sense. */
  create?: (name: string, more: boolean) => void;
}

type Option = { code: CodeFound } | { name: string };

/** The palette's element, with the field to put the focus in. */
export function palette(wanted: PaletteWanted): Panel {
  const { say } = wanted;
  const listId = freshId("codes");
  let options: Option[] = [];
  let active = 0;

  const list = make("ul", { id: listId, role: "listbox", class: "iew-options", "aria-label": say("codes") });
  const field = make("input", {
    type: "text", role: "combobox", class: "iew-field", "aria-expanded": "true", "aria-controls": listId, "aria-autocomplete": "list",
    "aria-label": say("find a code"), placeholder: say("find a code"), autocomplete: "off", spellcheck: "false",
  });
  const more = make("p", { class: "iew-soft" });

  function refresh(): void {
    const typed = field.value.trim();
    const found = wanted.search.find(typed);
    options = found.slice(0, SHOWN).map((code) => ({ code }));
    if (typed && wanted.create && !wanted.search.has(typed)) options.push({ name: typed });
    list.replaceChildren(...options.map(row));
    more.textContent = found.length > SHOWN ? say("{0} more; type to narrow", found.length - SHOWN) : found.length || options.length ? "" : say("no code fits");
    point(0);
  }

  function row(option: Option, n: number): HTMLElement {
    const element = "code" in option ? codeRow(option.code) : make("li", { class: "iew-new" }, say("make a new code “{0}”", option.name));
    element.id = `${listId}-${n}`;
    element.setAttribute("role", "option");
    element.addEventListener("mousemove", () => point(n));
    element.addEventListener("click", (event) => take(n, event.ctrlKey || event.metaKey));
    return element;
  }

  function codeRow({ code, number }: CodeFound): HTMLLIElement {
    const given = wanted.given.has(code.id);
    const element = make("li", {},
      make("span", { class: "iew-swatch" }),
      make("b", {}, code.name),
      number > 0 && number < 10 && make("kbd", {}, String(number)),
      given && make("span", { class: "iew-given" }, `✓ ${say("given")}`),
      code.path !== code.name && make("small", { class: "iew-path" }, code.path),
      code.definition !== "" && make("small", { class: "iew-definition" }, code.definition));
    element.style.setProperty("--iew-mark", colourOf(code));
    return element;
  }

  function point(n: number): void {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = Math.max(0, Math.min(n, options.length - 1));
    const element = list.children[active];
    element?.setAttribute("aria-selected", "true");
    element?.scrollIntoView({ block: "nearest" });
    if (element) field.setAttribute("aria-activedescendant", element.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function take(n: number, keep: boolean): void {
    const option = options[n];
    if (!option) return;
    if ("code" in option) {
      wanted.choose(option.code.code, keep);
      wanted.given.add(option.code.code.id);
    } else wanted.create?.(option.name, keep);
    if (!keep) return;
    field.value = "";
    refresh();
    field.focus();
  }

  const steps: Record<string, () => void> = {
    ArrowDown: () => point(active + 1),
    ArrowUp: () => point(active - 1),
    PageDown: () => point(active + 8),
    PageUp: () => point(active - 8),
  };
  field.addEventListener("keydown", (event) => {
    const step = event.key === "Enter" ? () => take(active, event.ctrlKey || event.metaKey) : steps[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    step();
  });
  field.addEventListener("input", refresh);
  refresh();

  const element = make("section", { class: "iew-palette", "aria-label": wanted.heading },
    make("h2", {}, wanted.heading),
    wanted.quote !== "" && make("blockquote", { dir: "auto" }, wanted.quote),
    field, list, more,
    make("p", { class: "iew-soft" }, say("Enter gives the code, Ctrl+Enter gives it and stays, Escape closes.")));
  return { element, field };
}

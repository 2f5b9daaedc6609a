// Searching the whole study, and going to what was found.

import { make } from "../dom.ts";
import type { Finding, SourceLine } from "../messages.ts";
import type { Say } from "../words.ts";
import type { Panel } from "./frame.ts";

export type FoundPlace = Finding["places"][number];

export interface FindWanted {
  say: Say;
  sources: SourceLine[];
  ask(words: string): Promise<Finding>;
  go(place: FoundPlace): void;
}

/** Long enough that a word is typed before it is searched for. */
const WAIT_MS = 250;

export function findPanel({ say, sources, ask, go }: FindWanted): Panel {
  const titles = new Map(sources.map((source) => [source.id, source.title || source.id]));
  const field = make("input", { type: "search", class: "iew-field", "aria-label": say("search the whole study"), placeholder: say("search the whole study") });
  const said = make("p", { class: "iew-soft", role: "status" });
  const list = make("ol", { class: "iew-found" });
  let timer = 0;

  async function search(): Promise<void> {
    const words = field.value.trim();
    list.replaceChildren();
    said.textContent = "";
    if (!words) return;
    const found = await ask(words).catch((wrong: Error) => wrong);
    if (words !== field.value.trim()) return;
    if (found instanceof Error) return void (said.textContent = found.message);
    said.textContent = found.places.length ? say("{0} places", found.places.length + found.more) : say("nothing found");
    list.replaceChildren(...found.places.map(row));
  }

  function row(place: FoundPlace): HTMLElement {
    return make("li", {}, make("button", { type: "button", onclick: () => go(place) },
      make("small", {}, titles.get(place.source) ?? place.source),
      make("span", { dir: "auto" }, `… ${place.before.replace(/^\S*\s/, "")}`, make("mark", {}, place.quote), `${place.after.replace(/\s\S*$/, "")} …`)));
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void search(), WAIT_MS);
  });
  const element = make("section", { class: "iew-find", "aria-label": say("Search") }, make("h2", {}, say("Search")), field, said, list);
  element.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    if (event.key === "ArrowDown") (buttons[at + 1] ?? buttons.at(-1) ?? field).focus();
    else if (event.key === "ArrowUp") (buttons[at - 1] ?? field).focus();
    else if (event.key === "Enter" && event.target === field) buttons[0]?.focus();
    else return;
    event.preventDefault();
  });
  return { element, field };
}

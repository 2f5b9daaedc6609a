// The view's parts on the page: the head with the sources, the text, the side beside it, and the status.

import { freshId, make } from "../dom.ts";
import type { SourceLine } from "../messages.ts";
import type { Say } from "../words.ts";
import { HELP, type Command } from "./keys.ts";

/** How long an edit may be under way before the status speaks of it. */
const QUIET_MS = 400;

/** Something that is opened beside the text, and where the hand goes first. */
export interface Panel {
  element: HTMLElement;
  field: HTMLElement;
}

export class Frame {
  readonly sources = make("select", { class: "iew-sources", id: freshId("sources") });
  readonly text = make("div", { class: "iew-text", tabindex: 0, role: "document" });
  readonly side = make("aside", { class: "iew-side" });
  private title = make("label", { class: "iew-title", for: this.sources.id });
  private buttons = make("div", { class: "iew-tools", role: "toolbar" });
  private saved = make("span", { class: "iew-saved", "data-state": "opening" });
  private said = make("span", { class: "iew-message", role: "status" });
  /** For those who hear the page: the words taken with the keys. */
  private spoken = make("span", { class: "iew-heard", "aria-live": "polite" });
  private wrong = make("p", { class: "iew-alert", role: "alert", hidden: true });
  private savedTimer = 0;

  constructor(el: HTMLElement) {
    el.classList.add("iew", "iew-coding");
    el.append(
      make("header", { class: "iew-head" }, this.title, this.sources, this.buttons),
      make("div", { class: "iew-body" }, this.text, this.side),
      this.wrong,
      make("footer", { class: "iew-foot" }, this.said, this.saved, this.spoken),
    );
    // Keys pressed here are ours: a notebook would take letters as its own commands and could delete the cell.
    el.addEventListener("keydown", (event) => event.stopPropagation());
    el.addEventListener("focusin", (event) => (event.target as Element).setAttribute("data-lm-suppress-shortcuts", "true"));
  }

  /** Everything that is said in the study's language. */
  speak(say: Say, title: string, doing: (command: Command) => void): void {
    this.title.textContent = title;
    this.sources.setAttribute("aria-label", say("source"));
    this.text.setAttribute("aria-label", say("the text: ? shows the keys"));
    this.side.setAttribute("aria-label", say("codes and forms"));
    this.buttons.setAttribute("aria-label", say("tools"));
    const tools: [Command, string, string][] = [
      ["find", "Search", "G"], ["filter", "Show only", "F"], ["undo", "Undo", "Ctrl+Z"], ["redo", "Redo", "Ctrl+Y"], ["help", "Keys", "?"],
    ];
    this.buttons.replaceChildren(...tools.map(([command, name, key]) =>
      make("button", { type: "button", title: `${say(name)} (${key})`, "data-command": command, onclick: () => doing(command) }, say(name))));
  }

  showSources(sources: SourceLine[], open: string): void {
    this.sources.replaceChildren(...sources.map((source) => make("option", { value: source.id, selected: source.id === open }, source.title || source.id)));
    this.sources.hidden = sources.length < 2;
  }

  /** Say something once, to eye and ear. */
  tell(words: string): void {
    this.said.textContent = words;
  }

  /** Say to the ear alone which words are taken; of many their beginning and end. */
  speakWords(words: string): void {
    this.spoken.textContent = words.length > 160 ? `${words.slice(0, 80)} … ${words.slice(-60)}` : words;
  }

  /** Say what went wrong, where it cannot be missed, until something else is said. */
  warn(words: string): void {
    this.wrong.textContent = words;
    this.wrong.hidden = !words;
  }

  /** Say whether all is saved; `state` is for style and tests, the words say it too. It is `ok` once all that is saved is also seen. */
  showSaved(say: Say, unsaved: number, isSeen: boolean, reached: boolean): void {
    clearTimeout(this.savedTimer);
    const put = (state: string, words: string): void => {
      this.saved.dataset.state = state;
      this.saved.textContent = words;
    };
    if (!unsaved) return put(reached ? (isSeen ? "ok" : "saved") : "away", say(reached ? "All changes saved" : "The program does not answer"));
    const words = unsaved === 1 ? say("1 change not yet saved") : say("{0} changes not yet saved", unsaved);
    const state = reached ? "waiting" : "away";
    this.saved.dataset.state = state;
    // What is saved at once need not be spoken of.
    this.savedTimer = window.setTimeout(() => put(state, words), reached ? QUIET_MS : 0);
  }

  /** Open something beside the text; on a narrow page it lies over the margin. */
  open({ element, field }: Panel): void {
    this.side.replaceChildren(element);
    this.side.classList.add("iew-open");
    field.focus();
  }

  /** What stands there while nothing is open; a narrow page has no room for it. The hand stays on the button that it is on. */
  rest(element: HTMLElement): void {
    const inHand = this.fieldInHand?.textContent;
    this.side.replaceChildren(element);
    if (inHand) [...this.side.querySelectorAll("button")].find((each) => each.textContent === inHand)?.focus();
  }

  /** Whether something is open beside the text that wants the hand. */
  get isOpen(): boolean {
    return this.side.classList.contains("iew-open");
  }

  close(): void {
    this.side.classList.remove("iew-open");
  }

  get hasFocus(): boolean {
    const root = this.text.getRootNode() as Document | ShadowRoot;
    return root.activeElement === this.text;
  }

  /** What has the focus beside the text. */
  get fieldInHand(): HTMLElement | null {
    return this.side.querySelector<HTMLElement>(":focus");
  }

  toText(): void {
    this.text.focus({ preventScroll: true });
  }
}

export function helpSheet(say: Say, leave: () => void): Panel {
  const field = make("button", { type: "button", onclick: leave }, say("Close"));
  const rows = HELP.flatMap(([keys, what]) => [make("dt", {}, ...keys.split("  ").map((key) => make("kbd", {}, key.trim()))), make("dd", {}, say(what))]);
  const element = make("section", { class: "iew-help", "aria-label": say("Keys") },
    make("h2", {}, say("Keys")), field, make("p", { class: "iew-soft" }, say("They work while the text has the focus.")), make("dl", {}, ...rows));
  return { element, field };
}

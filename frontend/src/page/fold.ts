// A button that shows and hides what stands at a side of the page; the browser remembers which were open.

import { make } from "../dom.ts";
import { browserStorage } from "../queue.ts";
import type { Say } from "../words.ts";

const NARROW = window.matchMedia("(max-width: 1000px)");

export class Fold {
  readonly button: HTMLButtonElement;
  private readonly kept: string;

  constructor(private readonly name: string, private readonly side: HTMLElement) {
    this.kept = `ieworkbench-page ${name}`;
    this.button = make("button", { type: "button", "aria-controls": side.id, onclick: () => this.turn(this.side.hidden) });
    side.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !NARROW.matches) return;
      this.leave();
      this.button.focus();
    });
    this.show(browserStorage()?.getItem(this.kept) !== "closed" && !NARROW.matches);
  }

  speak(say: Say): void {
    this.button.textContent = say(this.name);
  }

  /** What was wanted there is chosen: on a narrow page it stands before what was chosen. */
  leave(): void {
    if (NARROW.matches) this.show(false);
  }

  private turn(open: boolean): void {
    this.show(open);
    try {
      browserStorage()?.setItem(this.kept, open ? "open" : "closed");
    } catch {
      // It is only not remembered.
    }
    if (open) this.side.querySelector("input")?.focus();
  }

  private show(open: boolean): void {
    this.side.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }
}

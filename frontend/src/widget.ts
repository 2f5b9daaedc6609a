// The front end in a notebook's cell. anywidget gives the model; which view it is, the model says.
// Nothing of a source is ever a trait of the model: a notebook would save it into its file.

import { mountCoding } from "./coding/view.ts";
import type { Host } from "./host.ts";
import { mountMap } from "./map/view.ts";
import type { FromDesk } from "./messages.ts";
import { mountPlans } from "./plans/view.ts";

/** What of anywidget's model is used here. */
interface Model {
  get(name: string): unknown;
  send(content: unknown): void;
  on(event: string, listener: (content: FromDesk) => void): void;
  off(event: string, listener: (content: FromDesk) => void): void;
}

interface Rendering {
  model: Model;
  el: HTMLElement;
  signal?: AbortSignal;
}

type Mount = (el: HTMLElement, host: Host, signal: AbortSignal) => void;

const VIEWS: Record<string, Mount> = { coding: mountCoding, map: mountMap, plans: mountPlans };

function hostOf(model: Model): Host {
  return {
    send: (message) => model.send(message),
    hear(listener, signal) {
      model.on("msg:custom", listener);
      signal.addEventListener("abort", () => model.off("msg:custom", listener));
    },
    reached: (listener) => listener(true),
  };
}

export default {
  render({ model, el, signal }: Rendering): (() => void) | undefined {
    const ending = new AbortController();
    signal?.addEventListener("abort", () => ending.abort());
    VIEWS[String(model.get("wants"))]?.(el, hostOf(model), ending.signal);
    return () => ending.abort();
  },
};

// The front end in a notebook's cell. anywidget gives the model; which view it is, the model says.
// Nothing of a source is ever a trait of the model: a notebook would save it into its file.

import { mountCoding } from "./coding/view.ts";
import { newUid } from "./dom.ts";
import type { Host } from "./host.ts";
import { mountMap } from "./map/view.ts";
import type { FromDesk, ToDesk } from "./messages.ts";
import { mountPlans } from "./plans/view.ts";

/** What of anywidget's model is used here. */
interface Model {
  get(name: string): unknown;
  send(content: { view: string; said: ToDesk }): void;
  on(event: string, listener: (content: Addressed) => void): void;
  off(event: string, listener: (content: Addressed) => void): void;
}

/** What the desk says to one of the views of a model; all of them hear it. */
interface Addressed {
  view: string;
  told: FromDesk;
}

interface Rendering {
  model: Model;
  el: HTMLElement;
  signal?: AbortSignal;
}

type Mount = (el: HTMLElement, host: Host, signal: AbortSignal) => void;

const VIEWS: Record<string, Mount> = { coding: mountCoding, map: mountMap, plans: mountPlans };

/** The host of one view: a notebook may show a model several times, and each view has a seat of its own at the desk. */
function hostOf(model: Model): Host {
  const view = newUid();
  return {
    send: (said) => model.send({ view, said }),
    hear(listener, signal) {
      const hearOwn = (content: Addressed): void => {
        if (content.view === view) listener(content.told);
      };
      model.on("msg:custom", hearOwn);
      signal.addEventListener("abort", () => model.off("msg:custom", hearOwn));
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

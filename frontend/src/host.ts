// Where a view lives: in a notebook's cell, by anywidget's model, or on the local page, by a WebSocket.

import type { FromDesk, ToDesk } from "./messages.ts";

export interface Host {
  send(message: ToDesk): void;
  /** Hear every message of the desk until the signal ends it. */
  hear(listener: (message: FromDesk) => void, signal: AbortSignal): void;
  /** Hear whether the desk can be reached; a view sends again what was not acknowledged once it can. */
  reached(listener: (reached: boolean) => void, signal: AbortSignal): void;
}

/** The event, which bubbles to the local page, by which a view asks to be at words elsewhere. */
export const GO = "iew-go";

/** Where to go: to a source, or to words in it. */
export interface Go {
  source: string;
  start?: number;
  end?: number;
}

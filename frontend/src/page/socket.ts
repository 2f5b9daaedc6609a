// The host of the local page: a WebSocket to the desk that is opened again whenever it was lost.

import type { Host } from "../host.ts";
import type { FromDesk, ToDesk } from "../messages.ts";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;

/** A way to the desk, on which the page itself may tell the view something too. */
export interface Way extends Host {
  tell(message: FromDesk): void;
}

/** A way to the desk of its own for one view, until the signal ends it. Nothing is kept here: views send again. */
export function openSocket(signal: AbortSignal): Way {
  const listeners = new Set<(message: FromDesk) => void>();
  const watchers = new Set<(reached: boolean) => void>();
  let socket: WebSocket | undefined;
  let wait = FIRST_WAIT_MS;
  let timer = 0;
  let open = false;

  function say(reached: boolean): void {
    open = reached;
    for (const each of [...watchers]) each(reached);
  }

  function tell(message: FromDesk): void {
    for (const each of [...listeners]) each(message);
  }

  function connect(): void {
    clearTimeout(timer);
    const one = new WebSocket(Object.assign(new URL("desk", location.href), { protocol: "ws:", hash: "" }));
    socket = one;
    one.onopen = () => {
      wait = FIRST_WAIT_MS;
      say(true);
    };
    one.onmessage = (event) => tell(JSON.parse(String(event.data)) as FromDesk);
    one.onclose = () => {
      if (socket !== one || signal.aborted) return;
      say(false);
      timer = window.setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    };
  }

  function nowIfWaiting(): void {
    if (socket?.readyState === WebSocket.CLOSED) connect();
  }
  window.addEventListener("online", nowIfWaiting, { signal });
  window.addEventListener("focus", nowIfWaiting, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    socket?.close();
  });
  connect();

  return {
    tell,
    send(message: ToDesk) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    hear(listener, until) {
      listeners.add(listener);
      until.addEventListener("abort", () => listeners.delete(listener));
    },
    reached(watcher, until) {
      watchers.add(watcher);
      until.addEventListener("abort", () => watchers.delete(watcher));
      if (open) watcher(true);
    },
  };
}

/** The same way to the desk for a view that begins with a source. */
export function about(host: Way, source: string): Way {
  return { ...host, send: (message) => host.send(message.say === "hello" ? { source, ...message } : message) };
}

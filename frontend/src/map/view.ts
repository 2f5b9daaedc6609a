import type { Host } from "../host.ts";

export function mountMap(el: HTMLElement, host: Host, signal: AbortSignal): void {
  el.classList.add("iew");
  host.hear(() => undefined, signal);
}

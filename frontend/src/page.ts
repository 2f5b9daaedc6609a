// The front end on the local page: a list of sources, and the view of the one that is open.

import { mountCoding } from "./coding/view.ts";
import type { SourceLine } from "./messages.ts";
import { about, openSocket } from "./page/socket.ts";

const ending = new AbortController();
const desk = openSocket(ending.signal);
const list = document.body.appendChild(document.createElement("nav"));
const main = document.body.appendChild(document.createElement("main"));
let viewing = new AbortController();
let shown = "";

desk.reached((reached) => {
  if (reached) desk.send({ say: "hello", view: "page", wants: "page" });
}, ending.signal);
desk.hear((message) => {
  if (message.tell === "study") showSources(message.sources);
}, ending.signal);
window.addEventListener("hashchange", openChosen);
openChosen();

function showSources(sources: SourceLine[]): void {
  list.replaceChildren(
    ...sources.map((source) => {
      const link = document.createElement("a");
      link.href = `#source=${encodeURIComponent(source.id)}`;
      link.textContent = source.title || source.id;
      return link;
    }),
  );
}

function openChosen(): void {
  const source = new URLSearchParams(location.hash.slice(1)).get("source") ?? "";
  if (source === shown) return;
  shown = source;
  viewing.abort();
  viewing = new AbortController();
  main.replaceChildren();
  if (source) mountCoding(main.appendChild(document.createElement("div")), about(openSocket(viewing.signal), source), viewing.signal);
}

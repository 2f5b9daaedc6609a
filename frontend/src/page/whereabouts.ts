// Where one is in a study. It stands in the address after the mark `#`, so that back, forward and bookmarks work.

export interface Whereabouts {
  shows: "text" | "map" | "plans";
  source: string;
  start?: number;
  end?: number;
  case: string;
}

/** Where an address leads. */
export function read(hash: string): Whereabouts {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const shows = said.get("shows");
  const place = /^(\d+)-(\d+)$/.exec(said.get("at") ?? "");
  return {
    shows: shows === "map" || shows === "plans" ? shows : "text",
    source: said.get("source") ?? "",
    case: said.get("case") ?? "",
    ...(place && { start: Number(place[1]), end: Number(place[2]) }),
  };
}

/** The address of a place. */
export function written(at: Partial<Whereabouts>): string {
  const said = new URLSearchParams();
  if (at.shows && at.shows !== "text") said.set("shows", at.shows);
  if (at.source) said.set("source", at.source);
  if (at.start !== undefined) said.set("at", `${at.start}-${at.end ?? at.start}`);
  if (at.case) said.set("case", at.case);
  return `#${said}`;
}

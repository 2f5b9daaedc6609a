// Which colour a code is shown in.

import type { CodeLine } from "./messages.ts";

/** For codes that were given none: told apart by most eyes, and readable on light and dark. */
const OWN = ["#0072b2", "#d55e00", "#009e73", "#b5518f", "#9a7000", "#56749e", "#7a5c99", "#8c564b"];

/** The colour of a code: the one it was given, else always the same one of a few. */
export function colourOf({ id, colour }: Pick<CodeLine, "id" | "colour">): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)!) % 9973;
  return colour || OWN[sum % OWN.length]!;
}

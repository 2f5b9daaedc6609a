// What somebody wrote for an edit: it is shown again if the edit will not be made, so that it is not lost.

import type { Edit } from "../messages.ts";
import type { Say } from "../words.ts";

/** Why edits were not made, and below it what was written for them. */
export function refusal(say: Say, sentence: string, edits: Edit[]): string {
  const written = edits.flatMap(typed).map((words) => words.trim()).filter(Boolean);
  return written.length ? `${sentence}\n${say("What you wrote: {0}", written.join("\n"))}` : sentence;
}

function typed(edit: Edit): string[] {
  switch (edit.kind) {
    case "code":
    case "memo":
      return [edit.memo ?? ""];
    case "new-code":
    case "change-code":
      return [edit.name ?? "", edit.definition ?? ""];
    case "note":
    case "renote":
      return [edit.text];
    case "act": {
      const { mode: _, with_whom, ...words } = edit.act;
      return [...Object.values(words), ...with_whom];
    }
    case "text":
      return [edit.title];
    case "disjuncture":
      return [edit.what, ...edit.sides.map((side) => side.says)];
    case "statement":
      return Object.values(edit.says ?? {});
    default:
      return [];
  }
}

// A drawing made of its elements, one by one: nothing in it is read as markup, and nothing in it can be run.

import type { Drawn } from "./lines.ts";

const SVG = "http://www.w3.org/2000/svg";

export function drawing(drawn: Drawn): SVGSVGElement {
  return element(drawn) as SVGSVGElement;
}

function element([name, attributes, inside]: Drawn): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]!);
  for (const each of inside) made.append(typeof each === "string" ? each : element(each));
  return made;
}

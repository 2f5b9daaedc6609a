"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("evidence").textContent);
  const say = (name, ...parts) => parts.reduce((words, part, n) => words.replaceAll(`{${n}}`, () => String(part)), data.words[name]);
  const stage = $("stage"), sheet = $("sheet"), map = $("map"), names = $("names");
  const shown = $("shown"), find = $("find"), status = $("status");
  const { width: wide, height: tall } = map.viewBox.baseVal;
  const strip = names.viewBox.baseVal;
  const of = { node: data.nodes, link: data.links, break: data.breaks };
  const groups = { node: [], link: [], label: [], break: [] };
  for (const each of map.querySelectorAll(":scope > g[data-n]")) groups[each.classList[0]][each.dataset.n] = each;
  const sizes = [...new Set([...map.querySelectorAll("text")].map((each) => each.classList[1]))].map((z) => Number(z.slice(1)));

  // The links along which things go on, from and to each box.
  const before = data.nodes.map(() => []), after = data.nodes.map(() => []);
  data.links.forEach((link, n) => {
    const [from, to] = link.back ? [link.to, link.from] : [link.from, link.to];
    Object.assign(link, { before: from, after: to });
    after[from].push(n);
    before[to].push(n);
  });

  const tell = (words) => { status.textContent = words; };

  // ------------------------------------------------------------------ zoom and pan

  let zoom = 1, touched = false;

  const whole = () => Math.min((stage.clientWidth - 2) / wide, (stage.clientHeight - 2) / tall);

  function zoomTo(next, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
    next = Math.min(8, Math.max(Math.min(whole(), 0.5), next));
    const left = (stage.scrollLeft + x - sheet.offsetLeft) / zoom, top = (stage.scrollTop + y - sheet.offsetTop) / zoom;
    zoom = next;
    sheet.style.width = `${wide * zoom}px`;
    sheet.style.height = `${tall * zoom}px`;
    names.style.width = `${strip.width * zoom}px`;
    names.style.height = `${strip.height * zoom}px`;
    for (const svg of [map, names]) for (const size of sizes) svg.classList.toggle(`no${size}`, (size / 100) * zoom < 4);
    stage.scrollLeft = left * zoom - x + sheet.offsetLeft;
    stage.scrollTop = top * zoom - y + sheet.offsetTop;
  }

  /** The whole map; of one much wider than the window its whole height if it can be read, from where something stands. */
  function begin() {
    const all = whole(), high = (stage.clientHeight - 2) / tall;
    zoomTo(Math.min(2, high > 1.5 * all ? Math.max(high, 0.85) : all));
    stage.scrollLeft = 0;
    stage.scrollTop = 0;
    if (groups.node.length && !groups.node.some(inView)) reveal(groups.node[0]);
  }

  function inView(group) {
    const box = group.getBoundingClientRect(), frame = stage.getBoundingClientRect();
    return box.left < frame.right - 40 && box.top < frame.bottom - 20;
  }

  const byHand = (next, ...place) => { touched = true; zoomTo(next, ...place); };
  $("in").addEventListener("click", () => byHand(zoom * 1.3));
  $("out").addEventListener("click", () => byHand(zoom / 1.3));
  $("whole").addEventListener("click", () => byHand(Math.min(2, whole())));
  addEventListener("resize", () => { if (!touched) begin(); });

  let turned = 0, at = [0, 0];
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) { stage.scrollLeft += event.deltaX; return; }
    const frame = stage.getBoundingClientRect();
    if (!turned) requestAnimationFrame(() => { byHand(zoom * Math.exp(-turned / 500), ...at); turned = 0; });
    turned += event.deltaY * (event.deltaMode === 1 ? 33 : 1);
    at = [event.clientX - frame.left, event.clientY - frame.top];
  }, { passive: false });

  let held = null, dragged = false;
  stage.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.button === 0 && event.pointerType !== "touch")
      held = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop };
  });
  addEventListener("pointermove", (event) => {
    if (!held) { point(event); return; }
    const x = event.clientX - held.x, y = event.clientY - held.y;
    if (!dragged && Math.hypot(x, y) < 4) return;
    dragged = true;
    touched = true;
    stage.classList.add("dragging");
    stage.scrollTo(held.left - x, held.top - y);
  });
  for (const ending of ["pointerup", "pointercancel", "blur"])
    addEventListener(ending, () => { held = null; stage.classList.remove("dragging"); });

  // ----------------------------------------------------------- what is under the pointer

  const around = [[0, 0], [0, -4], [0, 4], [-4, 0], [4, 0], [-3, -3], [3, 3], [-3, 3], [3, -3]];

  function under(x, y) {
    for (const [right, down] of around) {
      const found = document.elementFromPoint(x + right, y + down)?.closest("#map > g[data-n]");
      if (found) return [found.classList[0].replace("label", "link"), Number(found.dataset.n)];
    }
    return null;
  }

  const tip = element("div", { className: "tip", hidden: true, ariaHidden: "true" });
  document.body.append(tip);
  let over = null;

  function point(event) {
    const found = stage.contains(event.target) ? under(event.clientX, event.clientY) : null;
    if (found?.[0] !== over?.[0] || found?.[1] !== over?.[1]) {
      if (over?.[0] === "link") groups.link[over[1]].classList.remove("over");
      if (found?.[0] === "link") groups.link[found[1]].classList.add("over");
      over = found;
      tip.hidden = !found || (found[0] === "node" && zoom * 6.6 >= 4);
      if (!tip.hidden) tip.textContent = nameOf(...found);
    }
    tip.style.left = `${Math.min(event.clientX + 14, innerWidth - 220)}px`;
    tip.style.top = `${event.clientY + (event.clientY > innerHeight - 90 ? -70 : 16)}px`;
  }

  stage.addEventListener("click", (event) => {
    if (dragged) return;
    const found = under(event.clientX, event.clientY);
    if (!found) clear();
    else if (event.shiftKey && found[0] === "node") trace(found[1]);
    else show(...found);
  });

  // --------------------------------------------------------------------- marks on the map

  function ring(id) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    made.id = id;
    made.setAttribute("class", "ring");
    map.append(made);
    return (group) => {
      made.style.display = group ? "" : "none";
      if (!group) return;
      const box = group.getBBox();
      for (const [name, value] of [["x", box.x - 3], ["y", box.y - 3], ["width", box.width + 6], ["height", box.height + 6], ["rx", 5]])
        made.setAttribute(name, value);
    };
  }
  const ringFocus = ring("focus"), ringChosen = ring("chosen");
  ringFocus(null);
  ringChosen(null);

  /** Only these stand out; everything does where nothing is given. */
  function light(nodes, links, breaks = []) {
    map.classList.toggle("dimming", nodes !== null);
    for (const [kind, on] of [["node", nodes], ["link", links], ["label", links], ["break", breaks]])
      groups[kind].forEach((each, n) => each.classList.toggle("on", Boolean(on?.has?.(n))));
  }

  function reveal(group) {
    const box = group.getBoundingClientRect(), frame = stage.getBoundingClientRect();
    const left = frame.left + strip.width * zoom + 12;
    const aside = (low, high, from, to) => (low < from ? low - from : Math.max(0, Math.min(high - to, low - from)));
    stage.scrollLeft += aside(box.left, box.right, left, frame.right - 24);
    stage.scrollTop += aside(box.top, box.bottom, frame.top + 12, frame.bottom - 24);
  }

  // ------------------------------------------------------------------- the words beside it

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  const button = (words, act, className = "") => {
    const made = element("button", { type: "button", className }, ...[words].flat());
    made.addEventListener("click", act);
    return made;
  };

  const labelOf = (n) => data.nodes[n].label;
  const linkWords = (link) => `${labelOf(link.from)} – ${link.kind} → ${labelOf(link.to)}`;
  const nameOf = (kind, n) => (kind === "link" ? linkWords(data.links[n]) : of[kind][n].label);
  const counted = (number) => `${number} ${data.words[number === 1 ? "account" : "accounts"]}`;
  const section = (title, ...content) => [element("h3", {}, title), ...content];

  function facts(pairs) {
    const list = element("dl");
    for (const [name, words] of pairs) list.append(element("dt", {}, name), element("dd", {}, words));
    return pairs.length ? [list] : [];
  }

  function told(numbers) {
    const list = element("ol");
    for (const n of numbers) {
      const [quote, who, how, source, start, end, no] = data.accounts[n];
      const place = [data.notes[source], say("characters", start, end), ...(no & 2 ? [data.words.orphaned] : [])].join(" · ");
      const line = element("li", { className: no & 1 ? "told no" : "told" });
      if (quote) line.append(element("blockquote", { dir: "auto" }, quote));
      for (const [className, words] of [["who", data.notes[who]], ["how", data.notes[how]], ["place", place]])
        if (words) line.append(element("p", { className }, words));
      list.append(line);
    }
    return numbers.length ? [list] : [element("p", { className: "quiet" }, data.words["nothing told"])];
  }

  /** One link as it is gone along: a button to its other end, and one to its own words. */
  function went(n, parts, there) {
    const link = data.links[n];
    const words = button(`${link.told.length}`, () => show("link", n), "count");
    words.ariaLabel = say("its words", counted(link.told.length), linkWords(link));
    words.title = words.ariaLabel;
    const marked = parts.map((part, place) => (place % 2 ? element("span", { className: "how" }, part) : part));
    return element("li", { className: "went" }, button(marked, () => go(there)), words);
  }

  function links(title, found, parts, end) {
    if (!found.length) return section(`${title}: ${data.words.none}`);
    return section(`${title} (${found.length})`, element("ul", {}, ...found.map((n) => went(n, parts(data.links[n]), data.links[n][end]))));
  }

  function put(kind, label, ...content) {
    const close = button(data.words.close, clear);
    const heading = element("h2", { tabIndex: -1, dir: "auto" }, label);
    shown.replaceChildren(element("p", { className: "kind" }, kind), heading, ...content.slice(0, 1).flat(), element("div", { className: "buttons" }, ...content[1], close), ...content.slice(2).flat());
    $("panel").scrollTop = 0;
    return heading;
  }

  let chosen = null, home = null;

  function show(kind, n) {
    const thing = of[kind][n];
    chosen = [kind, n];
    home = groups[kind][n];
    light(null);
    ringChosen(kind === "link" ? null : home);
    if (kind === "node") showNode(thing, n);
    else if (kind === "link") showLink(thing, n);
    else showBreak(thing);
    const accounts = [thing, ...(thing.sides ?? [])].reduce((sum, each) => sum + each.told.length, 0);
    tell(say("shown", nameOf(kind, n), counted(accounts)));
  }

  const said = (numbers) => section(numbers.length ? `${data.words.said} (${numbers.length})` : data.words.said, ...told(numbers));

  function showNode(node, n) {
    const having = (end) => data.links.flatMap((link, number) => (link[end] === n ? [number] : []));
    put(node.kind, node.label, facts(node.facts), [button(data.words.trace, () => trace(n))], said(node.told),
      links(data.words["links in"], having("to"), (link) => [`${labelOf(link.from)} `, `– ${link.kind} →`], "from"),
      links(data.words["links out"], having("from"), (link) => ["", `– ${link.kind} → `, labelOf(link.to)], "to"));
  }

  function showLink(link) {
    put(data.words.link, linkWords(link), facts(link.facts),
      [button(labelOf(link.from), () => go(link.from)), button(labelOf(link.to), () => go(link.to))], said(link.told));
    light(new Set([link.from, link.to]), new Set([data.links.indexOf(link)]));
  }

  const item = (words, act) => element("li", { className: "went" }, button(words, act));

  function showBreak(found) {
    const sides = found.sides.flatMap((side) => [element("p", { dir: "auto" }, side.says), ...(side.told.length ? told(side.told) : [])]);
    put(found.kind, found.label, [], [], section(data.words.sides, ...sides),
      [element("ul", {}, ...found.nodes.map((n) => item(labelOf(n), () => go(n))), ...found.links.map((n) => item(linkWords(data.links[n]), () => show("link", n))))]);
  }

  function go(n) {
    show("node", n);
    focusOn(n);
  }

  function focusOn(n) {
    groups.node[n].focus({ preventScroll: true });
    reveal(groups.node[n]);
  }

  function clear() {
    const back = document.activeElement?.closest("#panel") && home;
    chosen = null;
    come = null;
    find.value = "";
    light(null);
    ringChosen(null);
    shown.replaceChildren(element("p", { className: "begin" }, beginning));
    tell(data.words.cleared);
    if (back?.matches(".node, .break")) back.focus({ preventScroll: true });
    else if (back) stage.focus({ preventScroll: true });
  }
  const beginning = shown.textContent;

  // -------------------------------------------------------------------------- following

  /** How many steps away each thing is that comes before, or after, a box. */
  function reached(start, steps, end) {
    const far = new Map([[start, 0]]);
    for (const n of far.keys())
      for (const link of steps[n]) if (!far.has(data.links[link][end])) far.set(data.links[link][end], far.get(n) + 1);
    return far;
  }

  function trace(n) {
    const up = reached(n, before, "before"), down = reached(n, after, "after");
    const inside = (far) => [...data.links.keys()].filter((link) => far.has(data.links[link].before) && far.has(data.links[link].after));
    const leads = inside(up).sort((a, b) => up.get(data.links[b].after) - up.get(data.links[a].after) || a - b);
    const follows = inside(down).filter((link) => !leads.includes(link)).sort((a, b) => down.get(data.links[a].before) - down.get(data.links[b].before) || a - b);
    show("node", n);
    light(new Set([...up.keys(), ...down.keys()]), new Set([...leads, ...follows]));
    const steps = (title, found, end) => links(title, found, (link) => [`${labelOf(link.from)} `, `– ${link.kind} → `, labelOf(link.to)], end);
    put(data.words["trace of"], labelOf(n), [], [button(data.words.said, () => show("node", n))], steps(data.words["leads here"], leads, "before"), steps(data.words.follows, follows, "after"));
    tell(say("traced", labelOf(n), leads.length, follows.length));
  }

  // ---------------------------------------------------------------------------- finding

  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let texts = null, found = [], next = 0;

  function textsOf(kind) {
    const quotes = (each) => each.told.map((n) => data.accounts[n][0]);
    const sides = (each) => (each.sides ?? []).flatMap((side) => [side.says, ...quotes(side)]);
    return of[kind].map((each) => fold([each.label ?? "", each.kind, ...each.facts.map((pair) => pair[1]), ...quotes(each), ...sides(each)].join("\n")));
  }

  find.addEventListener("input", () => {
    const wanted = fold(find.value.trim());
    if (!wanted) { light(null); tell(""); found = []; return; }
    texts ??= { node: textsOf("node"), link: textsOf("link"), break: textsOf("break") };
    const having = (kind) => new Set(texts[kind].flatMap((words, n) => (words.includes(wanted) ? [n] : [])));
    const nodes = having("node"), lines = having("link"), breaks = having("break");
    light(nodes, lines, breaks);
    found = [...[...nodes].map((n) => ["node", n]), ...[...lines].map((n) => ["link", n]), ...[...breaks].map((n) => ["break", n])];
    next = 0;
    tell(found.length ? say("found", found.length) : data.words["nothing found"]);
  });

  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !found.length) return;
    const [kind, n] = found[next % found.length];
    next += 1;
    reveal(groups[kind][n]);
    ringChosen(kind === "link" ? null : groups[kind][n]);
    tell(`${((next - 1) % found.length) + 1}/${found.length}: ${nameOf(kind, n)}`);
  });

  // ------------------------------------------------------------------------ the keyboard

  stage.addEventListener("focusin", (event) => {
    const group = event.target.closest?.("#map > g[role]");
    ringFocus(group?.matches(":focus-visible") ? group : null);
    if (group?.matches(":focus-visible")) reveal(group);
  });
  stage.addEventListener("focusout", () => ringFocus(null));

  let come = null; // the boxes one could have gone to by the last step, and which it was

  function step(n, way) {
    const steps = way > 0 ? after[n] : before[n], end = way > 0 ? "after" : "before";
    const there = [...new Set(steps.map((link) => data.links[link][end]))].filter((other) => other !== n);
    if (!there.length) return;
    come = { there, place: 0 };
    focusOn(there[0]);
  }

  function aside(n, way) {
    if (come && come.there.length > 1 && come.there[come.place] === n) {
      come.place = (come.place + way + come.there.length) % come.there.length;
      focusOn(come.there[come.place]);
      return;
    }
    const middle = (each) => { const box = groups.node[each].getBBox(); return [box.x + box.width / 2, box.y + box.height / 2]; };
    const [x, y] = middle(n);
    const near = [...data.nodes.keys()].map((other) => [other, ...middle(other)]).filter(([, , down]) => (down - y) * way > 1)
      .sort((a, b) => Math.hypot(a[1] - x, (a[2] - y) / 3) - Math.hypot(b[1] - x, (b[2] - y) / 3));
    if (near.length) focusOn(near[0][0]);
  }

  function read(kind, n, traced) {
    if (traced && kind === "node") trace(n);
    else show(kind, n);
    shown.querySelector("h2").focus();
  }

  stage.addEventListener("keydown", (event) => {
    const group = event.target.closest?.("#map > g[role]");
    if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
    const kind = group.classList[0], n = Number(group.dataset.n);
    const keys = { Enter: () => read(kind, n, event.shiftKey), " ": () => read(kind, n, event.shiftKey) };
    if (kind === "node")
      Object.assign(keys, { ArrowRight: () => step(n, 1), ArrowLeft: () => step(n, -1), ArrowDown: () => aside(n, 1), ArrowUp: () => aside(n, -1), t: () => read(kind, n, true), T: () => read(kind, n, true) });
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
    if (event.target === find || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = { "+": () => byHand(zoom * 1.3), "-": () => byHand(zoom / 1.3), 0: () => byHand(Math.min(2, whole())) };
    if (keys[event.key]) keys[event.key]();
  });

  begin();
})();

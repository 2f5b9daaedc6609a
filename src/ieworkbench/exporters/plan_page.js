"use strict";
(() => {
  const data = JSON.parse(document.getElementById("words").textContent);
  const say = data.say, shown = document.getElementById("shown"), status = document.getElementById("status");
  const aside = document.getElementById("text");
  const rows = [...document.querySelectorAll("tbody tr.ask")].map((row) => [...row.querySelectorAll("td.cell")]);
  const letters = new Map();
  let at = [0, 0], chosen = null, marks = [], now = 0;

  // Positions count code points; a string of JavaScript counts some of them twice.
  const points = (n) => letters.get(n) || letters.set(n, Array.from(data.plans[n].text)).get(n);
  const slice = (n, start, end) => points(n).slice(start, end).join("");
  const make = (tag, words, kind) => {
    const made = document.createElement(tag);
    if (words !== undefined) made.textContent = words;
    if (kind) made.className = kind;
    return made;
  };

  const written = (n, places) => {
    const plan = data.plans[n], page = make("pre"), ends = new Set([0, points(n).length]);
    for (const [start, end] of [...places, ...plan.heads]) { ends.add(start); ends.add(end); }
    const cuts = [...ends].sort((a, b) => a - b);
    const inside = (spans, start, end) => spans.some(([a, b]) => a <= start && end <= b);
    let mark = null;
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [start, end] = [cuts[i], cuts[i + 1]], words = slice(n, start, end);
      const piece = inside(plan.heads, start, end) ? make("b", words) : document.createTextNode(words);
      const opens = places.some(([a]) => a === start);
      if (inside(places, start, end)) {
        if (!mark || opens) { mark = make("mark"); page.append(mark); }
        mark.append(piece);
      } else {
        mark = null;
        page.append(piece);
      }
    }
    return page;
  };

  const go = (step) => {
    if (!marks.length) return;
    marks[now].classList.remove("now");
    now = (now + step + marks.length) % marks.length;
    marks[now].classList.add("now");
    marks[now].scrollIntoView({ block: "center" });
    const told = `${now + 1} / ${marks.length}`;
    const count = document.getElementById("count");
    if (count) count.textContent = told;
    status.textContent = told;
  };

  const bar = () => {
    const made = make("div", undefined, "bar");
    for (const [name, step] of [["previous", -1], ["next", 1]]) {
      const button = make("button", say[name]);
      button.type = "button";
      button.addEventListener("click", () => go(step));
      made.append(button);
    }
    const count = make("span");
    count.id = "count";
    made.append(count);
    return made;
  };

  const open = (cell, focus) => {
    const found = data.cells[cell.dataset.w];
    if (chosen) chosen.classList.remove("chosen");
    chosen = cell;
    cell.classList.add("chosen");
    const head = make("h2", data.plans[found.plan].name);
    head.tabIndex = -1;
    shown.replaceChildren(head, make("p", `${found.row}: ${found.says}`, "where"));
    if (found.places.length) shown.append(bar(), written(found.plan, found.places));
    for (const each of found.told) {
      const quoted = make("blockquote", undefined, "quoted");
      quoted.append(make("p", `${each.from} · ${say.characters} ${each.start}–${each.end}`));
      quoted.append(document.createTextNode(each.before ? `…${each.before}` : ""), make("mark", each.quote));
      quoted.append(document.createTextNode(each.after ? `${each.after}…` : ""));
      shown.append(quoted);
    }
    marks = [...shown.querySelectorAll("pre mark")];
    now = 0;
    status.textContent = `${data.plans[found.plan].name}: ${found.says}`;
    aside.scrollTop = 0;
    go(0);
    if (focus) head.focus({ preventScroll: true });
  };

  const move = (row, column) => {
    const r = Math.min(Math.max(row, 0), rows.length - 1);
    const c = Math.min(Math.max(column, 0), rows[r].length - 1);
    rows[at[0]][at[1]].tabIndex = -1;
    at = [r, c];
    const cell = rows[r][c];
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  rows.forEach((row, r) => row.forEach((cell, c) => {
    cell.tabIndex = r === 0 && c === 0 ? 0 : -1;
    cell.addEventListener("click", () => { move(r, c); if (cell.dataset.w) open(cell, false); });
    cell.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (steps[event.key]) { event.preventDefault(); move(r + steps[event.key][0], c + steps[event.key][1]); }
      if (event.key === "Home" || event.key === "End") { event.preventDefault(); move(r, event.key === "Home" ? 0 : 1e9); }
      if ((event.key === "Enter" || event.key === " ") && cell.dataset.w) { event.preventDefault(); open(cell, true); }
    });
  }));
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "n") go(1);
    if (event.key === "p") go(-1);
    if (event.key === "Escape" && rows.length) move(at[0], at[1]);
  });
})();

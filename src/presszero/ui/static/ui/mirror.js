"use strict";
// The marks in the reply. A textarea cannot colour its words, so a mirror with the same metrics lies
// behind it and carries the colours. Marks come with each check and move along while someone types.
(() => {
  const textarea = () => document.getElementById("body");
  let checked = ""; // the words the marks were made for
  let shown = "";
  let marks = [];
  let chosen = null;

  // The server counts characters, a browser counts 16-bit units.
  const toUnits = (text, characters) => {
    let units = 0;
    for (let left = characters; left > 0 && units < text.length; left -= 1) units += text.codePointAt(units) > 0xffff ? 2 : 1;
    return units;
  };
  const toCharacters = (text, units) => [...text.slice(0, units)].length;

  // One stretch of text was exchanged between two versions: the widest common ends tell which.
  const changeBetween = (before, after) => {
    const most = Math.min(before.length, after.length);
    let at = 0;
    while (at < most && before[at] === after[at]) at += 1;
    let tail = 0;
    while (tail < most - at && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
    return { at, removed: before.length - at - tail, added: after.length - at - tail };
  };
  const moved = (mark, change) => {
    const by = change.added - change.removed;
    if (mark.end <= change.at) return mark;
    if (mark.start >= change.at + change.removed) return { ...mark, start: mark.start + by, end: mark.end + by };
    return { ...mark, start: Math.min(mark.start, change.at), end: Math.max(mark.end + by, change.at) };
  };
  const inUnits = (mark) => ({ ...mark, start: toUnits(checked, mark.start), end: toUnits(checked, mark.end) });
  const moveAll = (list, change) => list.map((mark) => moved(mark, change)).filter((mark) => mark.end > mark.start);

  const badgeFor = (mark, text) => {
    const badge = document.createElement("span");
    const state = { answer: "answered", promise: "promised", pledge: "promised", proposal: "proposed" }[mark.kind];
    const restOfLine = text.slice(mark.end).split("\n", 1)[0];
    badge.className = `point ${state}${restOfLine.trim() ? " margin" : ""}`;
    badge.textContent = mark.number;
    return badge;
  };
  const stretch = (text, over) => {
    const span = document.createElement("span");
    span.className = over.map((mark) => mark.kind + (mark.number && mark.number === chosen ? " now" : "")).join(" ");
    span.textContent = text;
    return span;
  };
  // Two sentences that end on the same line: the second badge goes one line down the margin.
  const spread = (mirror) => {
    const lines = new Map();
    for (const badge of mirror.querySelectorAll(".point.margin")) {
      const line = badge.offsetTop;
      badge.style.translate = `0 ${(lines.get(line) || 0) * 1.2}rem`;
      lines.set(line, (lines.get(line) || 0) + 1);
    }
  };

  const paint = () => {
    const mirror = textarea()?.previousElementSibling;
    if (!mirror) return;
    const text = textarea().value;
    const edges = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
    const drawn = [];
    edges.forEach((edge, index) => {
      for (const mark of marks) if (mark.end === edge && mark.number) drawn.push(badgeFor(mark, text));
      const next = edges[index + 1];
      if (next === undefined) return;
      drawn.push(stretch(text.slice(edge, next), marks.filter((mark) => mark.start <= edge && mark.end >= next)));
    });
    // A last line break shows in a textarea as one more line, in a block only with something after it.
    mirror.replaceChildren(...drawn, "\u200b");
    spread(mirror);
  };

  const load = (words) => {
    checked = words;
    shown = textarea()?.value ?? "";
    const source = document.getElementById("check-marks");
    const change = changeBetween(checked, shown);
    marks = moveAll((source ? JSON.parse(source.textContent) : []).map(inUnits), change);
    paint();
  };
  const follow = () => {
    const now = textarea().value;
    marks = moveAll(marks, changeBetween(shown, now));
    shown = now;
    paint();
  };
  const choose = (number) => {
    chosen = number;
    paint();
  };
  const proposalFor = (number) => marks.find((mark) => mark.kind === "proposal" && mark.number === number);
  const whereNow = (start, end) => moved(inUnits({ start, end }), changeBetween(checked, textarea().value));

  window.PressZero.mirror = { load, follow, choose, proposalFor, whereNow, toCharacters };
})();

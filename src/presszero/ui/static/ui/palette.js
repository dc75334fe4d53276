"use strict";
// Everything a page offers, found by a word of it: its acts with their keys, its lists, the places of the rail.
(() => {
  const dialog = document.getElementById("palette");
  const field = document.getElementById("palette-words");
  const list = document.getElementById("palette-list");
  const none = document.getElementById("palette-none");
  const MOST = 12;
  let offers = [];
  let at = 0;

  const nameOf = (element) => {
    const copy = element.cloneNode(true);
    for (const part of copy.querySelectorAll("kbd, svg, [aria-hidden=true]")) part.remove();
    return (copy.textContent.trim() || element.getAttribute("aria-label") || "").replace(/\s+/g, " ");
  };
  const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const gather = () => {
    const found = document.querySelectorAll("[data-key], .tabs a, .filters a.chip, .foot-keys a, .rail a:not(.rail-mark)");
    const acts = [...found].sort((one, other) => !one.dataset.key - !other.dataset.key); // what has a key comes first
    const shown = acts.filter((one) => PressZero.isShown(one) && !one.closest("dialog"));
    const seen = new Set();
    return shown
      .map((element) => ({ element, name: nameOf(element), key: element.dataset.key ?? "" }))
      .filter(({ name }) => name && !seen.has(name) && seen.add(name));
  };
  const matching = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    return offers.filter(({ name }) => words.every((word) => plain(name).includes(word))).slice(0, MOST);
  };
  const draw = () => {
    const fitting = matching();
    at = Math.min(Math.max(at, 0), Math.max(fitting.length - 1, 0));
    list.replaceChildren(
      ...fitting.map(({ name, key }, place) => {
        const row = document.createElement("li");
        row.id = `palette-${place}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", String(place === at));
        row.append(name);
        if (key) row.append(Object.assign(document.createElement("kbd"), { textContent: key }));
        row.addEventListener("click", () => run(place));
        return row;
      }),
    );
    none.hidden = fitting.length > 0;
    if (fitting.length) field.setAttribute("aria-activedescendant", `palette-${at}`);
    else field.removeAttribute("aria-activedescendant");
  };
  const search = () => {
    const search = document.querySelector("[role=search]");
    const home = search?.action ?? document.querySelector(".rail-mark").href;
    location.assign(`${home}?q=${encodeURIComponent(field.value)}`);
  };
  const run = (place) => {
    const chosen = matching()[place];
    if (!chosen && field.value.trim()) return search();
    dialog.close();
    if (chosen) PressZero.press(chosen.element);
  };
  const open = () => {
    if (document.querySelector("dialog[open]")) return;
    offers = gather();
    field.value = "";
    at = 0;
    draw();
    dialog.showModal();
    field.focus();
  };

  field.addEventListener("input", () => {
    at = 0;
    draw();
  });
  field.addEventListener("keydown", (event) => {
    // Nothing pressed in here is meant for the page below: Ctrl Enter sends a reply there.
    if (event.key === "Enter") event.stopPropagation();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at += event.key === "ArrowDown" ? 1 : -1;
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(at);
    }
  });
  // Ctrl K also while somebody types: it takes nothing from what stands in the field.
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    open();
  });
})();

"use strict";
// The customer wrote again while the case stood open: one line over the reply says so, and leads to it.
(() => {
  const said = document.getElementById("wrote-again");
  const letters = () => [...document.querySelectorAll("#part-letter [data-again]")];
  const known = new Set(letters().map((letter) => letter.id));

  document.addEventListener("presszero:placed", () => {
    const fresh = letters().filter((letter) => !known.has(letter.id));
    if (!fresh.length) return;
    for (const letter of fresh) known.add(letter.id);
    const newest = fresh.at(-1);
    const line = Object.assign(document.createElement("span"), { className: "writers-line" });
    const link = Object.assign(document.createElement("a"), { href: `#${newest.id}`, textContent: newest.dataset.again });
    line.append(link);
    said.replaceChildren(line);
  });
  said.addEventListener("click", ({ target }) => {
    if (target.closest("a")) said.replaceChildren(); // read now: the line has done its work
  });
})();

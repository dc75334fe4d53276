"use strict";
// On a phone the three columns of a case are three tabs. Without this script they are one long page.
(() => {
  const three = document.querySelector(".three");
  const narrow = matchMedia("(max-width: 48rem)");
  // A reply that is on its way, or was taken back a moment ago, stands on the sheet where it was written.
  const place = `presszero.sheet.${document.getElementById("main").dataset.case}`;
  const isLeaving = document.querySelector('[data-act="call_back"]') !== null;
  let current = isLeaving || sessionStorage.getItem(place) ? "ours" : "theirs";
  sessionStorage.removeItem(place);
  document.addEventListener("submit", ({ target }) => {
    if (target.dataset.act === "call_back") sessionStorage.setItem(place, "ours");
  });

  const draw = () => {
    three.classList.add("folded");
    for (const column of three.children) column.classList.toggle("shown", column.id === current);
    for (const tab of document.querySelectorAll(".fold-tabs a")) {
      tab.setAttribute("aria-current", String(tab.hash === `#${current}`));
    }
  };
  const follow = () => {
    const goal = document.getElementById(location.hash.slice(1));
    const column = goal?.closest(".col");
    if (!column) return;
    current = column.id;
    draw();
    if (!narrow.matches) return;
    goal.scrollIntoView({ block: goal === column ? "start" : "nearest" });
    if (goal === column) column.focus({ preventScroll: true }); // it was not drawn when its tab was pressed
  };
  // An act that is done on another sheet leads there.
  window.PressZero.unfold = (element) => {
    current = element.closest(".col").id;
    draw();
  };
  addEventListener("hashchange", follow);
  // A key may have led to another sheet since: then the tab that is named above leads back.
  document.addEventListener("click", ({ target }) => {
    if (target.closest(".fold-tabs a")?.hash === location.hash) setTimeout(follow);
  });
  document.addEventListener("presszero:placed", draw);
  draw();
  follow();
  // The seconds in which a reply can be taken back run: they are seen at once.
  if (isLeaving && narrow.matches) document.getElementById("part-send").scrollIntoView({ block: "end" });
})();

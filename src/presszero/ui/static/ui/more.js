"use strict";
// The list of a case's further acts opens over the page with its newest state; each act there has its key, and most keys work from the page too.
(() => {
  const { keys, showError, openList } = PressZero;
  const dialog = document.getElementById("more");
  const list = document.getElementById("more-list");
  const main = document.getElementById("main");
  const opener = () => document.querySelector("[data-more]");

  const fetchActs = async () => {
    const answer = await fetch(opener().href, { headers: { "HX-Request": "true" } });
    if (answer.ok) list.innerHTML = await answer.text(); // our own server's, its words escaped there
    return answer.ok;
  };
  const open = async (letter = "") => {
    if (!opener() || dialog.open) return;
    list.replaceChildren(); // its newest state comes; what stood there may be over
    if (!(await openList(dialog, list, fetchActs, letter))) showError(opener().parentElement, document.body.dataset.unreached);
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-more]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
  list.addEventListener("toggle", (event) => {
    if (event.target.open) event.target.querySelector("form input:not([type=hidden]), form textarea, form select")?.focus();
  }, true);
  // V on the page is a promise’s new time; inside the list it splits the case.
  for (const letter of "zfgyblwi") keys.set(letter.toUpperCase(), () => open(letter));

  // Whoever reads the case has read what they were told of it.
  const seen = main.dataset.newsSeenUrl;
  if (seen) fetch(seen, { method: "POST", headers: { "X-CSRFToken": document.body.dataset.csrf } });
})();

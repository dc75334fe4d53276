"use strict";
// The list of a case's further acts opens over the page with its newest state; each act there has its key, and most keys work from the page too.
(() => {
  const { keys, showError } = PressZero;
  const dialog = document.getElementById("more");
  const list = document.getElementById("more-list");
  const main = document.getElementById("main");
  const opener = () => document.querySelector("[data-more]");

  const open = async (letter = "") => {
    if (!opener() || dialog.open) return;
    const answer = await fetch(opener().href, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return showError(opener().parentElement, document.body.dataset.unreached);
    list.innerHTML = await answer.text(); // our own server's, its words escaped there
    dialog.showModal();
    if (letter) list.querySelector(`[data-dialog-key="${letter}"]`)?.click();
    else list.querySelector(".act-row")?.focus();
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

"use strict";
// A colleague asked you, or answered: one quiet line says so. It takes no focus, waits while a key is being
// pressed, and keeps still for who asked for quiet; the page of asks has it all the same.
(() => {
  const { post, showError, isQuiet } = PressZero;
  const url = document.body.dataset.askedUrl;
  const place = document.getElementById("asked");
  const dialog = document.getElementById("help");
  const TELLS = new Set(["ask.made", "ask.answered", "team.asked"]);
  const REST_MS = 150;
  const PAUSE_MS = 1500; // a pause between two sentences
  let timer = 0;
  let lastKey = 0;

  const show = (html) => {
    const line = new DOMParser().parseFromString(html, "text/html").querySelector(".news-line");
    if (line && line.textContent.trim() !== place.textContent.trim()) place.replaceChildren(...line.textContent.trim() ? [line] : []);
  };
  const look = async () => {
    const since = Date.now() - lastKey;
    if (since < PAUSE_MS) return soon(PAUSE_MS - since);
    const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok) show(await answer.text());
  };
  const soon = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(look, ms);
  };
  document.addEventListener("keydown", () => {
    lastKey = Date.now();
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.dataset.act !== "ask") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    try {
      show(await post(form.getAttribute("action"), new URLSearchParams(new FormData(form, event.submitter))));
      form.reset();
      dialog.close();
    } catch (refusal) {
      showError(form, refusal.message);
    }
  }, true);
  // Ctrl Enter in here asks; it must never reach the page below, where it sends the reply to the customer.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    dialog.querySelector('button[name="to"]')?.click();
  });
  // The question is about the case whose row is chosen, where the page itself is about none.
  dialog.addEventListener("toggle", () => {
    const about = dialog.querySelector("[data-ask-case]");
    const row = document.querySelector("[data-case-row].now[data-preview-url]");
    if (about && row) about.value = row.dataset.caseRow;
  });
  if (url && !isQuiet()) {
    soon(REST_MS);
    document.addEventListener("presszero:record", ({ detail }) => {
      if (TELLS.has(detail.kind)) soon(REST_MS);
    });
  }
  const heard = document.getElementById("main")?.dataset.heardUrl;
  if (heard) post(heard, {}).catch(() => {});
})();

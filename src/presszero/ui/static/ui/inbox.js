"use strict";
// The list by keys: J and K choose a row, Enter opens it, the preview follows after a short rest.
(() => {
  const { keys, post, inTurn, showError } = PressZero;
  const REST_MS = 120;
  const rows = () => [...document.querySelectorAll("[data-case-row]")];
  const chosen = () => document.querySelector("[data-case-row].now");
  let timer = 0;

  const showPreview = async (row) => {
    const answer = await fetch(row.dataset.previewUrl, { headers: { "HX-Request": "true" } });
    const preview = document.getElementById("part-preview");
    if (!answer.ok || row !== chosen()) return;
    htmx.swap(preview, await answer.text(), { swapStyle: "outerHTML" });
  };
  const choose = (row) => {
    for (const other of rows()) {
      other.classList.toggle("now", other === row);
      other.querySelector("a").toggleAttribute("aria-current", other === row);
    }
    row.querySelector("a").focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    clearTimeout(timer);
    if (row.dataset.previewUrl) timer = setTimeout(showPreview, REST_MS, row);
  };
  // The preview may still show the row before: an act waits until it stands for the row that is chosen.
  const actOn = (key) => async () => {
    const row = chosen();
    if (!row?.dataset.previewUrl) return;
    clearTimeout(timer);
    if (document.getElementById("part-preview").dataset.preview !== row.dataset.caseRow) await showPreview(row);
    if (row !== chosen()) return;
    const button = document.querySelector(`#part-preview [data-key="${key}"]`);
    if (!button) return;
    if (button.matches("summary") && !PressZero.isShown(button)) return row.querySelector("a").click();
    button.click();
    if (button.matches("summary")) button.parentElement.querySelector("select").focus();
  };
  const step = (by) => () => {
    const list = rows();
    const at = list.indexOf(chosen());
    const next = list[at < 0 ? 0 : Math.min(Math.max(at + by, 0), list.length - 1)];
    if (next) choose(next);
  };
  const open = () => {
    const stands = document.activeElement.closest("a, button, summary");
    (stands ?? chosen()?.querySelector("a"))?.click();
  };

  // "More" adds its rows below, so that the place in the list is kept.
  const addMore = async (link) => {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return location.assign(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("part-rows").dataset.longer = "yes";
    link.closest("p").replaceWith(...(page.getElementById("part-rows")?.childNodes ?? []));
  };

  document.addEventListener("click", (event) => {
    const more = event.target.closest("[data-more]");
    if (!more) return;
    event.preventDefault();
    addMore(more);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.act) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter)); // one field may stand in it many times
    inTurn(async () => {
      const html = await post(form.getAttribute("action"), fields);
      if (html && chosen()) await showPreview(chosen()); // the row itself comes with the live event
    }).catch((refusal) => showError(form, refusal.message));
  });

  const picks = () => [...document.querySelectorAll(".pick")];
  const showPicked = () => {
    const count = document.querySelector("[data-many-count]");
    if (count) count.textContent = count.dataset.words.replace("0", picks().filter((one) => one.checked).length);
  };
  const pick = () => {
    chosen()?.querySelector(".pick")?.click();
    chosen()?.scrollIntoView({ block: "nearest" }); // the bar that comes with the first one covers the last rows
  };
  // What the bar offers is asked for once the first case is chosen; asked again when that did not arrive.
  let asking = false;
  const fetchChoices = async () => {
    const place = document.querySelector("[data-many-choices]");
    if (!place || asking) return;
    asking = true;
    try {
      const answer = await fetch(place.dataset.manyChoices, { headers: { "HX-Request": "true", "HX-Target": "many-choices" } });
      if (answer.ok) htmx.swap(place, await answer.text(), { swapStyle: "outerHTML" });
    } finally {
      asking = false;
    }
  };
  document.addEventListener("change", (event) => {
    if (!event.target.matches(".pick")) return;
    showPicked();
    fetchChoices();
  });
  document.addEventListener("presszero:rows", showPicked);

  // Enter in a field of the bar does what that field is for, never what its first button is for.
  document.getElementById("many")?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    event.target.closest("details")?.querySelector("button[value]")?.click();
  });
  document.getElementById("many")?.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.closest("[data-many-more]")) event.target.querySelector(".many-more input, .many-more select, .many-more textarea, .many-more .act-row")?.focus();
  }, true);

  // In a low window, as that of a page made four times as large, what was found would stand below it.
  const isSearched = new URLSearchParams(location.search).get("q");
  if (isSearched && matchMedia("(max-height: 30rem)").matches) document.querySelector(".inbox-list > .filters")?.scrollIntoView();

  // Other lists of cases use these rows too: what they do not have takes no key from them.
  if (document.getElementById("many")) keys.set("X", pick);
  keys.set("J", step(1));
  keys.set("K", step(-1));
  keys.set("Enter", open);
  if (document.getElementById("part-preview")) for (const key of "TH") keys.set(key, actOn(key));
})();

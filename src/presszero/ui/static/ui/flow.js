"use strict";
// A flow is proved as it is typed, and tried on a phone beside it. The server does both; nothing is kept there.
(() => {
  const form = document.getElementById("flow-text");
  const phone = document.querySelector("[data-trial]");
  if (!form || !phone) return;
  const text = document.getElementById("text");
  const dirty = document.querySelector("[data-dirty]");
  const saved = text.value;
  const REST_MS = 250;
  let timer = 0;
  let checking = null;
  let trying = null;
  let chosen = -1;
  let steps = [];

  const post = async (address, fields, signal) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: document.body.dataset.csrf, text: text.value, ...fields });
    const answer = await fetch(address, { method: "POST", body, signal, headers: { "HX-Request": "true" } }).catch(() => null);
    return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  };
  const place = (page, id) => {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id).replaceChildren(...fresh.childNodes);
  };
  const titleOf = () => document.querySelector("#part-head .verdict")?.dataset.title;

  const check = async () => {
    checking?.abort();
    checking = new AbortController();
    const before = titleOf();
    const open = document.querySelector(".outline")?.open ? "on" : "";
    const page = await post(form.dataset.check, { chosen, outline: open }, checking.signal);
    if (!page) return;
    for (const id of ["part-head", "part-shown", "part-outline"]) place(page, id);
    document.body.dataset.checked = text.value.length;
    if (titleOf() !== before) document.getElementById("told").textContent = titleOf();
  };
  const tryIt = async () => {
    trying?.abort();
    trying = new AbortController();
    const page = await post(phone.action, { steps: JSON.stringify(steps) }, trying.signal);
    if (!page) return;
    place(page, "part-talk");
    const talk = document.querySelector(".talk-part");
    talk.scrollTop = talk.scrollHeight;
  };
  const typed = (words) => {
    steps.push(["typed", words]);
    tryIt();
  };

  text.addEventListener("input", () => {
    dirty.hidden = text.value === saved;
    chosen = -1;
    clearTimeout(timer);
    timer = setTimeout(() => Promise.all([check(), tryIt()]), REST_MS);
  });
  const goTo = (line) => {
    const lines = text.value.split("\n");
    const begins = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(begins, begins + (lines[line - 1] ?? "").length);
    text.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(text).lineHeight));
  };
  const mend = async (number) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: document.body.dataset.csrf, text: text.value, chosen: number });
    const answer = await fetch(form.dataset.mending, { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    // Written as if typed, so that the browser's own undo takes it back.
    const { text: after } = await answer.json();
    text.focus();
    text.select();
    if (!document.execCommand("insertText", false, after)) text.value = after;
    text.dispatchEvent(new Event("input"));
  };
  document.addEventListener("click", ({ target }) => {
    const pressed = target.closest("[data-line], [data-mend], [data-step], [data-press], [data-answer], [data-silence], [data-again]");
    if (!pressed) return;
    const { line, mend: number, step, press, answer } = pressed.dataset;
    if (number) mend(number);
    if (line) goTo(Number(line));
    if (press) typed(press);
    if ("silence" in pressed.dataset) typed("");
    if (answer) {
      steps.push(["told", answer]);
      tryIt();
    }
    if ("again" in pressed.dataset) {
      steps = [];
      tryIt();
    }
    if (step) {
      chosen = Number(step);
      const way = pressed.closest(".finding").querySelectorAll(".presses > span");
      steps = [...way].map((one) => ["told", one.textContent]);
      Promise.all([check(), tryIt()]).then(() => document.querySelector(`[data-step="${step}"]`)?.focus());
    }
  });
  phone.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = document.getElementById("f-words");
    typed(words.value);
    words.value = "";
    words.focus();
  });
  // On the phone a figure is its key, 0 too: there it is a person, not a colleague.
  phone.addEventListener("keydown", (event) => {
    if (event.target.closest("input") || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9*#]$/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    typed(event.key);
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !text.readOnly) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  for (const publish of document.querySelectorAll("[data-publish]")) {
    publish.addEventListener("submit", (event) => {
      if (text.value === saved) return;
      event.preventDefault();
      document.getElementById("told").textContent = dirty.textContent;
      dirty.hidden = false;
      text.focus();
    });
  }
})();

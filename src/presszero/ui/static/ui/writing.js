"use strict";
// While a reply is written and until it has left: colleagues hear of it from the first key, macros come by name, Send can be undone.
(() => {
  const { keys, post, place, showError, openList, startIn } = PressZero;
  const main = document.getElementById("main");
  const field = () => document.getElementById("body");
  const form = () => document.getElementById("part-composer");
  const AGAIN_MS = 25000;
  let toldAt = 0;

  const tell = (url, more = {}) => {
    if (!url) return Promise.resolve("");
    const headers = { "X-CSRFToken": document.body.dataset.csrf, "HX-Request": "true" };
    return fetch(url, { method: "POST", headers, ...more }).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
  };
  const begin = async () => {
    if (Date.now() - toldAt < AGAIN_MS) return;
    toldAt = Date.now();
    place(await tell(form()?.dataset.writingUrl));
  };
  document.addEventListener("input", (event) => {
    if (event.target !== field()) return;
    begin();
    expand();
  });
  addEventListener("pagehide", () => {
    if (toldAt) tell(form()?.dataset.writingEndUrl, { keepalive: true });
  });

  // Macros: fetched once they are asked for, filled for this case by the server.
  const dialog = document.getElementById("macros");
  const list = document.getElementById("macros-list");
  let fetched = null;
  const opener = () => document.querySelector("[data-macros]");
  const fetchMacros = () => {
    if (!opener()) return Promise.resolve(false);
    fetched ??= fetch(opener().href, { headers: { "HX-Request": "true" } }).then(async (answer) => {
      if (answer.ok) list.innerHTML = await answer.text(); // our own server's, its words escaped there
      else fetched = null;
      return answer.ok;
    }).catch(() => {
      fetched = null;
      return false;
    });
    return fetched;
  };
  const open = async () => {
    if (dialog.open || !opener()) return;
    if (!(await openList(dialog, list, fetchMacros))) showError(form(), document.body.dataset.unreached);
  };
  const insert = (text) => {
    startIn(field());
    field().focus();
    document.execCommand("insertText", false, text); // can be undone with Ctrl Z, and saves like typing
  };
  const used = (row) => post(row.getAttribute("action"), {}).then((html) => place(html)).catch((refusal) => showError(form(), refusal.message));
  // A letter of which only the greeting stands, and perhaps the name: a macro that greets too says it once.
  const isBegun = () => /^[^\n]+\n\n(\n\n|$)/.test(field().value);
  const unlessGreeted = (text) => {
    const greeting = field().value.split("\n", 1)[0];
    return isBegun() && text.startsWith(`${greeting}\n`) ? text.slice(greeting.length).trimStart() : text;
  };
  const useMacro = (row) => {
    dialog.close();
    insert(unlessGreeted(row.querySelector(".macro-text").textContent));
    used(row);
  };
  // “;hours ” becomes the words of that snippet.
  const expand = async () => {
    const typed = /(^|\s);([a-z0-9-]{1,20})\s$/.exec(field().value.slice(0, field().selectionStart));
    if (!typed || !(await fetchMacros())) return;
    const row = list.querySelector(`[data-shortcut="${CSS.escape(typed[2])}"]`);
    const end = field().selectionStart;
    if (!row || field().value.slice(end - typed[2].length - 2, end - 1) !== `;${typed[2]}`) return;
    field().setSelectionRange(end - typed[2].length - 2, end);
    insert(`${row.querySelector(".macro-text").textContent} `);
    used(row);
  };
  // What we know of an incident goes into the reply as it is written there; Ctrl Z takes it out again.
  document.addEventListener("click", (event) => {
    const facts = document.getElementById(event.target.closest("[data-insert]")?.dataset.insert);
    if (facts && field() && !field().readOnly) insert(`${field().selectionEnd || isBegun() ? "" : "\n\n"}${facts.textContent}`);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-macros]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
  keys.set("Q", open);

  // After Send: the seconds count down, and once the reply has left, or was taken back, the case is drawn anew.
  const LEFT = new Set(["reply.sent", "notice.sent", "reply.held_back", "reply.called_back"]);
  const count = document.querySelector("[data-leaves-in]");
  if (count) {
    const until = Date.now() + Number(count.dataset.leavesIn) * 1000;
    const tick = () => {
      const left = Math.max(0, Math.round((until - Date.now()) / 1000));
      count.textContent = count.dataset.words.replace("0", left);
      setTimeout(left || Date.now() - until < 5000 ? tick : () => location.reload(), 1000);
    };
    tick();
  }
  document.addEventListener("presszero:record", ({ detail }) => {
    const isLeaving = document.querySelector('[data-act="call_back"]');
    if (isLeaving && LEFT.has(detail.kind) && String(detail.case_id) === main.dataset.case) location.reload();
  });

  Object.assign(window.PressZero, { useMacro });
})();

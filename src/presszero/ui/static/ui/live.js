"use strict";
// What happens elsewhere arrives by itself. New rows come with a count, and never under the pointer.
(() => {
  const url = document.body.dataset.liveUrl;
  const main = document.getElementById("main");
  const REST_MS = 20; // the lines of one act come together
  const PROMPT = 5; // drawings at once; a busy team makes many lines a second, so after these
  const PACE_MS = 1000; // a list is drawn once a second
  const SPREAD_MS = 400; // and not by every screen of the team in the same moment
  if (!url || !main) return;
  let timer = 0;
  let isStale = false;
  let isFetching = false;
  let prompt = PROMPT;
  let countedAt = Date.now();
  let mark = "";

  const get = async (address) => {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    return answer.ok ? answer.text() : "";
  };
  const freshCase = () => PressZero.inTurn(async () => PressZero.placeWhenFree(await get(main.dataset.partsUrl)));

  const rowIds = (within) => [...within.querySelectorAll("[data-case-row]")].map((row) => row.dataset.caseRow);
  const exchangeRows = (list, fresh) => {
    const chosen = list.querySelector(".case-row.now")?.dataset.caseRow;
    const focused = document.activeElement.closest("[data-case-row]")?.dataset.caseRow;
    const picked = [...list.querySelectorAll(".pick:checked")].map((box) => box.value);
    list.replaceChildren(...fresh.cloneNode(true).childNodes);
    for (const box of list.querySelectorAll(".pick")) box.checked = picked.includes(box.value);
    document.dispatchEvent(new Event("presszero:rows"));
    for (const row of list.querySelectorAll("[data-case-row]")) row.classList.toggle("now", row.dataset.caseRow === chosen);
    if (focused) list.querySelector(`[data-case-row="${focused}"] a`)?.focus({ preventScroll: true });
  };
  // The server answers 304, and reads next to nothing, when what happened concerns no row of this list.
  const getList = async () => {
    const headers = { "HX-Request": "true", "HX-Target": "part-rows", ...(mark ? { "If-None-Match": mark } : {}) };
    const answer = await fetch(location.href, { headers, cache: "no-store" });
    if (!answer.ok) return "";
    mark = answer.headers.get("ETag") ?? "";
    return answer.text();
  };
  const freshRows = async () => {
    const html = await getList();
    if (!html) return;
    const page = new DOMParser().parseFromString(html, "text/html");
    const list = document.getElementById("part-rows");
    const fresh = page.getElementById("part-rows");
    if (!fresh) return;
    document.getElementById("part-views")?.replaceChildren(...(page.getElementById("part-views")?.childNodes ?? []));
    const incident = document.getElementById("part-incident");
    if (incident && !incident.querySelector(":focus")) incident.replaceChildren(...(page.getElementById("part-incident")?.childNodes ?? []));
    // Who is naming an incident goes on typing.
    const gathered = document.getElementById("part-gathered");
    if (gathered && !gathered.querySelector("details[open], :focus")) gathered.replaceChildren(...(page.getElementById("part-gathered")?.childNodes ?? []));
    const known = new Set(rowIds(list));
    const count = rowIds(fresh).filter((id) => !known.has(id)).length;
    const news = document.getElementById("inbox-new");
    if (count) {
      news.hidden = false;
      news.textContent = news.dataset.words.replace("0", count);
      document.getElementById("told").textContent = news.textContent;
    }
    const show = () => {
      list.onmouseleave = null;
      delete list.dataset.longer;
      exchangeRows(list, fresh);
    };
    news.onclick = () => {
      show();
      news.hidden = true;
    };
    // Somebody points at a row, types beside it, or reads further down: wait until they leave, or press the count.
    if (list.matches(":hover")) list.onmouseleave = show;
    else if (PressZero.isTyping(document.activeElement)) document.activeElement.addEventListener("blur", show, { once: true });
    else if (!list.dataset.longer) show();
  };

  // On the case page only its own record counts; the inbox follows every one its reader may see.
  const freshen = () => (main.dataset.case ? freshCase() : freshRows());
  const draw = async () => {
    timer = 0;
    if (document.hidden || isFetching) return; // drawn when somebody looks again, or after the fetch that runs
    isStale = false;
    isFetching = true;
    prompt -= 1;
    await freshen().catch(() => {
      isStale = true;
    });
    isFetching = false;
    if (isStale) soon();
  };
  // A few lines are drawn at once, one more for each second that passed; of a crowd several share the next drawing.
  const restOf = () => {
    const now = Date.now();
    prompt = Math.min(PROMPT, prompt + (now - countedAt) / PACE_MS);
    countedAt = now;
    if (main.dataset.case || prompt >= 1) return REST_MS;
    return (1 - prompt) * PACE_MS + Math.random() * SPREAD_MS;
  };
  const soon = () => {
    isStale = true;
    if (timer || document.hidden || isFetching) return;
    timer = setTimeout(draw, Math.max(REST_MS, restOf()));
  };
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && isStale) soon();
  });
  // Every page hears what happens, so that a question or a note reaches its reader wherever they are; these two are drawn anew.
  const isDrawn = main.dataset.case || main.dataset.inbox;
  const events = new EventSource(url);
  events.addEventListener("record", (event) => {
    document.dispatchEvent(new CustomEvent("presszero:record", { detail: JSON.parse(event.data) }));
    if (!isDrawn) return;
    if (!main.dataset.case || String(JSON.parse(event.data).case_id) === main.dataset.case) soon();
  });
  events.addEventListener("typing", (event) => document.dispatchEvent(new CustomEvent("presszero:typing", { detail: JSON.parse(event.data) })));
  if (isDrawn) events.addEventListener("reload", soon);
})();

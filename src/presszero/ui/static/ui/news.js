"use strict";
// You are told something of a case: one quiet line says so at once, and takes no focus.
(() => {
  const TELLS = new Set([
    "note.mentioned",
    "followers.told",
    "case.handed_over",
    "case.given",
    "case.escalated",
    "case.returned",
    "clock.warned",
    "clock.missed",
    "promise.told",
    "rule.acted",
    "inquiry.answered",
    "reply.held_back",
  ]);
  const url = document.body.dataset.newsUrl;
  const place = document.getElementById("news");
  const here = document.getElementById("main")?.dataset.case;
  const REST_MS = 150;
  let timer = 0;
  let shown = "0";

  const show = async () => {
    const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return;
    const line = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".news-line");
    if (!line?.textContent || line.dataset.news === shown) return;
    shown = line.dataset.news;
    place.replaceChildren(line);
  };
  // A machine that may trap somebody is told in any case, quiet or not.
  const { flowsUrl, flowAlarmed } = document.body.dataset;
  if (flowsUrl) {
    document.addEventListener("presszero:record", ({ detail }) => {
      if (detail.kind !== "flow.alarmed") return;
      const line = document.createElement("p");
      line.className = "news-line";
      const link = document.createElement("a");
      link.href = flowsUrl;
      link.textContent = flowAlarmed;
      line.append(link);
      place.replaceChildren(line);
    });
  }
  if (url && !PressZero.isQuiet()) {
    document.addEventListener("presszero:record", ({ detail }) => {
      if (!TELLS.has(detail.kind) || String(detail.case_id) === here) return;
      clearTimeout(timer);
      timer = setTimeout(show, REST_MS);
    });
  }
})();

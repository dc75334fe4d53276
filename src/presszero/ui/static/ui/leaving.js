"use strict";
// Sent, and on to the next: for as long as the reply can still be taken back, whatever page comes next says so.
(() => {
  const PLACE = "presszero.leaving";
  const place = document.getElementById("leaving");
  const { takeBack } = place.dataset;

  const note = ({ thenWords, thenSeconds, thenUrl }) => {
    if (!thenUrl) return;
    const until = Date.now() + Number(thenSeconds) * 1000;
    sessionStorage.setItem(PLACE, JSON.stringify({ words: thenWords, url: thenUrl, until }));
  };
  const forget = () => {
    sessionStorage.removeItem(PLACE);
    place.replaceChildren();
  };
  const callBack = (url) => {
    PressZero.post(url, {}).catch((refusal) => {
      forget();
      PressZero.showError(place, refusal.message);
    });
    sessionStorage.removeItem(PLACE);
  };
  const show = ({ words, url, until }) => {
    const line = document.createElement("p");
    const said = document.createElement("span");
    const button = document.createElement("button");
    line.className = "news-line";
    button.type = "button";
    button.className = "link-button";
    button.dataset.key = "Backspace";
    button.setAttribute("aria-keyshortcuts", "Backspace");
    button.append(takeBack, " ", Object.assign(document.createElement("kbd"), { textContent: "⌫" }));
    button.addEventListener("click", () => callBack(url));
    line.append(button, " ", said); // in this order: the seconds that run down move nothing
    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      if (left <= 0) return forget();
      said.textContent = words.replace(/0(?=\s*s\.)/, left);
      setTimeout(tick, 1000);
    };
    tick();
    place.replaceChildren(line);
  };

  const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  if (kept && kept.until > Date.now()) show(kept);
  Object.assign(window.PressZero, { leaving: { note, forget } });
})();

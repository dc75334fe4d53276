"use strict";
// One reply may stand open in several windows: which one this is, and what was saved in another.
(() => {
  const here = document.getElementById("main").dataset.case;
  const place = `presszero.window.${here}`;
  const channel = new BroadcastChannel("presszero.replies");
  const aNewOne = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("");
  // Words sent while a page is left may arrive after it was loaded again: it takes over the name, and a copy of the tab does not.
  const name = sessionStorage.getItem(place) ?? aNewOne();
  const handOver = () => sessionStorage.setItem(place, name);
  addEventListener("pageshow", () => sessionStorage.removeItem(place));

  const tell = (reply) => channel.postMessage({ ...reply, here });
  const hear = (take) => channel.addEventListener("message", ({ data }) => data.here === here && take(data));

  // The reply as the server has it: its words, their version, when they were saved, and by whom.
  const fetchSaved = async () => {
    const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [field, label] = [page.getElementById("body"), page.getElementById("part-saved")];
    if (!field || !label) return null;
    const { movedOn } = page.getElementById("part-composer").dataset;
    return { body: field.value, version: Number(label.dataset.version), label: label.textContent, movedOn };
  };

  window.PressZero.windows = { name, handOver, tell, hear, fetchSaved };
})();

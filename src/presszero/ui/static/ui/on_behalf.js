"use strict";
// People are found while their name is typed; words that changed since their points were read must be read again.
(() => {
  const form = document.querySelector(".on-behalf");
  const find = document.getElementById("find");
  const REST_MS = 200;
  let timer = 0;
  let asked = 0;

  const search = async () => {
    const turn = (asked += 1);
    const answer = await fetch(`${form.dataset.customersUrl}?q=${encodeURIComponent(find.value)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok && turn === asked) document.getElementById("found").innerHTML = await answer.text(); // our own server's, its words escaped there
  };
  find.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, REST_MS);
  });
  document.getElementById("new-words").addEventListener("input", () => document.getElementById("read-back").replaceChildren());
})();

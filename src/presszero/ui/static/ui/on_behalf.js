"use strict";
// People are found while their name is typed; words that changed since their points were read must be read again.
(() => {
  const form = document.querySelector(".on-behalf");
  const find = document.getElementById("find");
  const REST_MS = 200;
  let timer = 0;
  let asked = 0;

  const search = async (words) => {
    const turn = (asked += 1);
    const answer = await fetch(`${form.dataset.customersUrl}?q=${encodeURIComponent(words)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok && turn === asked) document.getElementById("found").innerHTML = await answer.text(); // our own server's, its words escaped there
  };
  // Who was chosen by name already stays chosen while their number is written.
  const isChosen = () => document.querySelector("#found [name=customer]:checked")?.value;
  for (const field of [find, document.getElementById("new-phone")]) {
    field.addEventListener("input", () => {
      if (field !== find && isChosen()) return;
      clearTimeout(timer);
      timer = setTimeout(search, REST_MS, field.value);
    });
  }
  document.getElementById("new-words").addEventListener("input", () => document.getElementById("read-back").replaceChildren());
})();

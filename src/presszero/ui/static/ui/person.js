"use strict";
// People are found while their name, address or number is typed.
(() => {
  const form = document.querySelector("[data-people-url]");
  if (!form) return;
  const field = document.getElementById("find-person");
  const REST_MS = 200;
  let timer = 0;
  let asked = 0;

  const search = async () => {
    const turn = (asked += 1);
    const address = `${form.dataset.peopleUrl}?q=${encodeURIComponent(field.value)}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok && turn === asked) document.getElementById("people-found").innerHTML = await answer.text(); // our own server's, its words escaped there
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, REST_MS);
  });
})();

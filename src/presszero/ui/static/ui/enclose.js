"use strict";
// Files go with the reply by a button, by dropping them on it and by pasting; a pasted picture stands where the caret is.
(() => {
  const { post, place, inTurn, showError, clearError } = PressZero;
  const carries = () => document.getElementById("part-carries");
  const attachForm = () => carries()?.querySelector('[data-enclose="attach"]');
  const field = () => document.getElementById("body");
  const ours = document.getElementById("ours");
  const marks = () => [...carries().querySelectorAll("[data-mark]")].map((one) => one.dataset.mark);

  const announce = (files) => {
    const line = document.createElement("p");
    line.className = "label";
    line.setAttribute("role", "status");
    line.textContent = `${carries().dataset.sayOnItsWay} ${files.map((file) => file.name).join(", ")}`;
    carries().append(line);
    return line;
  };
  const write = (text) => {
    const { selectionEnd: end, value } = field();
    const before = end && !/\s$/.test(value.slice(0, end)) ? "\n\n" : "";
    field().focus();
    document.execCommand("insertText", false, `${before}${text}\n`); // can be undone with Ctrl Z, and saves like typing
  };
  const takeOut = (mark) => {
    const at = field().value.indexOf(mark);
    if (at < 0) return;
    field().focus();
    field().setSelectionRange(at, at + mark.length);
    document.execCommand("delete");
  };

  // One file after another: each is kept as soon as it arrived, and none waits in memory for the rest.
  const upload = (files, inWords = false) => {
    const form = attachForm();
    if (!form || !files.length) return;
    const most = Number(carries().dataset.mostBytes);
    if (files.reduce((sum, file) => sum + file.size, 0) > most) return showError(carries(), carries().dataset.sayTooLarge);
    const line = announce(files);
    for (const file of files) {
      inTurn(async () => {
        const given = new FormData();
        given.append("files", file);
        if (inWords) given.append("in_words", "1");
        const known = new Set(marks());
        const html = await post(form.getAttribute("action"), given);
        clearError();
        place(html);
        for (const mark of marks()) if (!known.has(mark)) write(mark);
      }).catch((refusal) => showError(carries(), `${file.name}: ${refusal.message}`)).finally(() => line.remove());
    }
  };

  document.addEventListener("change", (event) => {
    if (event.target.id !== "attach-files") return;
    upload([...event.target.files]);
    event.target.value = "";
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.enclose !== "take_off") return;
    event.preventDefault();
    const { mark } = form.closest("li").dataset;
    inTurn(async () => {
      place(await post(form.getAttribute("action"), new URLSearchParams(new FormData(form))));
      if (mark) takeOut(mark);
    }).catch((refusal) => showError(carries(), refusal.message));
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (event.target !== field() || field().readOnly || !files.length) return;
    event.preventDefault();
    upload(files, true);
  });
  const carriesFiles = (event) => attachForm() && [...(event.dataTransfer?.types ?? [])].includes("Files");
  ours.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    ours.classList.add("takes-files");
  });
  ours.addEventListener("dragleave", (event) => {
    if (!ours.contains(event.relatedTarget)) ours.classList.remove("takes-files");
  });
  ours.addEventListener("drop", (event) => {
    ours.classList.remove("takes-files");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    upload([...event.dataTransfer.files]);
  });
})();

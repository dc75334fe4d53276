"use strict";
// A dialog whose list the server makes. It opens at once, so that no key falls through to the page; what is
// pressed before the list is there counts then: a key does its act, and letters go into the field it opened.
(() => {
  const { isTyping } = PressZero;

  const FIELDS = "input:not([type=hidden]), textarea, select";
  const press = (act) => {
    act?.click();
    if (act?.matches("summary")) act.parentElement.querySelector(FIELDS)?.focus(); // at once: the next key may be meant for it
  };
  const replay = (list, key) => {
    const field = list.contains(document.activeElement) && isTyping(document.activeElement);
    if (field && key.length === 1) document.execCommand("insertText", false, key);
    else if (field && key === "Enter") document.activeElement.form?.requestSubmit();
    else if (key === "Enter") document.activeElement.click();
    else press(list.querySelector(`[data-dialog-key="${CSS.escape(key)}"]`));
  };
  // fill: puts the list into the dialog and returns whether it could; letter: an act of it that is asked for already.
  const openList = async (dialog, list, fill, letter = "") => {
    const pressed = letter ? [letter] : [];
    const note = (event) => {
      if (event.key === "Escape" || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      pressed.push(event.key);
    };
    dialog.showModal();
    dialog.addEventListener("keydown", note);
    const isThere = await fill().catch(() => false);
    dialog.removeEventListener("keydown", note);
    if (!dialog.open) return true;
    if (!isThere) dialog.close();
    else {
      list.querySelector(".act-row")?.focus();
      for (const key of pressed) replay(list, key);
    }
    return isThere;
  };
  Object.assign(window.PressZero, { openList });
})();

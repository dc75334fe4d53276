"use strict";
// The list of promises by keys: Y and V open the forms of the row that is chosen, else of the first one.
(() => {
  const row = () => document.querySelector("[data-case-row].now") ?? document.querySelector("[data-case-row]");
  const press = (act) => () => {
    const button = row()?.querySelector(`button[name="act"][value="${act}"], [data-act-of="${act}"]`);
    if (button) PressZero.press(button);
  };
  PressZero.keys.set("Y", press("kept"));
  PressZero.keys.set("V", press("new_time"));
})();

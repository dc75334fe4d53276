"use strict";
// The frame of every signed-in page: theme, dialogs, drops, and the keys printed on its buttons.
(() => {
  const root = document.documentElement;
  const names = ["system", "light", "dark"];

  const themeButton = document.querySelector("[data-theme-next]");
  const showTheme = () => {
    themeButton.querySelector("span").textContent = themeButton.dataset[root.dataset.theme || "system"];
  };
  const nextTheme = () => {
    const next = names[(names.indexOf(root.dataset.theme || "system") + 1) % names.length];
    if (next === "system") delete root.dataset.theme;
    else root.dataset.theme = next;
    const age = next === "system" ? 0 : 31536000;
    document.cookie = `presszero_theme=${next}; path=/; max-age=${age}; samesite=lax`;
    showTheme();
  };

  const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
  const isTyping = (element) => Boolean(element.closest?.(FIELDS));
  const isShown = (element) => element.checkVisibility();
  // At the width of a phone, also that of a page made four times as large, the columns of a case are sheets: one is shown.
  const isOnOtherSheet = (element) => {
    const sheet = element.closest(".three > .col");
    return sheet !== null && !isShown(sheet) && !element.closest("[hidden], details:not([open]) > :not(summary)");
  };
  // The strip of keys is not drawn on a narrow page; its keys do the same there.
  const isInStrip = (element) => element.closest(".foot-keys") !== null;

  // Single keys can be turned off: speech input and shaking hands press letters nobody meant.
  const keysOn = () => localStorage.getItem("presszero.keys") !== "off";
  const keysBox = document.querySelector("[data-keys-on]");
  keysBox.checked = keysOn();
  keysBox.addEventListener("change", () => localStorage.setItem("presszero.keys", keysBox.checked ? "on" : "off"));

  // Quiet: what colleagues ask and tell waits on its page, and no line says so.
  const isQuiet = () => localStorage.getItem("presszero.quiet") === "on";
  const quietBox = document.querySelector("[data-quiet]");
  quietBox.checked = isQuiet();
  quietBox.addEventListener("change", () => localStorage.setItem("presszero.quiet", quietBox.checked ? "on" : "off"));

  // A page's own keys: "A" -> what it does. A key that is given twice would do the later act, unseen.
  class Keys extends Map {
    set(key, act) {
      if (this.has(key)) throw new Error(`The key ${key} has two meanings on this page.`);
      return super.set(key, act);
    }
  }
  const keys = new Keys();

  const openDialog = (id) => {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) dialog.showModal();
  };
  const shutDrops = (but) => {
    for (const drop of document.querySelectorAll(".drop[open]")) if (!drop.contains(but)) drop.open = false;
  };
  // A field nobody has stood in yet begins at its end, where one goes on writing; a letter begun for them, where its words are to stand.
  const startIn = (field) => {
    if (field.selectionEnd) return;
    const gap = field.value.indexOf("\n\n\n\n");
    const at = gap < 0 ? field.value.length : gap + 2;
    field.setSelectionRange(at, at);
  };
  const pressed = (element) => {
    const field = element.querySelector?.("textarea");
    if (field) {
      startIn(field);
      field.focus();
    } else element.click();
    const drop = element.closest("details[open]");
    if (drop && element.tagName === "SUMMARY") drop.querySelector("select, textarea, input:not([type=hidden])")?.focus();
  };

  // Escape steps back once: out of a drop, then out of a field.
  const stepBack = (event) => {
    const drop = document.activeElement.closest("details.drop[open], details.fold[open]");
    if (drop) {
      drop.open = false;
      drop.querySelector("summary").focus();
    } else if (isTyping(event.target)) {
      event.target.blur();
      document.getElementById("main")?.focus({ preventScroll: true });
    } else shutDrops(null);
  };

  // Search lives in the inbox; from any other page the key leads there.
  const search = () => {
    const field = document.querySelector("[type=search]");
    if (field) field.focus();
    else location.assign(`${document.querySelector(".rail-mark").href}#q`);
  };
  if (location.hash === "#q") search();

  const dialogKey = (event) => {
    const button = event.target.closest("dialog").querySelector(`[data-dialog-key="${CSS.escape(event.key)}"]`);
    if (!button || isTyping(event.target)) return;
    event.preventDefault(); // else the key is also typed where the act puts the caret
    button.click();
  };
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("dialog[open]")) return dialogKey(event);
    if (event.key === "Escape") return stepBack(event);
    if (isTyping(event.target) || !keysOn()) return;
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    const act = keys.get(key);
    if (act) {
      event.preventDefault();
      return act(key);
    }
    if (event.key === "/") {
      event.preventDefault();
      return search();
    }
    const named = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
    const meant = named.find(isShown) ?? named.find(isOnOtherSheet) ?? named.find(isInStrip);
    if (!meant) return;
    event.preventDefault();
    if (isOnOtherSheet(meant)) PressZero.unfold(meant);
    pressed(meant);
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) openDialog(opener.dataset.open);
    if (event.target.closest("[data-theme-next]")) nextTheme();
    shutDrops(event.target);
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("presszero:placed", () => document.getElementById("help").close());
  showTheme();
  // A phone shows a few of the office's tabs: the one that is open is among them.
  document.querySelector('.office-nav [aria-current="page"]')?.scrollIntoView({ inline: "center", block: "nearest" });

  window.PressZero = { isTyping, isShown, isQuiet, keys, press: pressed, startIn };
})();

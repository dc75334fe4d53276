"use strict";
// The reply is checked as soon as a word ends and saved once the keys rest: never two at once, the last words win.
(() => {
  const { post, inTurn, place: put, placeWhenFree, isWritingIn, showError, clearError, mirror } = PressZero;
  const REST_MS = 400;
  const PAUSE_MS = 250; // longer than between two keys of most hands: then they stopped inside a word
  const AGAIN_MS = 5000;
  const form = () => document.getElementById("part-composer");
  const textarea = () => document.getElementById("body");
  let field = null;
  let saved = "";
  let told = ""; // the words that the check on the screen is about
  let asked = null; // the words that the check being drawn is about
  let shown = null; // the check on the screen
  let adopted = null; // the words that were saved when it was looked at last
  let isLooking = false;
  let lost = null; // why the server has not these words
  let timer = 0;
  let pause = 0;

  // A reply that was sent, or taken over by someone else, comes as a new field: begin from its words.
  const adopt = () => {
    if (!textarea()) return;
    if (textarea() !== field) {
      field = textarea();
      saved = field.value;
    }
    // Who else writes, or a line of the history, comes without a check: what stands here is still about the same words.
    const check = document.getElementById("part-check");
    if (asked !== null || check !== shown || saved !== adopted) told = asked ?? saved;
    [shown, adopted] = [check, saved];
    mirror.load(told);
    if (lost) tellUnsaved(lost);
  };

  // What was typed is kept in this browser too until the server has it: a crash, of the machine or of the way there, costs no word.
  const place = `presszero.draft.${document.getElementById("main").dataset.case}`;
  const keptHere = () => localStorage.getItem(place);
  const forget = () => {
    localStorage.removeItem(place);
    if (document.getElementById("kept-here")) document.getElementById("kept-here").hidden = true;
  };
  const offer = () => {
    const kept = keptHere();
    if (kept === null || !textarea() || textarea().readOnly) return;
    if (kept === textarea().value || !kept.trim()) forget();
    else document.getElementById("kept-here").hidden = false;
  };
  const bringBack = () => {
    const kept = keptHere();
    if (kept === null) return;
    textarea().focus();
    textarea().select();
    document.execCommand("insertText", false, kept); // Ctrl Z brings back what stood here
    document.getElementById("kept-here").hidden = true;
  };

  // Beside the heading stands whether the server has these words; what is wrong stands where one sends, so that no line moves.
  const tellUnsaved = (refusal) => {
    const place = document.getElementById("part-send");
    if (lost === refusal && place.querySelector(".act-error")) return;
    lost = refusal;
    const label = document.getElementById("part-saved");
    if (!label.classList.contains("is-unsaved")) label.dataset.before = label.textContent;
    label.textContent = label.dataset.unsaved;
    label.classList.add("is-unsaved");
    const rest = refusal.status === 0 ? "" : ` ${form().dataset.keptWords}`;
    showError(place, refusal.message + rest);
  };
  const tellSaved = () => {
    if (!lost) return;
    lost = null;
    clearError();
    const label = document.getElementById("part-saved");
    label.textContent = label.dataset.before;
    label.classList.remove("is-unsaved");
  };
  const keep = async () => {
    if (!textarea()) return;
    if (textarea().value === saved) return tellSaved();
    const body = textarea().value;
    const html = await post(form().dataset.draftUrl, { body, version: document.body.dataset.version });
    saved = body;
    if (textarea().value === body) forget();
    tellSaved();
    clearError();
    placeWhenFree(html);
  };
  const save = () => {
    clearTimeout(timer);
    return inTurn(keep).catch((refusal) => {
      tellUnsaved(refusal);
      if (refusal.status === 0) timer = setTimeout(save, AGAIN_MS);
      throw refusal;
    });
  };
  const saveQuietly = () => save().catch(() => {}); // the refusal is already on the screen

  // The check alone, of words that are not saved yet. Where it says what stands here already, the answer is empty.
  const drawCheck = (html, body) => {
    if (isWritingIn(html)) return;
    asked = body;
    if (html) put(html);
    else adopt();
    asked = null;
  };
  const look = async () => {
    isLooking = false;
    const [body, url] = [textarea()?.value, form()?.dataset.checkUrl];
    if (!url || textarea().readOnly || body === told) return;
    const says = document.getElementById("part-check")?.dataset.says ?? "";
    drawCheck(await post(url, { body, shown: says }), body);
  };
  const lookSoon = () => {
    clearTimeout(pause);
    if (isLooking) return; // one waits already, and takes the words as they are at its turn
    isLooking = true;
    inTurn(look).catch(() => {}); // saving says what is the matter
  };
  const END = /[^\p{L}\p{M}\p{N}'’-]$/u;
  const endsWord = ({ inputType = "", data }) => (inputType === "insertText" ? END.test(data ?? "") : !/^deleteContent|Composition/.test(inputType));

  document.addEventListener("input", (event) => {
    if (event.target !== textarea()) return;
    mirror.follow();
    localStorage.setItem(place, textarea().value);
    clearTimeout(timer);
    clearTimeout(pause);
    timer = setTimeout(saveQuietly, REST_MS);
    if (endsWord(event)) lookSoon();
    else pause = setTimeout(lookSoon, PAUSE_MS);
  });
  // Leaving the page in the middle of a word: the last words still go out.
  addEventListener("pagehide", () => {
    if (!textarea() || textarea().value === saved) return;
    const fields = { body: textarea().value, version: document.body.dataset.version };
    const headers = { "X-CSRFToken": document.body.dataset.csrf, "HX-Request": "true" };
    fetch(form().dataset.draftUrl, { method: "POST", keepalive: true, headers, body: new URLSearchParams(fields) });
  });
  document.addEventListener("presszero:placed", adopt);

  document.body.dataset.version = document.getElementById("part-saved")?.dataset.version ?? "";
  adopt();
  offer();
  const isChecked = () => textarea()?.value === saved;
  const isLookedAt = (words = textarea()?.value) => words === told;
  window.PressZero.draft = { save, saveQuietly, isChecked, isLookedAt, bringBack, forget, words: () => textarea()?.value ?? "" };
})();

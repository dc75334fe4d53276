"use strict";
// The reply is checked as soon as a word ends and saved once the keys rest: never two at once, the last words win.
(() => {
  const { post, inTurn, place: put, placeWhenFree, isWritingIn, showError, clearError, mirror, windows } = PressZero;
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
  let version = 0; // of the words that these were written over
  let ahead = null; // what was saved elsewhere since, until somebody chose between the two
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
    if (versionOf(document) !== (ahead?.version ?? version)) catchUp(); // after a send the next reply's stands there
  };
  const versionOf = (drawn) => Number(drawn.getElementById("part-saved")?.dataset.version ?? 0);
  const written = () => ({ version, window: windows.name });
  const standAt = (known) => {
    version = known;
    document.getElementById("part-saved").dataset.version = known;
  };

  // What was typed is kept in this browser too until the server has it: a crash, of the machine or of the way there, costs no word.
  const place = `presszero.draft.${document.getElementById("main").dataset.case}`;
  const offered = `${place}.offered`; // typing on must not write over what was not brought back yet
  const forget = () => {
    localStorage.removeItem(offered);
    if (document.getElementById("kept-here")) document.getElementById("kept-here").hidden = true;
  };
  const drop = (words) => {
    if (localStorage.getItem(place) === words) localStorage.removeItem(place); // another window may keep its own there
    if (localStorage.getItem(offered) === words) forget();
  };
  const isNew = (words) => Boolean(words?.trim()) && words !== textarea().value;
  const offer = (kept) => {
    const before = localStorage.getItem(offered);
    const both = isNew(before) && isNew(kept) && !kept.includes(before) ? `${before}\n\n${kept}` : [kept, before].find(isNew);
    if (!both) return forget();
    localStorage.setItem(offered, both);
    document.getElementById("kept-here").hidden = false;
  };
  const offerKept = () => {
    if (!textarea() || textarea().readOnly) return;
    offer(localStorage.getItem(place));
    localStorage.removeItem(place);
  };
  const exchange = (words) => {
    textarea().focus();
    textarea().select();
    document.execCommand("insertText", false, words); // Ctrl Z brings back what stood here
  };
  const bringBack = () => {
    const kept = localStorage.getItem(offered);
    if (kept === null) return;
    exchange(kept);
    forget();
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
    showError(place, ahead ? ahead.movedOn : refusal.message + rest);
    if (ahead) place.querySelector(".act-error").append(" ", document.getElementById("moved-on").content.cloneNode(true));
  };
  const tellSaved = () => {
    if (!lost) return;
    lost = null;
    clearError();
    const label = document.getElementById("part-saved");
    label.textContent = label.dataset.before;
    label.classList.remove("is-unsaved");
  };

  // Other words were saved elsewhere. Where none stand here that are not saved, they are shown; else somebody chooses.
  const follow = (theirs) => {
    [ahead, saved, adopted] = [null, theirs.body, theirs.body];
    standAt(theirs.version);
    tellSaved();
    document.getElementById("part-saved").textContent = theirs.label;
    if (textarea().value === theirs.body) return;
    const caret = Math.min(textarea().selectionStart, theirs.body.length);
    textarea().value = theirs.body;
    textarea().setSelectionRange(caret, caret);
    mirror.follow();
    lookSoon();
  };
  const isOther = (theirs) => theirs !== null && theirs.version !== version;
  const hear = (theirs) => {
    if (!textarea() || !isOther(theirs)) return;
    if (ahead) {
      ahead = { ...ahead, ...theirs };
      clearError(); // it names who saved last
    }
    if (textarea().value === saved || textarea().value === theirs.body) follow(theirs);
    else saveQuietly(); // refused, and then asked
  };
  const catchUp = () => inTurn(async () => hear(await windows.fetchSaved()));
  const takeTheirs = () => inTurn(async () => {
    if (!ahead) return;
    const theirs = (await windows.fetchSaved()) ?? ahead; // more may have been saved since
    const mine = textarea().value;
    [ahead, saved] = [null, theirs.body];
    standAt(theirs.version);
    exchange(theirs.body);
    offer(mine);
    saveQuietly();
  });
  const keepMine = () => {
    if (!ahead) return;
    standAt(ahead.version);
    ahead = null;
    textarea().focus();
    saveQuietly();
  };

  const keep = async () => {
    if (!textarea()) return;
    if (textarea().value === saved) {
      drop(saved);
      return ahead ? follow(ahead) : tellSaved();
    }
    if (ahead) throw lost; // until somebody chose
    const body = textarea().value;
    const html = await post(form().dataset.draftUrl, { body, ...written() }).catch(async (refusal) => {
      const theirs = refusal.status === 409 ? await windows.fetchSaved() : null;
      if (isOther(theirs)) ahead = theirs;
      throw refusal;
    });
    const drawn = new DOMParser().parseFromString(html, "text/html");
    saved = body;
    standAt(versionOf(drawn) || version);
    drop(body);
    windows.tell({ body, version, label: drawn.getElementById("part-saved")?.textContent ?? "" });
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
    if (!url || textarea().readOnly || body === told || document.hidden) return;
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
    const fields = { body: textarea().value, ...written() };
    windows.handOver();
    const headers = { "X-CSRFToken": document.body.dataset.csrf, "HX-Request": "true" };
    fetch(form().dataset.draftUrl, { method: "POST", keepalive: true, headers, body: new URLSearchParams(fields) });
  });
  document.addEventListener("presszero:placed", adopt);
  windows.hear((theirs) => theirs.version > version && hear(theirs)); // one that comes late tells nothing
  document.addEventListener("visibilitychange", () => document.hidden || lookSoon());

  version = versionOf(document);
  adopt();
  offerKept();
  const isChecked = () => textarea()?.value === saved;
  const isLookedAt = (words = textarea()?.value) => words === told;
  const isLost = () => lost !== null;
  const tellAgain = () => tellUnsaved(lost);
  const choices = { bringBack, forget, takeTheirs, keepMine };
  window.PressZero.draft = { save, saveQuietly, isChecked, isLookedAt, isLost, tellAgain, catchUp, written, choices, words: () => textarea()?.value ?? "" };
})();

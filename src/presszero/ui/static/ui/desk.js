"use strict";
// The acts of a case: which point is chosen, what each key does to it, and the reply's way out.
(() => {
  const { keys, inTurn, post, place, showError, clearError, mirror, draft } = PressZero;
  const main = document.getElementById("main");
  const field = () => document.getElementById("body");
  const points = () => [...document.querySelectorAll(".ledger > li")];
  const numberOf = (element) => Number(element.closest("[data-point]").dataset.point);
  const rowOf = (number) => points().find((row) => Number(row.dataset.point) === number);
  const onItsWay = new Set(); // numbers of points whose mark is being written
  let chosen = null;
  let sending = false;

  const isOpen = (row) => row.dataset.state === "open" && !onItsWay.has(Number(row.dataset.point));
  const draw = () => {
    for (const row of points()) {
      row.classList.toggle("now", numberOf(row) === chosen);
      row.classList.toggle("waiting", onItsWay.has(numberOf(row)));
      row.setAttribute("aria-current", String(numberOf(row) === chosen));
    }
    for (const said of document.querySelectorAll(".said[data-point]")) {
      said.classList.toggle("now", Number(said.dataset.point) === chosen);
    }
    mirror.choose(chosen);
  };
  const choose = (number) => {
    if (!rowOf(number)) return;
    chosen = number;
    draw();
    rowOf(number).scrollIntoView({ block: "nearest" });
    document.querySelector(`.said[data-point="${number}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const chooseNextOpen = (number) => {
    const open = points().filter(isOpen).map(numberOf);
    const next = open.find((other) => other > number) ?? open[0];
    if (next) choose(next);
  };
  const after = () => {
    const there = points().map(numberOf);
    if (!rowOf(chosen)) chosen = there.find((number) => number > chosen) ?? there.at(-1) ?? null; // taken out, or merged
    draw();
  };

  // Focus that stood in an exchanged part goes to the new one, so that Tab goes on from there.
  const keepPlace = (part) => {
    if (document.activeElement !== document.body || !part) return;
    const fresh = document.getElementById(part);
    if (!fresh) return;
    fresh.tabIndex = -1;
    fresh.focus({ preventScroll: true });
  };
  // On a phone the points stand on another sheet than the reply: what is said of one is said on its card then.
  const cardOf = (number) => document.querySelector(`#part-check .finding[data-point="${number}"]:has([data-do="answer"])`);
  const whereSeen = (beside, part) => {
    const place = beside.isConnected ? beside : (document.getElementById(part) ?? main);
    return PressZero.isShown(place) ? place : (cardOf(beside.closest("[data-point]")?.dataset.point) ?? place);
  };
  class NotSaved extends Error {} // why stands where one sends
  const write = (url, fields, beside) => {
    const part = beside.closest("[id^=part-]")?.id;
    const { version, window } = draft.written(); // places count in the words that stand here now
    draft.saveQuietly(); // what is about to be said of the words must find those words
    return inTurn(async () => {
      // Places are counted in words that the server has: until it has these, none of them can be named.
      if (fields.as === "answered" && draft.isLost()) throw new NotSaved();
      const html = await post(url, { ...fields, version, window });
      clearError();
      place(html, beside);
      beside.closest("dialog")?.close();
      keepPlace(part);
    }).catch((refusal) => {
      if (refusal instanceof NotSaved) draft.tellAgain();
      else showError(whereSeen(beside, part), refusal.message);
      if (refusal.status === 409) draft.catchUp();
      throw refusal;
    });
  };
  const submit = (form, button, more = {}) => {
    const fields = { ...Object.fromEntries(new FormData(form, button)), ...more };
    return write(form.getAttribute("action"), fields, form);
  };

  // A mark shows at once and the next open point is chosen, so that A A A needs no waiting.
  const mark = async (form, button, more) => {
    const number = numberOf(form);
    onItsWay.add(number);
    chooseNextOpen(number);
    draw();
    try {
      await submit(form, button, more);
    } catch {
      choose(number);
    } finally {
      onItsWay.delete(number);
      draw();
    }
  };

  // Which words of the reply answer the point: those chosen by hand, else those proposed. Never a guess of ours:
  // a point the draft misses must not be marked by a key pressed once too often.
  const chosenWords = () => {
    const { selectionStart: start, selectionEnd: end } = field();
    return end > start ? { start, end } : null;
  };
  const tellNoWords = (form, isInCheck) => {
    const card = isInCheck || !PressZero.isShown(form) ? cardOf(numberOf(form)) : null;
    showError(card ?? form, card ? main.dataset.sayNoWordsAbove : main.dataset.sayNoWords);
  };
  const answerBy = (number, isInCheck) => {
    const form = rowOf(number)?.querySelector('[data-act="answer"]');
    if (!form) return;
    const span = chosenWords() ?? mirror.proposalFor(number);
    if (!span) {
      choose(number);
      tellNoWords(form, isInCheck); // the keys stay here: in the reply the next of them would be letters
      return;
    }
    const text = field().value;
    field().setSelectionRange(span.end, span.end);
    mark(form, null, { start: mirror.toCharacters(text, span.start), end: mirror.toCharacters(text, span.end) });
  };
  // Pressed before the newest words were checked: the key waits for the check, and the next point is chosen.
  const answer = async (number, isInCheck = false) => {
    if (onItsWay.has(number) || !rowOf(number)) return;
    choose(number);
    if (!draft.isChecked() && !chosenWords()) {
      onItsWay.add(number);
      chooseNextOpen(number);
      draw();
      await draft.saveQuietly();
      onItsWay.delete(number);
    }
    answerBy(number, isInCheck);
  };
  const openDrop = (letter) => {
    const drop = rowOf(chosen)?.querySelector(`[data-drop="${letter}"]`);
    if (!drop) return;
    if (!PressZero.isShown(drop)) PressZero.unfold(drop);
    drop.open = true;
    // Where everything is proposed, Enter confirms it; what is missing is asked for first.
    const missing = [...drop.querySelectorAll("[required]")].find((entry) => !entry.value);
    (missing ?? drop.querySelector("button:not([type=button])")).focus();
  };
  // Of all that can be mended the commonest by far: what was found and never asked.
  const neverAsked = () => {
    const why = rowOf(chosen)?.querySelector('[data-act="point_take_out"] [name=why]');
    if (!why) return;
    why.closest("details").open = true;
    why.focus();
  };
  const takeBack = () => document.querySelector('[data-act="call_back"]')?.requestSubmit() ?? rowOf(chosen)?.querySelector('[data-act="unmark"]')?.requestSubmit();

  const pledgeForm = () => document.activeElement.closest(".pledge-form") ?? document.querySelector(".pledge-form");
  const promise = () => {
    const form = pledgeForm();
    if (!form) return;
    const button = form.querySelector('[value="promise"]');
    const missing = [...form.querySelectorAll("[name=what], [name=owner], [name=due]")].find((entry) => !entry.value);
    if (missing) {
      if (missing.closest("details")) missing.closest("details").open = true;
      missing.focus();
    }
    else if (document.activeElement === button) button.click();
    else button.focus();
  };
  const notAPromise = (form) => {
    if (form) submit(form, null, { as: "not_a_promise" }).catch(() => {});
  };

  const compare = (finding) => {
    const sides = finding?.querySelector(".compare");
    if (sides) sides.open = !sides.open;
  };
  const takeOut = (finding) => {
    if (!finding?.dataset.end) return;
    const { start, end } = mirror.whereNow(Number(finding.dataset.start), Number(finding.dataset.end));
    const before = document.activeElement;
    field().focus({ preventScroll: true });
    field().setSelectionRange(start, end);
    document.execCommand("delete"); // unlike setting the value, this can be undone with Ctrl Z
    if (before !== field()) field().blur();
    main.focus({ preventScroll: true });
  };
  const findingWith = (act) => document.querySelector(`[data-do="${act}"]`)?.closest(".finding");

  // Words chosen in the letter become a point: each stretch of text there knows where it starts.
  const placeIn = (node, offset) => {
    const run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!run) return null;
    const range = document.createRange();
    range.setStart(run, 0);
    range.setEnd(node, offset);
    return { contact: run.closest("[data-contact]").dataset.contact, at: Number(run.dataset.start) + [...range.toString()].length };
  };
  const addPoint = () => {
    const form = document.querySelector('[data-act="point_add"]');
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const from = range && placeIn(range.startContainer, range.startOffset);
    const to = range && placeIn(range.endContainer, range.endOffset);
    if (!form || !from || !to || from.contact !== to.contact || to.at <= from.at) {
      const beside = document.querySelector('[data-do="point_add"]').parentElement;
      showError(PressZero.isShown(beside) ? beside : document.querySelector(".three > .shown"), main.dataset.sayChooseWords);
      return;
    }
    submit(form, null, { contact: from.contact, start: from.at, end: to.at }).catch(() => {});
    selection.removeAllRanges();
  };

  const goToFirstStop = () => {
    const card = document.querySelector("#part-check .finding.stops");
    if (!card) return;
    if (card.dataset.point) choose(Number(card.dataset.point));
    if (!PressZero.isShown(card)) PressZero.unfold(card);
    card.focus({ preventScroll: true });
    // What stands still at the edges would lie over it; of a card taller than the window its title is seen.
    card.scrollIntoView({ block: card.offsetHeight > innerHeight / 2 ? "start" : "center" });
  };
  // Why nothing can be sent stands there already: it is said again, and seen; the keys go to the first thing it waits for.
  const tellWhy = () => {
    const why = document.getElementById("send-why");
    why.classList.add("is-told");
    why.setAttribute("role", "alert");
    why.textContent += "";
    goToFirstStop();
  };

  // then: "next" leads on to the next case, where the way back is offered for as long as there is one.
  const send = (then = "") => {
    if (sending) return;
    sending = true;
    draft.saveQuietly();
    inTurn(async () => {
      const button = document.querySelector('[data-do="send"]');
      if (!button) return;
      if (button.getAttribute("aria-disabled") === "true") return tellWhy();
      const fields = { body: draft.words(), ...draft.written(), ...(then && { then }) };
      if (then) PressZero.leaving.note(document.getElementById("part-send").dataset);
      place(await post(button.getAttribute("formaction"), fields));
    })
      .catch((refusal) => {
        PressZero.leaving.forget();
        if (draft.isLost()) draft.tellAgain();
        else showError(document.getElementById("part-send"), refusal.message);
        if (refusal.status === 409) draft.catchUp();
      })
      .finally(() => {
        sending = false;
      });
  };

  const acts = {
    answer: (button) => answer(numberOf(button), true),
    decline: (button) => { choose(numberOf(button)); openDrop("D"); },
    owe: (button) => { choose(numberOf(button)); openDrop("O"); },
    compare: (button) => compare(button.closest(".finding")),
    take_out: (button) => takeOut(button.closest(".finding")),
    not_a_promise: (button) => notAPromise(button.closest(".finding").querySelector(".pledge-form")),
    point_add: addPoint,
    send: () => send(),
    send_on: () => send("next"),
    save: () => draft.saveQuietly(),
    bring_back: draft.choices.bringBack,
    forget: draft.choices.forget,
    take_theirs: draft.choices.takeTheirs,
    keep_mine: draft.choices.keepMine,
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) {
      event.preventDefault();
      return acts[button.dataset.do]?.(button);
    }
    const row = event.target.closest(".ledger > li[data-point], .said[data-point]");
    if (row && !event.target.closest("button, summary, input, select, textarea")) {
      if (row.matches(".said") && !matchMedia("(max-width: 48rem)").matches) event.preventDefault();
      choose(numberOf(row));
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.macro) {
      event.preventDefault();
      return PressZero.useMacro(form);
    }
    if (!form.dataset.act) return;
    event.preventDefault();
    if (form.dataset.act === "answer") answer(numberOf(form));
    else if (["decline", "owe"].includes(form.dataset.act)) mark(form, event.submitter);
    else if (form.dataset.act === "point_split") {
      const quote = form.querySelector("textarea");
      submit(form, event.submitter, { at: mirror.toCharacters(quote.value, quote.selectionStart) }).catch(() => {});
    } else submit(form, event.submitter).catch(() => {});
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send(event.shiftKey ? "next" : "");
    }
  });
  document.addEventListener("presszero:placed", after);

  for (let digit = 1; digit <= 9; digit += 1) keys.set(String(digit), (key) => choose(Number(key)));
  keys.set("A", () => answer(chosen));
  keys.set("D", () => openDrop("D"));
  keys.set("O", () => openDrop("O"));
  keys.set("U", takeBack);
  keys.set("P", () => (draft.isChecked() ? promise() : draft.saveQuietly().then(promise)));
  keys.set("N", () => notAPromise(pledgeForm()));
  keys.set("M", addPoint);
  keys.set("-", neverAsked);
  keys.set("S", () => compare(findingWith("compare")));
  keys.set("X", () => takeOut(findingWith("take_out")));

  const first = points().find((row) => row.classList.contains("now")) ?? points().find(isOpen) ?? points()[0];
  chosen = first ? numberOf(first) : null;
  draw();
})();

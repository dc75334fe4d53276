"use strict";
// Every act goes through one queue, so that what was pressed first happens first; the answer's parts
// are put in place by htmx (out of band), and a refusal is shown in words beside the act.
(() => {
  const words = document.body.dataset;
  let queue = Promise.resolve();
  let waiting = null;

  class Refused extends Error {
    constructor(text, status) {
      super(text);
      this.status = status;
    }
  }

  const post = async (url, fields) => {
    const answer = await fetch(url, {
      method: "POST",
      // Keeps line ends as they are, so that places in the text stay true; only files need a body of parts.
      body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      headers: { "X-CSRFToken": words.csrf, "HX-Request": "true" },
    }).catch(() => {
      throw new Refused(words.unreached, 0);
    });
    const text = await answer.text();
    const elsewhere = answer.headers.get("HX-Redirect");
    if (!answer.ok && !elsewhere) {
      const page = new DOMParser().parseFromString(text, "text/html");
      throw new Refused(page.querySelector("[data-sentence]")?.textContent || words.refused, answer.status);
    }
    if (elsewhere) location.assign(elsewhere);
    else if (answer.headers.get("HX-Refresh")) location.reload();
    else if (answer.redirected) location.assign(answer.url);
    else return text;
    return "";
  };

  // What someone opened or changed and has not sent yet goes over into the new drawing; only the form
  // that was just sent begins afresh. Fields are known again by their ids.
  const firstValue = (field) => field.querySelector?.("option[selected]")?.value ?? field.defaultValue;
  const unsentWork = (sent) => {
    const within = (selector) => [...document.querySelectorAll(`[id^=part-]:not(#part-composer) ${selector}`)];
    const theirs = (element) => !sent?.contains(element) && !element.contains(sent);
    const changed = (field) => firstValue(field) !== undefined && field.value !== firstValue(field);
    const fields = within("[id][name]").filter(theirs).filter(changed);
    const drops = within("details[open]").filter(theirs).map((drop) => drop.querySelector("[id]")?.id);
    return { fields, drops: drops.filter(Boolean) };
  };
  const place = (html, sent = null) => {
    const { fields, drops } = unsentWork(sent);
    const stood = document.activeElement;
    const caret = stood.selectionStart;
    if (html) htmx.swap(document.body, html, { swapStyle: "none" });
    for (const id of drops) document.getElementById(id)?.closest("details")?.setAttribute("open", "");
    for (const field of fields) {
      const fresh = document.getElementById(field.id);
      if (fresh && fresh !== field && firstValue(fresh) === firstValue(field)) fresh.value = field.value;
    }
    // A field in a closed drop takes no focus, so this waits until the drops are open again.
    const fresh = stood.id && !stood.isConnected && !sent?.contains(stood) ? document.getElementById(stood.id) : null;
    fresh?.focus({ preventScroll: true });
    if (fresh && typeof caret === "number") fresh.setSelectionRange(caret, caret);
    document.dispatchEvent(new CustomEvent("presszero:placed"));
  };

  // Parts nobody asked for wait while someone writes in one of them: their words would be lost.
  const isWritingIn = (html) => {
    const part = document.activeElement?.closest("[id^=part-]:not(#part-composer)");
    const field = part && PressZero.isTyping(document.activeElement);
    return Boolean(field || part?.querySelector("details.drop[open], details.fold[open] form")) && html.includes(part.id);
  };
  const placeWhenFree = (html) => {
    if (isWritingIn(html)) waiting = html;
    else place(html);
  };
  document.addEventListener("focusout", () => {
    setTimeout(() => {
      const html = waiting;
      waiting = null;
      if (html) placeWhenFree(html);
    });
  });

  const inTurn = (step) => {
    const result = queue.then(step);
    queue = result.catch(() => {});
    return result;
  };

  const showError = (beside, text) => {
    document.querySelectorAll(".act-error").forEach((old) => old.remove());
    const line = document.createElement("p");
    line.className = "act-error";
    line.setAttribute("role", "alert");
    line.textContent = text;
    beside.append(line);
    line.scrollIntoView({ block: "nearest" });
  };
  const clearError = () => document.querySelectorAll(".act-error").forEach((old) => old.remove());

  Object.assign(window.PressZero, { post, place, placeWhenFree, isWritingIn, inTurn, showError, clearError });
})();

"use strict";
// A chat at the desk: Enter sends, both sides see who types, and what the customer writes never takes the words from the field.
(() => {
  const { post, place, showError, clearError } = PressZero;
  const form = document.getElementById("chat-form");
  const main = document.getElementById("main");
  if (!form) return;
  const field = form.elements.words;
  const part = () => document.getElementById("part-chat");
  const TYPING_EVERY_MS = 3000;
  const TYPING_HOLDS_MS = 6000;
  const ticked = new Set();
  let typedAt = 0;
  let last = part()?.dataset.last;
  let typing = 0;
  let sending = false;

  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const toEnd = () => {
    const log = part()?.querySelector(".chat-log");
    if (log) log.scrollTop = log.scrollHeight;
  };
  const draw = () => {
    const was = form.hidden;
    form.hidden = part()?.dataset.mine !== "yes";
    if (was && !form.hidden) field.focus();
    for (const name of ticked) if (form.elements[name]) form.elements[name].checked = true;
    if (part()?.dataset.last === last) sayTyping();
    else showTyping(false);
    last = part()?.dataset.last;
    toEnd();
  };
  // A part that is drawn anew comes without the line: it is written again while they type.
  const sayTyping = () => {
    const line = document.getElementById("chat-typing");
    if (line) line.textContent = typing ? `${line.dataset.words} …` : "";
  };
  const showTyping = (on) => {
    clearTimeout(typing);
    typing = on ? setTimeout(() => showTyping(false), TYPING_HOLDS_MS) : 0;
    sayTyping();
  };

  const send = async () => {
    if (sending || !field.value.trim()) return;
    sending = true;
    const words = field.value;
    try {
      const html = await post(form.getAttribute("action"), Object.fromEntries(new FormData(form)));
      clearError();
      if (field.value === words) field.value = "";
      form.elements.key.value = newKey(); // only now: a press after a lost answer is the same message
      ticked.clear();
      place(html);
    } catch (refusal) {
      showError(form, refusal.message);
    } finally {
      sending = false;
      field.focus();
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    send();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    send();
  });
  field.addEventListener("input", () => {
    const now = Date.now();
    if (now - typedAt < TYPING_EVERY_MS) return;
    typedAt = now;
    fetch(form.dataset.typingUrl, { method: "POST", headers: { "X-CSRFToken": document.body.dataset.csrf, "HX-Request": "true" } }).catch(() => {});
  });
  document.addEventListener("change", (event) => {
    if (event.target.form !== form || event.target.type !== "checkbox") return;
    if (event.target.checked) ticked.add(event.target.name);
    else ticked.delete(event.target.name);
  });
  document.addEventListener("presszero:placed", draw);
  document.addEventListener("presszero:typing", (event) => {
    if (String(event.detail.case_id) === main.dataset.case) showTyping(true);
  });
  draw();
})();

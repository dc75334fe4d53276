"use strict";
// PressZero's chat for any page, by one tag:
//   <script src="https://your.presszero.example/static/ui/chat.js" defer></script>
// It stands in a shadow tree of its own, asks nobody but the server it came from, and shows text as text.
// Each thing written gets a number here before it is sent and is kept until the server has it, so that a lost
// connection, a reload or an answer that never arrived costs no word and says none twice.
(() => {
  const SCRIPT = document.currentScript;
  const HOME = new URL(SCRIPT?.src || location.href).origin;
  const LONGEST = 2000;
  const POLL_MS = 4000;
  const LISTEN_AGAIN_MS = 20000;
  const TYPING_EVERY_MS = 3000;
  const TYPING_HOLDS_MS = 6000;
  const RETRY_MS = [500, 1000, 2000, 4000, 8000];

  const WORDS = {
    en: {
      chat: "Chat with us", close: "Close the chat", write: "Your message", send: "Send", end: "End the chat", again: "Begin a new chat",
      assistant: "Assistant", house: "Note", you: "You", person: "A person", nothing: "Say nothing", sending: "Not sent yet; it goes out as soon as the connection is back.",
      away: "Kept. Our records are away just now; you are answered here as soon as they are back.", failed: "The chat cannot be reached just now. It is tried again by itself.",
      types: (who) => `${who} is typing`, fresh: (n) => (n === 1 ? "1 new message" : `${n} new messages`), long: (n) => `${n} letters are more than ${LONGEST}. Shorten it, or send it in two.`,
      withPerson: (who) => `You are writing with ${who}.`, withMachine: "You are writing with an automatic assistant. 0 is a person.", waiting: "A person of ours has your words.", over: "This chat has ended.",
    },
    fr: {
      chat: "Écrivez-nous en direct", close: "Fermer la conversation", write: "Votre message", send: "Envoyer", end: "Terminer la conversation", again: "Nouvelle conversation",
      assistant: "Assistant", house: "Note", you: "Vous", person: "Une personne", nothing: "Ne rien dire", sending: "Pas encore envoyé ; le message partira dès que la connexion sera revenue.",
      away: "C'est gardé. Nos dossiers sont inaccessibles pour le moment ; nous vous répondrons ici dès leur retour.", failed: "La conversation est injoignable pour le moment. Nouvel essai automatique.",
      types: (who) => `${who} écrit`, fresh: (n) => (n === 1 ? "1 nouveau message" : `${n} nouveaux messages`), long: (n) => `${n} caractères, c'est plus que ${LONGEST}. Raccourcissez, ou envoyez en deux fois.`,
      withPerson: (who) => `Vous écrivez avec ${who}.`, withMachine: "Vous écrivez avec un assistant automatique. 0, c'est une personne.", waiting: "Une personne de chez nous a vos messages.", over: "Cette conversation est terminée.",
    },
  };

  const STYLE = `
    :host { --ink: #1a1b1e; --ink-2: #494a4f; --surface: #fff; --sunken: #f1efe9; --line: #dfdcd4; --edge: #86837a; --accent: #2743b5; --on-accent: #fff; --soft: #e9ecfa; --bad: #ab2319; --shadow: 0 2px 6px rgb(26 27 30 / .1), 0 12px 32px rgb(26 27 30 / .18); color-scheme: light; font: 400 1rem/1.45 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", Ubuntu, "Liberation Sans", Arial, sans-serif; }
    @media (prefers-color-scheme: dark) { :host(:not([theme=light])) { --ink: #eceae4; --ink-2: #bdbcb8; --surface: #1b1c1f; --sunken: #26272b; --line: #36373d; --edge: #7b7d86; --accent: #a9b8ff; --on-accent: #11163a; --soft: #242a47; --bad: #f08379; --shadow: 0 12px 32px rgb(0 0 0 / .6); color-scheme: dark; } }
    :host([theme=dark]) { --ink: #eceae4; --ink-2: #bdbcb8; --surface: #1b1c1f; --sunken: #26272b; --line: #36373d; --edge: #7b7d86; --accent: #a9b8ff; --on-accent: #11163a; --soft: #242a47; --bad: #f08379; --shadow: 0 12px 32px rgb(0 0 0 / .6); color-scheme: dark; }
    *, *::before, *::after { box-sizing: border-box; }
    [hidden] { display: none !important; }
    button, textarea { font: inherit; color: inherit; }
    button { cursor: pointer; min-block-size: 2.75rem; padding: .375rem .875rem; border: 1px solid var(--edge); border-radius: .4375rem; background: var(--surface); }
    button:focus-visible, textarea:focus-visible, .log:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    .primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
    .open { position: fixed; z-index: 2147483000; inset-block-end: 1rem; inset-inline-end: 1rem; border-radius: 99rem; padding-inline: 1.125rem; min-block-size: 3rem; box-shadow: var(--shadow); display: inline-flex; gap: .5rem; align-items: center; }
    .open svg { inline-size: 1.25rem; block-size: 1.25rem; flex: none; }
    .count { background: var(--on-accent); color: var(--accent); border-radius: 99rem; padding: 0 .5rem; font-size: .8125rem; font-weight: 600; }
    .panel { position: fixed; z-index: 2147483000; inset-block-end: 1rem; inset-inline-end: 1rem; inline-size: min(24rem, calc(100vw - 2rem)); block-size: min(38rem, calc(100vh - 2rem)); block-size: min(38rem, calc(100dvh - 2rem)); display: flex; flex-direction: column; background: var(--surface); color: var(--ink); border: 1px solid var(--line); border-radius: .75rem; box-shadow: var(--shadow); overflow: hidden; }
    :host([inline]) { display: block; } :host([inline]) .panel { position: static; inline-size: auto; block-size: min(40rem, 75vh); block-size: min(40rem, 75dvh); box-shadow: none; border-color: var(--edge); }
    @media (max-width: 480px) { :host(:not([inline])) .panel { inset: 0; inline-size: 100vw; block-size: 100vh; block-size: 100dvh; border: 0; border-radius: 0; } }
    .top { display: flex; align-items: center; gap: .5rem; padding: .5rem .5rem .5rem 1rem; border-block-end: 1px solid var(--line); }
    .top h2 { margin: 0; font-size: 1rem; font-weight: 600; flex: 1; min-inline-size: 0; }
    .top button { border-color: transparent; padding: .25rem .625rem; min-inline-size: 2.75rem; }
    .with { margin: 0; padding: .375rem 1rem; font-size: .8125rem; color: var(--ink-2); background: var(--sunken); }
    .log { flex: 1; overflow-y: auto; padding: 1rem; display: flex; flex-direction: column; gap: .625rem; overscroll-behavior: contain; margin: 0; }
    .turn { max-inline-size: 88%; }
    .turn p { margin: 0; padding: .5rem .75rem; border-radius: .75rem; background: var(--sunken); white-space: pre-wrap; overflow-wrap: anywhere; }
    .turn .who { font-size: .75rem; color: var(--ink-2); margin: 0 .125rem .125rem; padding: 0; background: none; }
    .customer { align-self: flex-end; } .customer p:not(.who) { background: var(--soft); } .customer .who { text-align: end; }
    .person p:not(.who) { background: var(--surface); border: 1px solid var(--accent); }
    .house { max-inline-size: 100%; } .house p:not(.who) { background: none; border-inline-start: 3px solid var(--edge); border-radius: 0; color: var(--ink-2); font-size: .9375rem; }
    .turn .late { background: none; padding: .125rem .125rem 0; font-size: .75rem; color: var(--ink-2); }
    .options { display: flex; flex-wrap: wrap; gap: .375rem; padding: 0 1rem .5rem; }
    .options button { font-size: .9375rem; border-radius: 99rem; }
    .typing { min-block-size: 1.5rem; margin: 0; padding: 0 1rem .25rem; font-size: .8125rem; color: var(--ink-2); }
    .told { margin: 0; padding: .375rem 1rem; font-size: .875rem; color: var(--bad); }
    form { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .25rem .5rem; padding: .625rem 1rem .875rem; border-block-start: 1px solid var(--line); }
    label { grid-column: 1 / -1; font-size: .8125rem; color: var(--ink-2); }
    textarea { inline-size: 100%; min-block-size: 2.75rem; max-block-size: 9rem; resize: none; padding: .5rem .625rem; border: 1px solid var(--edge); border-radius: .4375rem; background: var(--surface); field-sizing: content; }
    form button { align-self: end; }
    .foot { display: flex; flex-wrap: wrap; gap: .375rem; padding: 0 1rem .875rem; }
    .unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    /* Below Chrome 87 and Safari 14.1: no inset; below Chrome 84 no gap in flex either (see older.css). */
    @supports not (inset: 0) { .open, .panel { bottom: 1rem; right: 1rem; } .open { padding-inline-start: 1.125rem; padding-inline-end: 1.125rem; } }
    @supports not (inset: 0) { @media (max-width: 480px) { :host(:not([inline])) .panel { top: 0; left: 0; right: 0; bottom: 0; } } }
    @supports (not (inset: 0)) and (not (appearance: none)) { .open > * + *, .top > * + * { margin-inline-start: .5rem; } .log > * + * { margin-block-start: .625rem; } .options > *, .foot > * { margin-inline-end: .375rem; margin-block-end: .375rem; } }
    @media (prefers-reduced-motion: no-preference) { .log { scroll-behavior: smooth; } }
    @media (forced-colors: active) { .turn p:not(.who) { border: 1px solid; } }
  `;

  const element = (name, attributes = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(key, value === true ? "" : value);
    made.append(...inside);
    return made;
  };

  // Safari before 16.4 makes no sheet by itself. A rule put into an empty one passes every content policy all the same.
  const dress = (root) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch {
      const style = document.createElement("style");
      root.append(style);
      style.sheet.insertRule(`@media all { ${STYLE} }`);
    }
  };

  // What this browser knows of the chat. Where nothing may be stored, it lives as long as the page.
  class Kept {
    constructor(name) {
      this.name = name;
      this.facts = { token: "", next: 1, outbox: [], begun: "" };
      try {
        Object.assign(this.facts, JSON.parse(localStorage.getItem(name) || "{}"));
      } catch {}
    }
    save() {
      try {
        localStorage.setItem(this.name, JSON.stringify(this.facts));
      } catch {}
    }
    forget() {
      Object.assign(this.facts, { token: "", outbox: [], begun: "" });
      this.save();
    }
  }

  class Unreached extends Error {}
  class Refused extends Error {
    constructor(status, sentence) {
      super(sentence);
      this.status = status;
    }
  }

  class PressZeroChat extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      this.base = this.getAttribute("base") || HOME;
      const asked = (this.getAttribute("lang") || document.documentElement.lang || navigator.language || "en").slice(0, 2);
      this.language = asked in WORDS ? asked : "en";
      this.words = WORDS[this.language];
      this.kept = new Kept(`presszero-chat ${this.base} ${this.getAttribute("token") || ""}`);
      if (this.getAttribute("token")) this.kept.facts.token = this.getAttribute("token");
      this.last = 0;
      this.turns = [];
      this.state = "";
      this.unread = 0;
      this.draw();
      if (this.hasAttribute("open")) this.show(false);
      else if (this.kept.facts.token) this.goOn();
    }
    disconnectedCallback() {
      this.stopListening();
    }

    // Drawing

    draw() {
      const { words } = this;
      const root = this.attachShadow({ mode: "open" });
      dress(root);
      const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": "2", "stroke-linejoin": "round" })) icon.setAttribute(key, value);
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", "M4 4h16v12H9l-5 4z");
      icon.append(path);
      this.count = element("span", { class: "count", hidden: true });
      this.opener = element("button", { class: "open primary", type: "button", "aria-expanded": "false" }, icon, element("span", {}, words.chat), this.count);
      this.with = element("p", { class: "with" });
      this.log = element("div", { class: "log", role: "log", "aria-label": words.chat, tabindex: "0" });
      this.options = element("div", { class: "options", role: "group", "aria-label": words.chat, hidden: true });
      this.typing = element("p", { class: "typing", "aria-hidden": "true" });
      this.told = element("p", { class: "told", role: "alert", hidden: true });
      this.field = element("textarea", { id: "words", rows: "1", autocomplete: "off", enterkeyhint: "send" });
      this.form = element("form", {}, element("label", { for: "words" }, words.write), this.field, element("button", { class: "primary" }, words.send));
      this.ender = element("button", { type: "button", hidden: true }, words.end);
      this.anew = element("button", { type: "button", class: "primary", hidden: true }, words.again);
      this.closer = element("button", { type: "button", "aria-label": words.close, title: words.close }, "✕");
      const inline = this.hasAttribute("inline");
      this.panel = element(
        "section",
        { class: "panel", "aria-label": words.chat, lang: this.language, hidden: true },
        element("div", { class: "top" }, element("h2", {}, words.chat), ...(inline ? [] : [this.closer])),
        this.with, this.log, this.typing, this.options, this.told, this.form,
        element("div", { class: "foot" }, this.ender, this.anew),
      );
      this.news = element("p", { class: "unseen", role: "status" });
      root.append(...(inline ? [] : [this.opener]), this.panel, this.news);
      this.listenToPeople();
    }

    listenToPeople() {
      this.opener.addEventListener("click", () => this.show(true));
      this.closer.addEventListener("click", () => this.hide());
      this.ender.addEventListener("click", () => this.end());
      this.anew.addEventListener("click", () => this.begin(true));
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.send(this.field.value);
      });
      this.field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.send(this.field.value);
      });
      this.field.addEventListener("input", () => this.noticeTyping());
      this.panel.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !this.hasAttribute("inline")) this.hide();
      });
      addEventListener("online", () => this.flush());
      document.addEventListener("visibilitychange", () => {
        if (!document.hidden && this.kept.facts.token) this.fetchTurns();
        this.waitQuietly();
      });
    }

    show(focus) {
      this.panel.hidden = false;
      this.opener.hidden = true;
      this.opener.setAttribute("aria-expanded", "true");
      this.unread = 0;
      this.count.hidden = true;
      if (this.kept.facts.token) this.goOn();
      else this.begin(false);
      if (focus) this.field.focus();
      this.toEnd();
    }
    hide() {
      this.panel.hidden = true;
      this.opener.hidden = false;
      this.opener.setAttribute("aria-expanded", "false");
      this.opener.focus();
    }

    // Talking with the server

    async ask(path, body) {
      const options = { credentials: "include", cache: "no-store" };
      if (body !== undefined) Object.assign(options, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      let answer;
      try {
        answer = await fetch(this.base + path, options);
      } catch {
        throw new Unreached(this.words.failed);
      }
      const said = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
      if (answer.ok) return said;
      if (answer.status >= 500 && !said.error) throw new Unreached(this.words.failed);
      throw new Refused(answer.status, said.error?.sentence || this.words.failed);
    }
    get path() {
      return `/chat/${this.kept.facts.token}`;
    }

    async begin(anew) {
      if (this.beginning) return;
      this.beginning = true;
      if (anew) {
        this.stopListening();
        this.kept.forget();
        this.last = 0;
        this.turns = [];
        this.drawTurns([]);
      }
      this.say("");
      try {
        const said = await this.ask("/chat/begin/", { language: this.language });
        this.kept.facts.token = said.token;
        this.kept.save();
        if (said.away) this.poll();
        else this.hear(said);
        this.goOn();
        if (anew) this.field.focus();
      } catch (error) {
        this.say(error.message);
        if (error instanceof Unreached) setTimeout(() => !this.kept.facts.token && this.begin(false), POLL_MS);
      } finally {
        this.beginning = false;
      }
      this.flush();
    }

    goOn() {
      this.fetchTurns();
      this.listen();
      this.flush();
    }

    // One request at a time; what happens meanwhile is asked for right after.
    async fetchTurns() {
      if (!this.kept.facts.token) return;
      if (this.fetching) {
        this.fetchAgain = true;
        return;
      }
      this.fetching = true;
      try {
        do {
          this.fetchAgain = false;
          this.hear(await this.ask(`${this.path}/turns/?after=${this.last}`));
        } while (this.fetchAgain);
      } catch (error) {
        if (error instanceof Refused && error.status === 404) this.isGone();
        else this.poll();
      } finally {
        this.fetching = false;
      }
    }
    // Words that were kept while the records were away make a chat only once they are back.
    isGone() {
      if (this.hasAttribute("token")) this.say(this.words.over);
      else if (this.waitsForRecords) this.poll();
      else if (!this.panel.hidden) {
        const unsent = this.kept.facts.outbox;
        this.kept.forget();
        this.kept.facts.outbox = unsent;
        this.last = 0;
        this.turns = [];
        this.begin(false);
      } else this.kept.forget();
    }

    listen() {
      if (this.events || !this.kept.facts.token) return;
      if (!window.EventSource) {
        this.poll();
        return;
      }
      const url = `${this.base}/chat/events?token=${this.kept.facts.token}`;
      this.events = new EventSource(url, { withCredentials: this.base !== location.origin });
      this.events.addEventListener("open", () => this.fetchTurns());
      this.events.addEventListener("said", () => this.fetchTurns());
      this.events.addEventListener("reload", () => this.fetchTurns());
      this.events.addEventListener("typing", () => this.showTyping());
      this.events.addEventListener("error", () => {
        if (this.events?.readyState === EventSource.CLOSED) {
          this.events = null;
          setTimeout(() => this.isConnected && this.state !== "over" && this.listen(), LISTEN_AGAIN_MS);
        }
        this.poll();
      });
    }
    stopListening() {
      this.events?.close();
      this.events = null;
      clearTimeout(this.pollTimer);
      this.pollTimer = 0;
      clearTimeout(this.quietTimer);
    }
    poll() {
      if (this.pollTimer) return; // one that is under way is not put off by another reason to look
      this.pollTimer = setTimeout(() => {
        this.pollTimer = 0;
        this.fetchTurns();
        this.flush();
        if (this.events?.readyState !== EventSource.OPEN && this.state !== "over") this.poll();
      }, POLL_MS);
    }

    // Sending

    send(typed) {
      const text = typed.trim();
      if (!text) {
        this.field.focus();
        return;
      }
      if (text.length > LONGEST) {
        this.say(this.words.long(text.length));
        return;
      }
      this.say("");
      this.field.value = "";
      this.put(text, text);
      this.field.focus();
    }
    put(text, shown) {
      const { facts } = this.kept;
      const own = (crypto.randomUUID?.() || String(Math.random())).slice(0, 8);
      facts.outbox.push({ key: `${facts.next}-${own}`, words: text, shown });
      facts.next += 1;
      this.kept.save();
      this.drawTurns([]);
      this.toEnd();
      this.flush();
    }
    async flush() {
      if (this.flushing || !this.kept.facts.token) return;
      this.flushing = true;
      clearTimeout(this.flushTimer);
      const { facts } = this.kept;
      try {
        for (;;) {
          const one = facts.outbox.find((waiting) => !waiting.kept);
          if (!one) break;
          const said = await this.ask(`${this.path}/turns/`, { key: one.key, words: one.words, after: this.last, language: this.language });
          this.failures = 0;
          if (said.kept) {
            one.kept = this.waitsForRecords = true;
            this.kept.save();
            this.drawTurns([]);
            this.poll();
          } else {
            facts.outbox = facts.outbox.filter((waiting) => waiting !== one);
            this.kept.save();
            this.hear(said);
          }
        }
      } catch (error) {
        if (error instanceof Refused) this.isRefused(error);
        else {
          this.failures = (this.failures || 0) + 1;
          const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1];
          this.drawTurns([]);
          this.flushTimer = setTimeout(() => this.flush(), wait);
        }
      } finally {
        this.flushing = false;
      }
    }
    // What cannot be taken goes back into the field, so that nobody writes it again.
    isRefused(error) {
      if (error.status === 404) {
        this.isGone();
        return;
      }
      const { facts } = this.kept;
      if (error.status === 429) this.flushTimer = setTimeout(() => this.flush(), 10 * POLL_MS);
      else {
        const refused = facts.outbox.shift();
        if (refused && !this.field.value) this.field.value = refused.words;
        this.kept.save();
      }
      this.say(error.message);
      this.drawTurns([]);
    }

    async end() {
      try {
        this.hear(await this.ask(`${this.path}/end/`, { after: this.last }));
      } catch (error) {
        this.say(error.message);
      }
    }
    noticeTyping() {
      clearTimeout(this.quietTimer);
      const now = Date.now();
      if (!["waiting", "person", "left"].includes(this.state) || now - (this.typedAt || 0) < TYPING_EVERY_MS) return;
      this.typedAt = now;
      this.ask(`${this.path}/typing/`, {}).catch(() => {});
    }

    // Hearing

    hear(said) {
      const { facts } = this.kept;
      this.waitsForRecords = facts.outbox.some((waiting) => waiting.kept);
      const fresh = said.turns.filter((turn) => turn.n > this.last);
      this.last = Math.max(this.last, said.last);
      this.state = said.state;
      this.person = said.person;
      this.rehearsal = said.rehearsal;
      this.waitsFor = said.waits_for;
      this.quietSeconds = said.quiet_seconds;
      const here = new Set(fresh.map((turn) => turn.key).filter(Boolean));
      const before = facts.outbox.length;
      facts.outbox = facts.outbox.filter((waiting) => !here.has(waiting.key));
      if (before !== facts.outbox.length) this.kept.save();
      const first = !this.turns.length;
      this.turns.push(...fresh);
      this.drawTurns(fresh);
      if (fresh.some((turn) => turn.who !== "customer")) this.showTyping(false);
      if (!first) this.tellOutside(fresh);
      if (fresh.length) this.toEnd();
      this.waitQuietly();
      if (this.state === "over") this.stopListening();
      else this.listen();
      this.dispatchEvent(new CustomEvent("presszero-chat", { detail: { state: this.state, last: this.last } }));
    }
    tellOutside(fresh) {
      if (!this.panel.hidden) return;
      this.unread += fresh.filter((turn) => turn.who !== "customer").length;
      this.count.hidden = !this.unread;
      this.count.textContent = this.unread ? this.words.fresh(this.unread) : "";
      this.news.textContent = this.count.textContent;
    }
    whoOf(turn) {
      return turn.name || { customer: this.words.you, machine: this.words.assistant, person: this.words.person }[turn.who] || "";
    }
    drawTurns(fresh) {
      if (!this.turns.length) this.log.replaceChildren();
      for (const waiting of this.log.querySelectorAll("[data-waits]")) waiting.remove();
      for (const turn of fresh) this.log.append(this.turnRow(turn.who, this.whoOf(turn), turn.text));
      for (const waiting of this.kept.facts.outbox) {
        if (!waiting.words) continue;
        const row = this.turnRow("customer", this.words.you, waiting.shown);
        row.dataset.waits = "";
        if (waiting.kept || this.failures) row.append(element("p", { class: "late" }, waiting.kept ? this.words.away : this.words.sending));
        this.log.append(row);
      }
      this.drawOptions();
      const { words, state } = this;
      this.with.textContent = state === "over" ? words.over : this.person ? words.withPerson(this.person) : state === "machine" ? words.withMachine : state ? words.waiting : "";
      this.with.hidden = !this.with.textContent;
      this.form.hidden = state === "over";
      this.ender.hidden = !state || state === "over" || this.rehearsal;
      this.anew.hidden = state !== "over" || this.hasAttribute("token");
    }
    turnRow(who, name, text) {
      const row = element("div", { class: `turn ${who}` });
      if (name) row.append(element("p", { class: "who" }, name));
      row.append(element("p", {}, text));
      return row;
    }
    drawOptions() {
      const last = [...this.turns].reverse().find((turn) => turn.who === "machine");
      const ready = this.state === "machine" && !this.kept.facts.outbox.length;
      const offered = ready && last ? last.options : [];
      const mayBeSilent = ready && this.rehearsal && this.waitsFor === "words";
      const choice = JSON.stringify([offered, mayBeSilent]);
      if (choice === this.choice) return; // whoever stands on one of them goes on standing there
      this.choice = choice;
      const buttons = offered.map(([key, words]) => {
        const label = key === "0" && !words ? this.words.person : words || key;
        const button = element("button", { type: "button", "data-key": key }, label);
        button.addEventListener("click", () => {
          this.put(key, label);
          this.field.focus();
        });
        return button;
      });
      if (mayBeSilent) {
        const silent = element("button", { type: "button", "data-key": "" }, this.words.nothing);
        silent.addEventListener("click", () => this.put("", ""));
        buttons.push(silent);
      }
      this.options.hidden = !buttons.length;
      this.options.replaceChildren(...buttons);
    }
    showTyping(on = true) {
      clearTimeout(this.typingTimer);
      this.typing.textContent = on ? `${this.words.types(this.person || this.words.person)} …` : "";
      if (on) this.typingTimer = setTimeout(() => this.showTyping(false), TYPING_HOLDS_MS);
    }
    // Whoever wrote and then says nothing is asked again, and led to a person; a page in the background is no silence.
    waitQuietly() {
      clearTimeout(this.quietTimer);
      if (!this.quietSeconds || this.panel.hidden || document.hidden || this.field.value) return;
      this.quietTimer = setTimeout(() => this.put("", ""), this.quietSeconds * 1000);
    }
    say(sentence) {
      this.told.textContent = sentence;
      this.told.hidden = !sentence;
    }
    toEnd() {
      this.log.scrollTop = this.log.scrollHeight;
    }
  }

  if (!customElements.get("presszero-chat")) customElements.define("presszero-chat", PressZeroChat);
  const place = () => {
    if (document.querySelector("presszero-chat")) return;
    const chat = document.createElement("presszero-chat");
    for (const name of ["lang", "theme"]) if (SCRIPT?.dataset[name]) chat.setAttribute(name, SCRIPT.dataset[name]);
    document.body.append(chat);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
})();

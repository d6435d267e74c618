/* Keeps a form while it is written, and never says "saved" before the server did.
   The address in data-autosave answers 204 or 200 (kept; perhaps X-Version, X-Seen and HTML for [data-live]),
   409 (somebody else changed it; perhaps HTML for [data-conflict]) or 422 (plain text: why not). */
(() => {
  "use strict";
  const PAUSE = 1500;
  const RETRY = 15000;
  const SHORT = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const time = () => new Date().toLocaleTimeString(document.documentElement.lang, SHORT);

  /* Signing in again changes the mark against forgery; the cookie has the newest. */
  function refreshMark(form) {
    const mark = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (mark && form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = mark[1];
  }

  function put(form, name, value) {
    if (value !== null && value !== undefined && form.elements[name]) form.elements[name].value = value;
  }

  class Keeper {
    constructor(form, sign) {
      Object.assign(this, { form, sign, timer: 0, unsaved: false, sending: null, stopped: false, settled: false });
      this.live = form.querySelector("[data-live]");
      this.conflict = form.querySelector("[data-conflict]");
      this.signIn = form.querySelector("[data-sign-in]");
      form.addEventListener("input", () => { this.unsaved = true; this.later(PAUSE); });
      form.addEventListener("submit", (event) => this.submit(event));
      form.addEventListener("click", (event) => this.decide(event.target));
      window.addEventListener("online", () => this.later(0));
      window.addEventListener("focus", () => { if (this.unsaved) this.later(0); });
      window.addEventListener("beforeunload", (event) => { if (this.unsaved) event.preventDefault(); });
      this.watchOtherTabs();
    }

    say(text, failed = false) {
      this.sign.textContent = text;
      this.sign.classList.toggle("is-failed", failed);
    }

    later(wait) {
      clearTimeout(this.timer);
      if (!this.stopped) this.timer = setTimeout(() => this.save(), wait);
    }

    content() {
      const data = new FormData(this.form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      return data;
    }

    /* One save at a time; what is typed meanwhile goes with the next one. Answers whether the server has spoken. */
    save() {
      if (this.sending) return this.sending;
      if (this.stopped || !this.unsaved) return Promise.resolve(true);
      this.sending = this.send().finally(() => {
        this.sending = null;
        if (this.unsaved && !this.sign.classList.contains("is-failed")) this.later(PAUSE);
      });
      return this.sending;
    }

    async send() {
      this.unsaved = false;
      this.say(this.sign.dataset.saving);
      refreshMark(this.form);
      try {
        const request = { method: "POST", body: this.content(), redirect: "manual" };
        return await this.answer(await fetch(this.form.dataset.autosave, request));
      } catch {
        return this.fail(this.sign.dataset.offline, true);
      }
    }

    async answer(response) {
      const lost = response.type === "opaqueredirect" || response.status === 401 || response.status === 403;
      if (this.signIn) this.signIn.hidden = !lost;
      if (response.ok) return this.kept(response);
      if (lost) return this.fail(this.sign.dataset.signedOut, true);
      if (response.status === 404) return this.fail(this.sign.dataset.gone, true);
      if (response.status === 409) return this.refused(response);
      if (response.status !== 422) return this.fail(this.sign.dataset.offline, true);
      this.unsaved = true;
      this.say(`${this.sign.dataset.refused} ${await response.text()}`, true);
      return true;
    }

    async kept(response) {
      put(this.form, "version", response.headers.get("X-Version"));
      put(this.form, "seen", response.headers.get("X-Seen"));
      this.say(`${this.sign.dataset.saved} ${time()}`);
      const isHtml = (response.headers.get("Content-Type") || "").startsWith("text/html");
      if (this.live && response.status === 200 && isHtml) this.live.innerHTML = await response.text();
      return true;
    }

    async refused(response) {
      this.fail(this.sign.dataset.stale, false);
      const isHtml = (response.headers.get("Content-Type") || "").startsWith("text/html");
      if (this.conflict && isHtml) {
        this.conflict.innerHTML = await response.text();
        this.sign.textContent = "";
        this.sign.classList.remove("is-failed");
      }
      return true;
    }

    fail(text, again) {
      this.unsaved = true;
      this.say(text, true);
      if (again) this.later(RETRY);
      else this.stopped = true;
      return false;
    }

    /* The button sends the page only once the server can be reached and knows the person: else the words would be lost. */
    async submit(event) {
      if (this.settled || (!this.unsaved && !this.sending)) {
        this.stopped = true;
        this.unsaved = false;
        return;
      }
      event.preventDefault();
      clearTimeout(this.timer);
      if (this.sending) await this.sending;
      if (!(await this.save())) return;
      this.settled = true;
      this.unsaved = false;
      refreshMark(this.form);
      this.form.requestSubmit(event.submitter);
    }

    decide(target) {
      if (target.matches?.("[data-keep-mine]")) {
        put(this.form, "version", target.dataset.version);
        put(this.form, "seen", target.dataset.seen);
        this.conflict.replaceChildren();
        this.stopped = false;
        this.unsaved = true;
        this.later(0);
      } else if (target.matches?.("[data-take-theirs]")) {
        this.unsaved = false;
        location.reload();
      }
    }

    watchOtherTabs() {
      if (!("BroadcastChannel" in window)) return;
      const channel = new BroadcastChannel(`portal:${this.form.dataset.autosave}`);
      channel.addEventListener("message", (event) => {
        this.say(event.data === "open" ? this.sign.dataset.elsewhere : this.sign.dataset.already, true);
        if (event.data === "open") channel.postMessage("here");
      });
      channel.postMessage("open");
    }
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const sign = form.querySelector("[data-save-state]") || document.querySelector("[data-save-state]");
    if (sign) new Keeper(form, sign);
  }
})();

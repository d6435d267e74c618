/* Keeps a form while it is written, and never says "saved" before the server did.
   The address in data-autosave answers 204 (kept; perhaps X-Version), 409 (somebody else changed it) or 422 (plain text: why not). */
(() => {
  "use strict";
  const PAUSE = 1500;
  const RETRY = 15000;

  function keep(form, sign) {
    let timer = 0;
    let unsaved = false;
    let sending = false;
    let stopped = false;

    const say = (text, failed = false) => {
      sign.textContent = text;
      sign.classList.toggle("is-failed", failed);
    };
    const later = (wait) => {
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(save, wait);
    };
    const content = () => {
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      return data;
    };

    function fail(text, again) {
      unsaved = true;
      say(text, true);
      if (again) later(RETRY);
      else stopped = true;
    }

    async function answer(response) {
      if (response.ok) {
        const version = response.headers.get("X-Version");
        if (version && form.elements.version) form.elements.version.value = version;
        say(`${sign.dataset.saved} ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`);
      } else if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
        fail(sign.dataset.signedOut, true);
      } else if (response.status === 409) {
        fail(sign.dataset.stale, false);
      } else if (response.status === 422) {
        unsaved = true;
        say(`${sign.dataset.refused} ${await response.text()}`, true);
      } else {
        fail(sign.dataset.offline, true);
      }
    }

    async function save() {
      if (sending || stopped || !unsaved) return;
      sending = true;
      unsaved = false;
      say(sign.dataset.saving);
      try {
        await answer(await fetch(form.dataset.autosave, { method: "POST", body: content(), redirect: "manual" }));
      } catch {
        fail(sign.dataset.offline, true);
      } finally {
        sending = false;
        if (unsaved && !sign.classList.contains("is-failed")) later(PAUSE);
      }
    }

    form.addEventListener("input", () => {
      unsaved = true;
      later(PAUSE);
    });
    form.addEventListener("submit", () => {
      stopped = true;
      unsaved = false;
    });
    window.addEventListener("online", () => later(0));
    window.addEventListener("focus", () => { if (unsaved) later(0); });
    window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
    warnOfSecondTab(form, say, sign);
  }

  function warnOfSecondTab(form, say, sign) {
    if (!("BroadcastChannel" in window)) return;
    const channel = new BroadcastChannel(`portal:${form.dataset.autosave}`);
    channel.addEventListener("message", () => say(sign.dataset.elsewhere, true));
    channel.postMessage("open");
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const sign = form.querySelector("[data-save-state]") || document.querySelector("[data-save-state]");
    if (sign) keep(form, sign);
  }
})();

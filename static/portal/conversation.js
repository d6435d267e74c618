/* Sends a message in place, keeps what is written as a draft, and marks as read what was shown.
   Without this file the form loads the page anew and a button marks messages as read. */
(() => {
  "use strict";
  const PAUSE = 1500;
  const SHORT = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const mark = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";
  let timer = 0;

  function post(url, body) {
    const headers = { "X-CSRFToken": mark(), "X-Requested-With": "portal" };
    return fetch(url, { method: "POST", body, headers, redirect: "manual" });
  }

  function say(form, words) {
    const sign = form.querySelector("[data-draft-state]");
    if (sign) sign.textContent = words(sign.dataset);
  }

  async function keep(form) {
    const body = new FormData();
    for (const name of ["text", "audience"]) body.set(name, form.elements[name]?.value ?? "");
    say(form, (words) => words.saving);
    const answer = await post(form.dataset.draft, body).catch(() => null);
    if (!form.isConnected) return;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, SHORT);
    if (answer?.status === 422) {
      const reason = await answer.text();
      say(form, () => reason);
    } else say(form, (words) => (answer?.ok ? `${words.saved} ${time}` : words.failed));
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    clearTimeout(timer);
    if (form) timer = setTimeout(() => keep(form), PAUSE);
  });

  document.addEventListener("htmx:beforeRequest", () => clearTimeout(timer));

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr, requestConfig } = event.detail;
    if (target?.id !== "conversation") return;
    const asked = new URL(requestConfig.path, location.href).pathname;
    if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked) {
      event.detail.shouldSwap = false;
      location.assign(xhr.responseURL);
    } else if (xhr.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  document.addEventListener("htmx:afterSettle", () => {
    document.querySelector("#conversation [data-just-sent], #conversation [data-focus]")?.focus();
  });

  const read = document.querySelector("form[data-read]");
  if (read) {
    const done = () => {
      if (document.visibilityState !== "visible") return;
      document.removeEventListener("visibilitychange", done);
      post(read.action, new FormData(read)).then((answer) => { if (answer.ok) read.hidden = true; }, () => {});
    };
    document.addEventListener("visibilitychange", done);
    done();
  }
})();

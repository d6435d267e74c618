/* A safety copy of every guarded form in this tab: offered back when the page comes again, gone when it was sent,
   when somebody else signs in and when one signs out. Never passwords, files or personal numbers. */
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const person = words.person || "";
  const PREFIX = "kept:";
  const PAUSE = 400;
  const NEVER = /password|csrfmiddlewaretoken|id_number|account_number|bank_account|secret|otp|_FORMS$/i;
  const SHORT = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const timers = new WeakMap();

  const guarded = () => [...document.querySelectorAll("form[data-guard]")];
  const keyOf = (form) => `${PREFIX}${person}:${location.pathname}#${guarded().indexOf(form)}`;
  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  const read = (key) => JSON.parse(sessionStorage.getItem(key) || "null");
  const fields = (form) =>
    [...form.elements].filter(
      (field) => field.name && !NEVER.test(field.name) && !/^(hidden|file|password|submit|button)$/.test(field.type || ""));
  const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
  const stand = (field) => {
    if (isChoice(field)) return field.checked;
    return field.multiple ? [...field.options].filter((one) => one.selected).map((one) => one.value) : field.value;
  };
  const contents = (form) => fields(form).map((field) => [field.name, isChoice(field) ? field.value : "", stand(field)]);

  function keep(form, sent = false) {
    if (!form.isConnected || !person) return;
    const copy = JSON.stringify({ path: location.pathname, at: Date.now(), sent, values: contents(form) });
    try {
      sessionStorage.setItem(keyOf(form), copy);
    } catch {
      /* No room: the form itself still has everything. */
    }
  }

  function restore(form, copy) {
    const left = [...copy.values];
    for (const field of fields(form)) {
      const found = left.findIndex(([name, value]) => name === field.name && (!isChoice(field) || value === field.value));
      if (found < 0) continue;
      const [, , was] = left.splice(found, 1)[0];
      if (isChoice(field)) field.checked = was;
      else if (field.multiple) for (const one of field.options) one.selected = was.includes(one.value);
      else field.value = was;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  function button(label, tone, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: `btn ${tone}`, textContent: label });
    made.addEventListener("click", act);
    return made;
  }

  function offer(form, copy) {
    const time = new Date(copy.at).toLocaleTimeString(document.documentElement.lang, SHORT);
    const box = document.createElement("div");
    box.className = "vp-notice vp-tone-info";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = words.question.replace("{time}", time);
    const choices = document.createElement("div");
    choices.className = "vp-actions";
    const leave = () => {
      box.remove();
      (fields(form)[0] || form).focus();
    };
    choices.append(
      button(words.yes, "btn-secondary", () => { restore(form, copy); leave(); }),
      button(words.no, "btn-link", () => { sessionStorage.removeItem(keyOf(form)); leave(); }),
    );
    const inner = document.createElement("div");
    inner.append(text, choices);
    box.append(inner);
    form.before(box);
  }

  /* What was sent has arrived, unless this page is the form again with its mistakes, or one came back to it. */
  function settle(key, copy) {
    if (!copy.sent || !person) return copy;
    const isHere = copy.path === location.pathname;
    const cameBack = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
    if (isHere && (cameBack || document.querySelector(".vp-errors"))) return copy;
    sessionStorage.removeItem(key);
    return null;
  }

  function look() {
    for (const key of keys()) {
      if (person && !key.startsWith(`${PREFIX}${person}:`)) sessionStorage.removeItem(key);
      else settle(key, read(key));
    }
    for (const form of guarded()) {
      const copy = read(keyOf(form));
      if (!copy) continue;
      if (JSON.stringify(copy.values) === JSON.stringify(contents(form))) sessionStorage.removeItem(keyOf(form));
      else if (!document.querySelector(".vp-errors")) offer(form, copy);
    }
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-guard]");
    if (!form) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), PAUSE));
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    clearTimeout(timers.get(form));
    if (/\/logout\/$/.test(form.getAttribute("action") || "")) keys().forEach((key) => sessionStorage.removeItem(key));
    else if (form.matches("form[data-guard]")) keep(form, true);
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    const form = requestConfig?.elt;
    if (!form?.matches?.("form[data-guard]") || xhr.status >= 300 || !xhr.responseURL) return;
    const asked = new URL(requestConfig.path, location.href).pathname;
    if (new URL(xhr.responseURL).pathname === asked) sessionStorage.removeItem(keyOf(form));
  });

  try {
    look();
  } catch {
    /* Storage that is switched off keeps nothing, and offers nothing. */
  }
})();

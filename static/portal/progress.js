/* While a worker has the table in hands, the page asks how far it is; without this file there is a link for it. */
"use strict";
(() => {
  const EVERY = 1500;
  const state = () => document.getElementById("table-state");
  const ask = async () => {
    try {
      const answer = await fetch(window.location.href, { credentials: "same-origin" });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById("table-state");
        if (fresh) state().replaceWith(fresh);
      }
    } catch {
      /* The next question may be answered. */
    }
    if (state().hasAttribute("data-at-work")) window.setTimeout(ask, EVERY);
  };
  if (state() && state().hasAttribute("data-at-work")) window.setTimeout(ask, EVERY);
})();

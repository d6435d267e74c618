/* Keys for people who work through many files. Every page works without this file; the keys can be switched off. */
(() => {
  "use strict";
  const dialog = document.getElementById("desk-shortcuts");
  const enabled = dialog?.dataset.deskShortcuts === "on";
  const rows = () => [...document.querySelectorAll("[data-desk-row]")];
  const current = () => document.querySelector("[data-desk-row].is-current");

  function mark(row) {
    current()?.classList.remove("is-current");
    if (!row) return;
    row.classList.add("is-current");
    row.querySelector("[data-desk-open]")?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function move(by) {
    const all = rows();
    if (!all.length) return false;
    const at = all.indexOf(current());
    mark(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
    return true;
  }

  function press(selector, scope) {
    const target = (scope || document).querySelector(selector);
    target?.click();
    return Boolean(target);
  }

  function tick() {
    const box = current()?.querySelector("[data-select]");
    if (!box) return false;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  function search() {
    const field = document.querySelector(".vp-desk-find input[type=search]") || document.getElementById("site-search");
    field?.focus();
    return Boolean(field);
  }

  const inRow = (selector) => () => Boolean(current()) && press(selector, current());
  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    x: tick,
    v: inRow("[data-desk-check]"),
    c: () => (rows().length ? inRow("[data-desk-claim]")() : press("[data-desk-claim]")),
    n: () => press("main a[rel=next]"),
    p: () => press("main a[rel=prev]"),
    "/": search,
    "?": () => { dialog.showModal(); return true; },
  };

  function isTyping(target) {
    return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter") {
      const onControl = event.target.closest("a, button, summary, input");
      if (!onControl && inRow("[data-desk-open]")()) event.preventDefault();
      return;
    }
    if (Object.hasOwn(KEYS, event.key) && KEYS[event.key]()) event.preventDefault();
  }

  function keepClaim() {
    const place = document.querySelector("[data-desk-keep]");
    if (!place) return;
    const token = JSON.parse(document.body.getAttribute("hx-headers"));
    let active = true;
    for (const sign of ["keydown", "pointerdown", "scroll"]) {
      document.addEventListener(sign, () => { active = true; }, { passive: true });
    }
    setInterval(() => {
      if (!active || document.hidden) return;
      active = false;
      fetch(place.dataset.deskKeep, { method: "POST", headers: token }).catch(() => { active = true; });
    }, 300000);
  }

  if (dialog && enabled) {
    document.addEventListener("keydown", onKey);
    document.addEventListener("focusin", (event) => {
      const row = event.target.closest?.("[data-desk-row]");
      if (row && row !== current()) {
        current()?.classList.remove("is-current");
        row.classList.add("is-current");
      }
    });
    document.querySelector("[data-desk-keys]")?.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
  }
  document.addEventListener("htmx:afterSettle", () => {
    const [live, count] = ["desk-live", "queue-count"].map((id) => document.getElementById(id));
    if (live && count) live.textContent = count.textContent.trim();
  });
  keepClaim();
})();

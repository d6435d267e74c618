/* After a part of the page was replaced in place: say so to those who do not see it, and keep the focus where one can go on. */
(() => {
  "use strict";
  const announcer = document.getElementById("announcer");
  const BY_ITSELF = new Set(["load", "revealed", "intersect"]);

  // What nobody asked for is neither announced nor focused: polling has no event, and some events are not a person's.
  const askedFor = (event) => {
    const cause = event.detail.requestConfig?.triggeringEvent;
    return Boolean(cause) && !BY_ITSELF.has(cause.type);
  };

  function announce(part) {
    const spoken = ["[data-announce]", "[role=status]", "[aria-live]:not([hidden], [data-bulk-words])"].map((way) => part.querySelector(way)).find(Boolean);
    const words = (spoken?.dataset.announce || spoken?.textContent || "").replace(/\s+/g, " ").trim();
    announcer.textContent = "";
    setTimeout(() => { announcer.textContent = words || announcer.dataset.updated; }, 50);
  }

  function keepFocus(part) {
    if (document.activeElement && document.activeElement !== document.body) return;
    const place = part.querySelector("[data-focus], .vp-errors") || part;
    if (place.tabIndex < 0 && !place.hasAttribute("tabindex")) place.tabIndex = -1;
    place.focus({ preventScroll: place === part });
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    if (!announcer || !(part instanceof Element) || !part.isConnected || !askedFor(event)) return;
    if (!part.matches("[role=status], [aria-live]")) announce(part);
    setTimeout(() => keepFocus(part), 0);
  });
})();

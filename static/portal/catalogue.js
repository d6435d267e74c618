/* On a phone the filters wait folded above the results. The page works without this file. */
(() => {
  "use strict";
  const narrow = matchMedia("(max-width: 47.99rem)");

  function fold() {
    const filters = document.querySelector("[data-facets]");
    if (!filters) return;
    if (narrow.matches) filters.open = false;
    filters.dataset.ready = "";
  }

  fold();
  document.addEventListener("htmx:afterSwap", fold);
})();

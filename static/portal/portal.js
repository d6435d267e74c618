/* Small comforts. Every page works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;

  const isDark = () =>
    (root.dataset.bsTheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

  function rememberTheme(theme) {
    root.dataset.bsTheme = theme;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  }

  function prepareThemeToggles() {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.hidden = false;
      button.addEventListener("click", () => rememberTheme(isDark() ? "light" : "dark"));
    }
  }

  function closeMenus(event) {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (event.type === "keydown" && event.key === "Escape") {
        menu.open = false;
        menu.querySelector("summary").focus();
      } else if (event.type === "click" && !menu.contains(event.target)) {
        menu.open = false;
      }
    }
  }

  const sizeInWords = (bytes) =>
    bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

  function prepareDrop(box) {
    const input = box.querySelector("input[type=file]");
    const name = box.querySelector("[data-drop-name]");
    if (!input || !name) return;
    input.addEventListener("change", () => {
      const files = [...input.files];
      if (files.length) name.textContent = files.map((file) => `${file.name} (${sizeInWords(file.size)})`).join(", ");
    });
    box.addEventListener("dragover", (event) => {
      event.preventDefault();
      box.classList.add("vp-drop-over");
    });
    box.addEventListener("dragleave", () => box.classList.remove("vp-drop-over"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      box.classList.remove("vp-drop-over");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function prepareBulk(bar) {
    const form = bar.closest("form");
    if (!form) return;
    const all = form.querySelector("[data-select-all]");
    const rows = () => [...form.querySelectorAll("[data-select]")];
    const refresh = () => {
      const picked = rows().filter((row) => row.checked).length;
      bar.querySelector("[data-bulk-count]").textContent = picked;
      bar.classList.toggle("is-idle", picked === 0);
      if (all) {
        all.checked = picked > 0 && picked === rows().length;
        all.indeterminate = picked > 0 && picked < rows().length;
      }
    };
    form.addEventListener("change", (event) => {
      if (event.target === all) rows().forEach((row) => { row.checked = all.checked; });
      refresh();
    });
    bar.classList.add("is-live");
    bar.querySelector("[data-bulk-words]").hidden = false;
    refresh();
  }

  function guardForm(form) {
    let changed = false;
    let waiting = [];
    form.addEventListener("input", () => { changed = !form.dataset.autosave; });
    form.addEventListener("submit", (event) => {
      changed = false;
      waiting = [...form.querySelectorAll("button[type=submit]:not(:disabled)")];
      setTimeout(() => {
        if (!event.defaultPrevented) waiting.forEach((button) => { button.disabled = true; });
      }, 0);
    });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
    window.addEventListener("pageshow", () => waiting.forEach((button) => { button.disabled = false; }));
  }

  function prepare(scope) {
    scope.querySelectorAll("[data-drop]").forEach(prepareDrop);
    scope.querySelectorAll("[data-bulk]").forEach(prepareBulk);
    scope.querySelectorAll("form[data-guard]").forEach(guardForm);
    scope.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  }

  function start() {
    prepareThemeToggles();
    prepare(document);
    document.querySelector("[data-focus]")?.focus();
    document.querySelector(".vp-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    document.addEventListener("click", closeMenus);
    document.addEventListener("keydown", closeMenus);
    document.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.elt));
  }

  start();
})();

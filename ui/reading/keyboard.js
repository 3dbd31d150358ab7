/* The pane by keyboard: Tab stays in it while it is a dialog, Escape leaves the outline, then the pane. */
(() => {
  "use strict";
  const source = window.fiqraSource;
  const { NARROW, pane, isOpen } = source;

  /* the page's own script closes an open menu by Escape, before the listener below is called */
  let menu = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menu = Boolean(document.querySelector("details.fq-menu[open]"));
  }, true);

  const stops = () => [...pane().querySelectorAll(
    'a[href], button:not([disabled]), summary, input, [tabindex="0"]'
  )].filter((each) => each.getClientRects().length);
  document.addEventListener("keydown", (event) => {
    if (!isOpen() || event.defaultPrevented) return;
    const active = document.activeElement;
    const inside = pane().contains(active);
    if (event.key === "Tab" && NARROW.matches) {
      const all = stops();
      if (!all.length) return;
      const first = all[0];
      const last = all[all.length - 1];
      const out = !inside || !all.includes(active);
      if (event.shiftKey && (active === first || (out && active !== last))) {
        if (inside && active.id === "fq-source-heading") return;
        event.preventDefault();
        last.focus();
      } else if (!event.shiftKey && (active === last || !inside)) {
        event.preventDefault();
        first.focus();
      }
      return;
    }
    if (event.key !== "Escape" || event.isComposing) return;
    if (menu) return;
    const elsewhere = !inside && active !== document.body
      && !(active && active.closest("a.to-source"));
    if (elsewhere && !NARROW.matches) return;
    if (inside && active.matches('input[type="search"]') && active.value) return;
    event.preventDefault();
    const button = pane().querySelector('[data-source="outline"][aria-expanded="true"]');
    if (inside && button && active.closest(".fq-outline")) {
      source.outline(button);
      button.focus();
      return;
    }
    source.close();
  });
})();

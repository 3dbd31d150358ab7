/* The pane's menu of what can be copied: the words, the citation, the link. */
(() => {
  "use strict";
  const { pane, base, announce } = window.fiqraSource;

  /* by a field of its own: the clipboard's interface is there on secure addresses only */
  const byField = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
    const before = document.activeElement;
    pane().append(field);
    field.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { /* said where it was asked for */ }
    field.remove();
    if (before) before.focus({ preventScroll: true });
    return done;
  };
  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return byField(text);
    }
  };

  /* what came of it is said, and stands for a while in the name of the menu */
  const copy = async (button) => {
    const text = "address" in button.dataset
      ? new URL(button.dataset.copy, base()).href : button.dataset.copy;
    const words = button.closest(".fq-source").dataset;
    const said = (await copied(text)) ? words.copied : words.notCopied;
    announce(said);
    const place = button.closest("details").querySelector("summary span");
    place.dataset.name = place.dataset.name || place.textContent;
    place.textContent = said;
    setTimeout(() => { place.textContent = place.dataset.name; }, 1800);
    const menu = button.closest("details");
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    if (!pane() || event.defaultPrevented) return;
    const button = event.target.closest("#source-pane button");
    if (button && "copy" in button.dataset) copy(button);
  });
})();

/* The ground of the conversations: what is known of them, their words, their routes, the question's box. */
(() => {
  "use strict";
  const $ = (selector, within = document) => within.querySelector(selector);
  const state = { conversation: null, turn: null, run: null, loaded: false };
  const url = (path) => window.fiqraBase + "fiqra/" + path;
  const words = () => {
    const place = $("#fq-words");
    const all = place ? JSON.parse(place.textContent) : { ar: {}, en: {} };
    return all[window.fiqra.language()];
  };
  const field = () => $("#fq-question textarea, #fq-question input");

  async function get(path, options) {
    const response = await fetch(url(path), { credentials: "same-origin", ...options });
    if (response.status === 401) { window.location.reload(); throw new Error("401"); }
    return response;
  }
  async function post(path, values = {}) {
    const response = await get(path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values),
    });
    const said = await response.json().catch(() => ({}));
    if (!response.ok) window.fiqra.tell(said.sentence || words().failed);
    return response.ok ? said : null;
  }

  /* the question's box is Gradio's: it hears of a change by its input event */
  function write(text) {
    const box = field();
    if (!box) return;
    const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set;
    setter.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function focusQuestion() { const box = field(); if (box) box.focus(); }
  function running(on) {
    document.body.classList.toggle("fq-running", on);
    const box = $("#fq-current");
    if (box) box.setAttribute("aria-busy", on ? "true" : "false");
    /* the button that was pressed is not there any more; on a telephone the keyboard stays away */
    const lost = [document.body, $("#fq-stop"), $("#fq-send")].includes(document.activeElement);
    if (!on && lost && window.innerWidth >= 900) focusQuestion();
  }

  /* a turn's beginning at the top, unless all of it is in view; later it is not moved any more */
  function show(turn) {
    if (!turn) return;
    const { top, bottom } = turn.getBoundingClientRect();
    const below = $("#fq-question-row").getBoundingClientRect().top;
    if (top < 0 || bottom > below || window.innerWidth < 900 || $("#fq-past .fq-turn[data-turn]")) {
      turn.scrollIntoView({ block: "start", behavior: "instant" });
    }
  }

  function clearCurrent() {
    const turn = $("#fq-current .fq-turn");
    if (turn) turn.remove();
  }

  /* what the room's other files take from here; what they lend to one another, each adds to it */
  window.fiqraAsk = {
    $, state, words, get, post, field, write, focusQuestion, running, show, clearCurrent,
  };
})();

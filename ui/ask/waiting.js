/* Waiting for an answer: the question at once, its place in the queue, a server that is lost. */
(() => {
  "use strict";
  const { $, state, words, field, write, focusQuestion, running, show, clearCurrent } = window.fiqraAsk;

  /* Gradio knows the place in its queue, and says it in English, out of sight: `queue: 3/5 | 1.8s` */
  function placeInQueue() {
    const told = $("#fq-current [data-testid='status-tracker']");
    return told ? /(\d+)\/(\d+)/.exec(told.textContent) : null;
  }

  /* the question at once, before the server has said anything; who waits is told why */
  let slow = null;
  function wait(question) {
    const turn = document.createElement("article");
    turn.className = "fq-turn fq-pending";
    turn.id = "fq-asked";
    const heading = document.createElement("h3");
    heading.className = "fq-question";
    heading.dir = "auto";
    heading.textContent = question;
    const note = document.createElement("p");
    note.className = "fq-wait";
    note.textContent = words().wait;
    turn.append(heading, note);
    const past = $("#fq-past");
    if (!past) return;
    past.after(turn);
    const before = $("#fq-current .fq-turn");
    if (before) before.dataset.settled = "true";
    document.body.classList.add("fq-waiting");
    clearInterval(slow);
    show(turn);
    slow = setInterval(() => {
      const place = placeInQueue();
      const said = place ? words().queued.replace("{place}", place[1]).replace("{count}", place[2]) : words().wait;
      if (note.textContent !== said) note.textContent = said;
    }, 400);
    new MutationObserver((_, observer) => {
      const come = $("#fq-current .fq-turn:not([data-settled])");
      if (!come && turn.isConnected) return;
      observer.disconnect();
      const top = turn.getBoundingClientRect().top;
      answered();
      /* it takes the place of what stood for it */
      if (come) window.scrollBy({ top: come.getBoundingClientRect().top - top, behavior: "instant" });
    }).observe($("#fq-current"), { childList: true, subtree: true, characterData: true });
  }
  /* nothing has come: the question is given back, and Gradio's own words for it are not needed */
  function failed() {
    const turn = $("#fq-asked");
    if (!turn || document.body.classList.contains("fq-running")) return;
    const question = $(".fq-question", turn).textContent;
    answered();
    clearCurrent();
    document.body.classList.toggle("fq-talking", $("#fq-past .fq-turn") !== null);
    if (field() && !field().value) write(question);
    window.fiqra.tell(words().failed);
    focusQuestion();
  }
  function answered() {
    clearInterval(slow);
    document.body.classList.remove("fq-waiting");
    const turn = $("#fq-asked");
    if (turn) turn.remove();
  }

  /* Gradio waits for ever for a server that has ended: while an answer is awaited it is asked whether
     it is still the same one, and where it is not, the page is loaded again with the question in its box */
  const EVERY = 3000;
  let watched = "";
  async function alive(run) {
    const name = await fetch(window.fiqraBase + "gradio_api/app_id", { credentials: "same-origin" })
      .then((response) => (response.ok ? response.text() : ""), () => "");
    if (state.run !== run) return;
    if (name && watched && name !== watched) { window.location.reload(); return; }
    if (name) watched = name;
    else window.fiqra.tell(words().failed);
    setTimeout(() => alive(run), EVERY);
  }
  const UNANSWERED = "fiqra-unanswered";
  function unanswered(question) {
    try {
      if (question) sessionStorage.setItem(UNANSWERED, question);
      else sessionStorage.removeItem(UNANSWERED);
    } catch { /* it is lost with the page */ }
  }
  function left() {
    const question = sessionStorage.getItem(UNANSWERED);
    if (question) unanswered("");
    return question;
  }

  /* Gradio says in English, and only so, that the server does not answer: it is said in ours, and the
     question that waited is given back */
  new MutationObserver(() => {
    for (const each of document.querySelectorAll(".toast-body.error:not([data-heard])")) {
      each.dataset.heard = "true";
      const asked = document.body.classList.contains("fq-running");
      if (asked) { running(false); failed(); }
      window.fiqra.tell(/onnection/.test(each.textContent) ? words().lost : words().failed);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  Object.assign(window.fiqraAsk, { wait, failed, alive, unanswered, left });
})();

/* The conversations: asking, stopping, asking again; opened, named, deleted from their list. */
(() => {
  "use strict";
  const shared = window.fiqraAsk;
  const { $, state, words, get, post, field, write, focusQuestion, running, show, clearCurrent } = shared;
  const scope = () => {
    try { return JSON.parse(sessionStorage.getItem("fiqra-scope") || "[]"); } catch { return []; }
  };

  /* the last turn goes to those before it; those that are replaced go */
  function settle() {
    const past = $("#fq-past");
    const last = $("#fq-current .fq-turn[data-turn]");
    if (past && last) past.append(last.cloneNode(true));
    if (state.turn !== null) {
      for (const each of document.querySelectorAll("#fq-past .fq-turn")) {
        if (Number(each.dataset.turn) >= state.turn) each.remove();
      }
    }
    document.body.classList.add("fq-talking");
  }
  function known_turns() {
    const turns = [...document.querySelectorAll(".fq-turn[data-turn]")];
    return turns.reduce((most, each) => Math.max(most, Number(each.dataset.turn) + 1), 0);
  }
  /* what was taken off the screen for an answer that did not come is shown again */
  async function again() {
    if (!state.conversation) return;
    const response = await get("conversations/" + encodeURIComponent(state.conversation)).catch(() => null);
    if (!response || !response.ok) return;
    const said = await response.json();
    for (const each of document.querySelectorAll("#fq-current .fq-turn:not(.fq-fault)")) each.remove();
    $("#fq-past").innerHTML = said.turns.join("");
  }

  Object.assign(shared, {
    /* what is sent beside the question; called by Gradio just before it asks */
    send(question) {
      const known = known_turns();
      if (question.trim()) { settle(); running(true); shared.wait(question.trim()); }
      state.run = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);
      const sent = {
        conversation: state.conversation, scope: scope(), turn: state.turn, known, run: state.run,
      };
      endEdit();
      shared.unanswered(question);
      shared.alive(state.run);
      return [question, JSON.stringify(sent)];
    },
    /* what is said when the answer is there; where it did not come, what was said of another one is
       still there, or nothing */
    heard(told) {
      const own = Boolean(told) && told.run === state.run;
      const asked = state.run;
      running(false);
      shared.unanswered("");
      state.run = null;
      state.turn = null;
      if (!own) {
        if (asked) { shared.failed(); again(); }
        return [];
      }
      if (told.failed) again();
      if (told.conversation) {
        const isNew = state.conversation !== told.conversation;
        state.conversation = told.conversation;
        remember();
        window.fiqra.announce(told.said || "");
        list(isNew);
      }
      return [];
    },
  });

  function remember() {
    const here = new URL(window.location.href);
    if (state.conversation) here.searchParams.set("conversation", state.conversation);
    else here.searchParams.delete("conversation");
    history.replaceState(history.state, "", here);
  }

  async function list() {
    const place = $("#fq-conversations");
    if (!place) return;
    const response = await get("conversations?current=" + encodeURIComponent(state.conversation || ""));
    if (response.ok) place.innerHTML = await response.text();
  }
  async function examples() {
    const place = $("#fq-examples");
    if (!place) return;
    const response = await get("examples");
    if (response.ok) place.innerHTML = await response.text();
  }
  async function open(identifier, quietly, stays) {
    const response = await get("conversations/" + encodeURIComponent(identifier));
    const said = await response.json().catch(() => ({}));
    if (!response.ok) {
      if (!quietly) window.fiqra.tell(said.sentence || words().gone);
      begin(true);
      return;
    }
    state.conversation = identifier;
    state.turn = null;
    remember();
    clearCurrent();
    $("#fq-past").innerHTML = said.turns.join("");
    document.body.classList.toggle("fq-talking", said.turns.length > 0);
    window.fiqra.announce(said.title);
    const turns = document.querySelectorAll("#fq-past .fq-turn");
    if (!stays && turns.length > 1) show(turns[turns.length - 1]);
    list();
  }
  function begin(quietly) {
    state.conversation = null;
    state.turn = null;
    endEdit();
    remember();
    clearCurrent();
    const past = $("#fq-past");
    if (past) past.replaceChildren();
    document.body.classList.remove("fq-talking");
    list();
    if (!quietly) focusQuestion();
  }

  /* editing: the question in the box again, and what it replaces named */
  function edit(turn) {
    state.turn = turn.dataset.turn === undefined ? null : Number(turn.dataset.turn);
    write(questionOf(turn));
    if (state.turn !== null && !$("#fq-editing")) {
      const note = document.createElement("p");
      note.id = "fq-editing";
      note.append(words().editing + " ");
      const cancel = document.createElement("button");
      cancel.type = "button";
      cancel.className = "fq-button";
      cancel.dataset.do = "cancel-edit";
      cancel.textContent = words().cancel;
      note.append(cancel);
      $("#fq-question-row").prepend(note);
    }
    focusQuestion();
  }
  function endEdit() { const note = $("#fq-editing"); if (note) note.remove(); }
  function questionOf(turn) {
    const heading = $(".fq-question", turn).cloneNode(true);
    const hidden = $(".fq-hidden", heading);
    if (hidden) hidden.remove();
    return heading.textContent.trim();
  }
  function ask(text) {
    write(text);
    /* Gradio takes the new value in before it hears the click */
    setTimeout(() => $("#fq-send").click(), 30);
  }

  async function rename(item) {
    const name = await window.fiqra.inquire({
      text: words().new_name, value: item.dataset.title, yes: words().rename, no: words().cancel,
    });
    if (name && await post(`conversations/${encodeURIComponent(item.dataset.conversation)}/rename`, { title: name })) list();
  }
  async function remove(item, sure) {
    if (!await window.fiqra.inquire({ text: sure, yes: words().delete, no: words().cancel })) return;
    const identifier = item.dataset.conversation;
    if (!await post(`conversations/${encodeURIComponent(identifier)}/delete`)) return;
    window.fiqra.tell(words().deleted);
    if (identifier === state.conversation) begin(true); else list();
    focusQuestion();
  }
  async function stop() {
    window.fiqra.tell(words().stopping);
    if (state.run) await post("stop", { run: state.run });
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("#fq-stop")) { stop(); return; }
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const turn = button.closest(".fq-turn");
    const item = button.closest("[data-conversation]");
    const busy = document.body.classList.contains("fq-running");
    switch (button.dataset.do) {
      case "edit": if (!busy) edit(turn); break;
      case "retry": if (!busy) { state.turn = Number(turn.dataset.turn); ask(questionOf(turn)); } break;
      case "everywhere":
        if (!busy) {
          unrestrict();
          state.turn = turn.dataset.turn === undefined ? null : Number(turn.dataset.turn);
          ask(questionOf(turn));
        }
        break;
      case "unrestrict": unrestrict(); focusQuestion(); break;
      case "cancel-edit": state.turn = null; endEdit(); write(""); focusQuestion(); break;
      case "new": if (!busy) begin(); break;
      case "open": if (!busy) open(item.dataset.conversation); break;
      case "rename": rename(item); break;
      case "delete": remove(item, button.dataset.sure); break;
      case "example": if (!busy) ask(button.textContent.trim()); break;
      default: break;
    }
  });

  /* a restriction is said where one asks, not only where it was made */
  function scoped() {
    const count = scope().length;
    document.body.classList.toggle("fq-scoped", count > 0);
    const note = $("#fq-restricted");
    if (!note) return;
    /* with the question, which stays in view in a long conversation */
    if (note.parentElement !== $("#fq-question-row")) $("#fq-question-row").prepend(note);
    note.hidden = !count;
    $("span", note).textContent = count ? words().restricted.replace("{count}", count) : "";
  }
  function unrestrict() {
    sessionStorage.removeItem("fiqra-scope");
    document.dispatchEvent(new CustomEvent("fiqra:scope", { detail: { documents: [] } }));
  }
  document.addEventListener("fiqra:scope", scoped);
  document.addEventListener("fiqra:index", () => examples());
  document.addEventListener("fiqra:language", () => {
    list();
    examples();
    scoped();
    if (state.conversation && !document.body.classList.contains("fq-running")) open(state.conversation, true, true);
  });

  /* Gradio builds the page after its own script has run */
  function start() {
    if (state.loaded || !$("#fq-past") || !$("#fq-conversations") || !field()) return;
    state.loaded = true;
    scoped();
    if (window.matchMedia("(max-width: 899.98px)").matches) $(".fq-side").open = false;
    examples();
    const wanted = new URL(window.location.href).searchParams.get("conversation");
    if (wanted) open(wanted, true); else list();
    const question = shared.left();
    if (question) write(question);
    if (!new URL(window.location.href).searchParams.get("paragraph")) focusQuestion();
  }

  const watch = new MutationObserver(() => { start(); if (state.loaded) watch.disconnect(); });
  watch.observe(document.documentElement, { childList: true, subtree: true });
  /* the files of the room are one script: when it has ended, what the others lend is there */
  queueMicrotask(start);
})();

/* Conversations: asking, stopping, asking again; their list; copying, taking away, saying what is wrong. */
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
  const scope = () => {
    try { return JSON.parse(sessionStorage.getItem("fiqra-scope") || "[]"); } catch { return []; }
  };

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
  function clearCurrent() {
    const inner = $("#fq-current .html-container > *, #fq-current .prose");
    const turn = $("#fq-current .fq-turn");
    if (turn) turn.remove();
    return inner;
  }

  window.fiqraAsk = {
    /* what is sent beside the question; called by Gradio just before it asks */
    send(question) {
      const known = known_turns();
      if (question.trim()) { settle(); running(true); wait(question.trim()); }
      state.run = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);
      const sent = {
        conversation: state.conversation, scope: scope(), turn: state.turn, known, run: state.run,
      };
      endEdit();
      unanswered(question);
      alive(state.run);
      return [question, JSON.stringify(sent)];
    },
    /* what is said when the answer is there; where it did not come, what was said of another one is
       still there, or nothing */
    heard(told) {
      const own = Boolean(told) && told.run === state.run;
      const asked = state.run;
      running(false);
      unanswered("");
      state.run = null;
      state.turn = null;
      if (!own) {
        if (asked) { failed(); again(); }
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
  };

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

  async function copy(turn, form) {
    const path = `conversations/${encodeURIComponent(state.conversation)}/${turn.dataset.turn}/copied/${form}`;
    const response = await get(path);
    const text = await response.text();
    if (!response.ok) { window.fiqra.tell(words().failed); return; }
    window.fiqra.tell(await put(text) ? words().copied : words().not_copied);
  }
  /* without a secure address (http on another machine) there is no clipboard object */
  async function put(text) {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* the old way */ }
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "fq-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
  window.fiqraCopy = put;

  function wrong(turn) {
    const opener = $("[data-do=wrong]", turn);
    if ($(".fq-wrong", turn)) { $(".fq-wrong", turn).remove(); opener.focus(); return; }
    const said = words();
    const form = document.createElement("form");
    form.className = "fq-wrong";
    form.dir = document.documentElement.dir;
    form.lang = document.documentElement.lang;
    const row = (name, text, tag) => {
      const label = document.createElement("label");
      label.append(text);
      const box = document.createElement(tag);
      box.name = name;
      box.maxLength = 4000;
      box.dir = "auto";
      label.append(box);
      return label;
    };
    const send = document.createElement("button");
    send.className = "fq-button fq-main";
    send.textContent = said.wrong_send;
    const told = document.createElement("p");
    told.className = "fq-remark";
    told.textContent = said.wrong_told;
    form.append(row("words", said.wrong_what, "textarea"), row("right", said.wrong_right, "input"), told, send);
    turn.append(form);
    $("textarea", form).focus();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      send.disabled = true;
      const path = `conversations/${encodeURIComponent(state.conversation)}/${turn.dataset.turn}/wrong`;
      const kept = await post(path, { words: form.words.value, right: form.right.value });
      send.disabled = false;
      if (kept) { form.remove(); opener.focus(); window.fiqra.tell(kept.said); }
    });
  }

  async function rename(item) {
    const name = window.prompt(words().new_name, item.dataset.title);
    if (name && await post(`conversations/${encodeURIComponent(item.dataset.conversation)}/rename`, { title: name })) list();
  }
  async function remove(item, sure) {
    if (!window.confirm(sure)) return;
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
      case "copy": copy(turn, button.dataset.form); break;
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
      case "wrong": wrong(turn); break;
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
    const question = sessionStorage.getItem(UNANSWERED);
    if (question) { unanswered(""); write(question); }
    if (!new URL(window.location.href).searchParams.get("paragraph")) focusQuestion();
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

  const watch = new MutationObserver(() => { start(); if (state.loaded) watch.disconnect(); });
  watch.observe(document.documentElement, { childList: true, subtree: true });
  start();
})();

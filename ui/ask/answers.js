/* What is done with an answer: it is copied, or said to be wrong. */
(() => {
  "use strict";
  const { $, state, words, get, post } = window.fiqraAsk;

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

  document.addEventListener("click", (event) => {
    if (event.target.closest("#fq-stop")) return;
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const turn = button.closest(".fq-turn");
    if (button.dataset.do === "copy") copy(turn, button.dataset.form);
    if (button.dataset.do === "wrong") wrong(turn);
  });
})();

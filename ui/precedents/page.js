// The Precedents tab. Listeners are on the document: Gradio makes the tab anew when the language is
// switched, and then what was typed and found is put back.
(() => {
  const KEPT = "fiqra-precedents";
  const at = (id) => document.getElementById(id);
  const tab = () => at("fq-precedents");
  const said = (name) => tab().getAttribute("data-" + name);
  const url = (path) => window.fiqraBase + "fiqra/precedents/" + path;
  const element = (tag, text, properties) =>
    Object.assign(document.createElement(tag), { textContent: text || "" }, properties || {});
  let turn = 0;

  const kept = () => {
    try { return JSON.parse(sessionStorage.getItem(KEPT)) || {}; } catch (_) { return {}; }
  };
  const keep = (more) => {
    try { sessionStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...more })); } catch (_) { /* full */ }
  };
  const values = () => Object.fromEntries(new FormData(at("fq-clause")));
  const asked = async (path, how) => {
    const reply = await fetch(url(path), how).catch(() => null);
    // where the login has ended, the page made anew leads to a new one; the clause is kept
    if (reply && reply.status === 401) window.location.reload();
    const value = reply && await reply.json().catch(() => null); // a proxy's page is not ours to show
    if (reply && reply.ok && value) return value;
    throw new Error(value && typeof value.detail === "string" ? value.detail : "");
  };
  const announce = (text) => { at("fq-precedents-said").textContent = text; };
  const fault = (text) => {
    const shown = text || said("failed");
    at("fq-found").replaceChildren(element("p", shown, { className: "fault", dir: "auto" }));
    announce(shown);
  };
  const going = (value) => {
    const bar = at("fq-draft-going");
    bar.hidden = !value;
    if (!value) return;
    const progress = bar.querySelector("progress");
    if (value.total) { progress.max = value.total; progress.value = value.count; }
    else progress.removeAttribute("value");
    bar.querySelector("span").textContent = value.said;
    bar.dataset.token = value.token;
  };
  const show = async (value, mine) => {
    while (!value.done) {
      if (mine !== turn || !tab()) return;
      going(value);
      await new Promise((go) => setTimeout(go, 600));
      value = await asked(value.token);
    }
    if (mine !== turn || !tab()) return;
    going(null);
    if (value.error) { fault(value.error); return; }
    at("fq-found").innerHTML = value.html;
    announce(value.said);
  };
  const stop = (token) => fetch(url(token + "/stop"), { method: "POST" }).catch(() => {});
  const run = async (path, how) => {
    const mine = ++turn, bar = at("fq-draft-going");
    // nobody waits for the draft before it any more, and others may wait behind it
    if (!bar.hidden) stop(bar.dataset.token);
    at("fq-found").replaceChildren(element("p", said("searching"), { className: "faint" }));
    announce(said("searching"));
    going(null);
    try {
      const value = await asked(path, how);
      if (value.error) throw new Error(value.error);
      keep({ token: value.token });
      await show(value, mine);
    } catch (wrong) {
      if (mine === turn && tab()) { going(null); fault(wrong.message); }
    }
  };

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "fq-clause") return;
    event.preventDefault();
    keep({ values: values() });
    run("find", { method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify(values()) });
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "fq-clause-text" && event.key === "Enter" && (event.ctrlKey || event.metaKey))
      at("fq-clause").requestSubmit();
  });
  document.addEventListener("change", (event) => {
    if (event.target.id !== "fq-draft" || !event.target.files.length) {
      if (event.target.closest("#fq-clause")) keep({ values: values() });
      return;
    }
    const [file] = event.target.files;
    event.target.value = "";
    const query = new URLSearchParams({ ...values(), name: file.name });
    query.delete("clause");
    run("draft?" + query, { method: "POST", headers: { "Content-Type": "application/octet-stream" },
      body: file });
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "fq-clause-text") keep({ values: values() });
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("button");
    if (!button || !tab() || !tab().contains(button)) return;
    if (button.parentElement.id === "fq-draft-going")
      stop(button.parentElement.dataset.token);
    else if (button.dataset.copy !== undefined) {
      try { await navigator.clipboard.writeText(button.dataset.copy); }
      catch (_) { // not served by https: the old way
        const area = element("textarea", button.dataset.copy);
        document.body.append(area);
        area.select();
        document.execCommand("copy");
        area.remove();
        button.focus();
      }
      announce(said("copied"));
      const words = button.firstChild; // clicked twice, it gets its own words back all the same
      button.dataset.words = button.dataset.words || words.textContent;
      words.textContent = said("copied");
      clearTimeout(button.back);
      button.back = setTimeout(() => { words.textContent = button.dataset.words; }, 1500);
    }
  });
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    const place = details.dataset && details.dataset.history;
    if (!place || !details.open) return;
    delete details.dataset.history;
    fetch(url(place + "/history")).then((reply) => {
      if (!reply.ok) throw new Error();
      return reply.text();
    }).then((html) => { details.querySelector("div").innerHTML = html; })
      .catch(() => { details.querySelector("div").textContent = said("failed"); });
  }, true); // `toggle` does not bubble

  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    fetch(url("ready"), { method: "POST" }).catch(() => {});
  });
  new MutationObserver(() => {
    const now = tab(); // a new one, or the same one with everything in it made anew
    if (!now || now.dataset.seen) return;
    now.dataset.seen = "yes";
    seen.observe(now);
    const before = kept();
    for (const [name, value] of Object.entries(before.values || {})) {
      const control = at("fq-clause").elements[name];
      if (control) control.value = value;
      if (control && control.tagName === "SELECT" && control.selectedIndex < 0) control.selectedIndex = 0;
      if (control && control.tagName === "SELECT" && control.selectedIndex > 0)
        control.closest("details").open = true;
    }
    if (before.token) {
      const mine = ++turn;
      asked(before.token)
        .then((value) => (value.gone ? keep({ token: null }) : show(value, mine))).catch(() => {});
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

// The Documents tab: the list, ticking, sending files, the jobs. Listeners are on the document,
// because Gradio makes the tab anew when the language is switched.
(() => {
  const SCOPE = "fiqra-scope";
  const at = (id) => document.getElementById(id);
  const tab = () => at("fq-documents");
  const said = (name) => tab().getAttribute("data-" + name);
  const url = (path) => window.fiqraBase + "fiqra/" + path;
  const named = (text, name) => text.split("%").join("\u2068" + name + "\u2069");
  let page = 1, order = "symbol", descending = false, timer = 0, asked = 0;
  let known = null, polling = false, focusAfter = null, sending = Promise.resolve();

  const element = (tag, text, properties) =>
    Object.assign(document.createElement(tag), { textContent: text || "" }, properties || {});
  /* where the login has ended, the page made anew leads to a new one */
  const leave = (reply) => { if (reply && reply.status === 401) window.location.reload(); };
  const post = async (path, body) => {
    const reply = await fetch(url(path), {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body || {}),
    }).catch(() => null);
    leave(reply);
    const value = reply && await reply.json().catch(() => null); // a proxy's page is not ours to show
    if (reply && reply.ok && value) return value;
    throw new Error(value && typeof value.detail === "string" ? value.detail : said("not-done"));
  };

  // ---- what questions are restricted to
  const scope = () => {
    try { return JSON.parse(sessionStorage.getItem(SCOPE)) || []; } catch (_) { return []; }
  };
  const restrict = (names) => {
    const documents = [...new Set(names)];
    sessionStorage.setItem(SCOPE, JSON.stringify(documents));
    document.dispatchEvent(new CustomEvent("fiqra:scope", { detail: { documents } }));
  };
  const showScope = () => {
    if (!tab()) return;
    const names = scope(), ticked = new Set(names);
    at("fq-scope").hidden = !names.length;
    at("fq-scope").querySelector("b").textContent = names.length.toLocaleString("en");
    for (const row of tab().querySelectorAll("tr[data-name]"))
      row.querySelector(".fq-tick").checked = ticked.has(row.dataset.name);
  };
  document.addEventListener("fiqra:scope", showScope);

  // ---- the list
  const query = () => {
    const values = new URLSearchParams(new FormData(at("fq-filters")));
    for (const [name, value] of [...values]) if (!value) values.delete(name);
    values.set("order", order);
    if (descending) values.set("descending", "yes");
    values.set("page", page);
    return values;
  };
  const load = () => {
    if (!tab()) return;
    const mine = ++asked;
    at("fq-list").setAttribute("aria-busy", "true");
    fetch(url("documents/list?" + query())).then((reply) => {
      leave(reply);
      if (!reply.ok) throw new Error();
      return reply.text();
    }).catch(() => null).then((html) => {
      if (mine !== asked || !tab()) return; // a later one is under way
      const list = at("fq-list");
      if (html === null) list.replaceChildren(element("p", said("failed"), { className: "fq-nothing" }));
      else list.innerHTML = html;
      list.setAttribute("aria-busy", "false");
      showScope();
      if (focusAfter) { const there = list.querySelector(focusAfter); if (there) there.focus(); }
      focusAfter = null;
    });
  };
  const again = () => { page = 1; load(); };

  // ---- the dialog
  const ask = (title, text, choices) => new Promise((chosen) => {
    const dialog = at("fq-dialog");
    const buttons = dialog.querySelector(".do");
    dialog.className = "";
    at("fq-dialog-title").textContent = title;
    dialog.querySelector(".says").replaceChildren(element("p", text));
    buttons.replaceChildren(...choices.map(([value, words, name]) => {
      const button = element("button", words, { type: "button", className: name || "" });
      button.addEventListener("click", () => { dialog.returnValue = value; dialog.close(value); });
      return button;
    }));
    dialog.returnValue = "";
    dialog.addEventListener("close", () => chosen(dialog.returnValue), { once: true });
    dialog.showModal();
  });
  const report = (name) => {
    const dialog = at("fq-dialog"), path = "documents/report?name=" + encodeURIComponent(name);
    const frame = element("iframe", "", { title: named(said("report-title"), name) });
    const waits = element("p", said("report-made"), { className: "faint" });
    frame.setAttribute("sandbox", "");
    frame.hidden = true; // an empty white sheet, as long as the report is being made
    frame.addEventListener("load", () => {
      if (!frame.getAttribute("src")) return;
      waits.remove();
      frame.hidden = false;
      at("fq-dialog").querySelector(".do").append(download);
    });
    frame.src = url(path);
    const close = element("button", said("close"), { type: "button" });
    close.addEventListener("click", () => dialog.close());
    const download = element("a", said("report-download"), { href: url(path + "&download=true") });
    dialog.className = "wide";
    at("fq-dialog-title").textContent = named(said("report-title"), name);
    dialog.querySelector(".says").replaceChildren(waits, frame);
    dialog.querySelector(".do").replaceChildren(close);
    dialog.addEventListener("close", () => frame.remove(), { once: true });
    dialog.showModal();
  };

  // ---- sending files
  const note = (text, name) => {
    const line = element("li", text, { className: name || "", dir: "auto" });
    at("fq-sending").append(line);
    return line;
  };
  const unsent = (file) => "\u2068" + file.name + "\u2069: " + said("not-sent");
  /* one lot after the other: there is one dialog to ask in */
  const send = (files) => { sending = sending.then(() => sendAll(files)).catch(() => {}); };
  const sendAll = async (files) => {
    const sent = [], names = new Set();
    at("fq-sending").replaceChildren();
    for (const file of files) {
      if (file.size > Number(said("largest"))) {
        note(named(said("too-large"), file.name), "fault");
        continue;
      }
      const line = note(said("sending") + ": \u2068" + file.name + "\u2069");
      try {
        const reply = await fetch(url("documents/send?name=" + encodeURIComponent(file.name)), {
          method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file,
        });
        leave(reply);
        const value = await reply.json();
        line.remove();
        if (!reply.ok || value.error) { note(value.error || unsent(file), "fault"); continue; }
        if (value.exists === "elsewhere") { note(value.question, "fault"); continue; }
        const twice = names.has(value.name); // of two folders, say: neither is left out unasked
        names.add(value.name);
        if (value.exists === "replaceable" || twice) {
          const question = twice ? named(said("twice"), value.name) : value.question;
          const choice = await ask(value.name, question, [
            ["replace", said("replace"), "primary"], ["leave", said("leave")],
          ]);
          sent.push({ token: value.token, replace: choice === "replace", leave: choice !== "replace" });
        } else sent.push({ token: value.token });
      } catch (_) {
        line.remove();
        note(unsent(file), "fault");
      }
    }
    if (!sent.length) return;
    try { await post("documents/read", { files: sent }); } catch (fault) { note(fault.message, "fault"); }
    watch();
  };

  const begin = async (path, body) => {
    at("fq-sending").replaceChildren();
    try { await post(path, body); } catch (fault) { note(fault.message, "fault"); }
    watch();
  };

  // ---- the jobs
  const look = async () => {
    const value = await fetch(url("jobs")).then((reply) => reply.json());
    if (tab() && at("fq-jobs").innerHTML !== value.html) {
      const held = document.activeElement;
      const of = held && at("fq-jobs").contains(held) && held.closest("[data-job]");
      at("fq-jobs").innerHTML = value.html;
      if (of) {
        const there = at("fq-jobs").querySelector(`[data-job="${of.dataset.job}"] button`);
        (there || at("fq-files")).focus();
      }
    }
    if (tab() && known !== null && at("fq-jobs-said").textContent !== value.said)
      at("fq-jobs-said").textContent = value.said;
    const fresh = known !== null && value.changed.some((id) => !known.has(id));
    known = new Set(value.changed);
    if (fresh) document.dispatchEvent(new CustomEvent("fiqra:index"));
    return value.active;
  };
  const watch = async () => {
    if (polling) return;
    polling = true;
    try {
      while (await look()) await new Promise((go) => setTimeout(go, 700));
    } catch (_) { /* the server is away; the next visit looks again */ }
    polling = false;
  };
  document.addEventListener("fiqra:index", () => {
    if (!tab()) return;
    load();
    const filters = at("fq-filters"); // bodies and years may be others now
    fetch(url("documents/filters")).then((reply) => reply.text()).then((html) => {
      const kept = new FormData(filters);
      const fresh = element("div");
      fresh.innerHTML = html;
      for (const select of fresh.querySelectorAll("select")) {
        const there = filters.querySelector(`select[name="${select.name}"]`);
        there.replaceChildren(...select.children);
        there.value = kept.get(select.name);
        if (there.selectedIndex < 0) there.value = "";
      }
    });
    if (scope().length) fetch(url("documents/names")).then((reply) => reply.json()).then((names) => {
      const there = new Set(names), left = scope().filter((name) => there.has(name));
      if (left.length !== scope().length) restrict(left);
    });
  });

  // ---- what people do
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("button");
    if (!button || !tab() || !tab().contains(button)) return;
    const data = button.dataset;
    if (data.order) {
      descending = data.order === order ? !descending : ["date", "paragraphs", "quality"].includes(data.order);
      order = data.order;
      focusAfter = `button[data-order="${order}"]`;
      again();
    } else if (data.page) {
      page = Number(data.page);
      focusAfter = "table a";
      load();
      at("fq-filters").scrollIntoView({ block: "start" });
    } else if (data.scope === "clear") restrict([]);
    else if (data.scope === "all")
      fetch(url("documents/names?" + query())).then((reply) => reply.json())
        .then((names) => restrict([...scope(), ...names]));
    else if (data.report) report(data.report);
    else if (data.remove) {
      const choice = await ask(named(said("remove-title"), data.remove), said("remove-says"), [
        ["cancel", said("cancel")], ["remove", said("remove"), "danger"],
      ]);
      if (choice === "remove") begin("documents/remove", { name: data.remove });
    } else if (button.id === "fq-rebuild") {
      const choice = await ask(said("rebuild"), said("rebuild-says"), [
        ["cancel", said("cancel")], ["rebuild", said("rebuild"), "primary"],
      ]);
      if (choice === "rebuild") begin("documents/rebuild");
    } else if (data.stop) { await post(`jobs/${data.stop}/stop`).catch(() => 0); watch(); look(); }
    else if (data.dismiss) { await post(`jobs/${data.dismiss}/dismiss`).catch(() => 0); look(); }
  });
  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.id === "fq-files") {
      const files = [...target.files];
      target.value = "";
      send(files);
    } else if (target.classList.contains("fq-tick")) {
      const name = target.closest("tr").dataset.name;
      restrict(target.checked ? [...scope(), name] : scope().filter((each) => each !== name));
    } else if (target.closest("#fq-filters select")) again();
  });
  document.addEventListener("input", (event) => {
    if (!event.target.closest("#fq-filters input")) return;
    clearTimeout(timer);
    timer = setTimeout(again, 200);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "fq-filters") { event.preventDefault(); again(); }
  });
  document.addEventListener("reset", (event) => {
    if (event.target.id === "fq-filters") setTimeout(again);
  });
  /* Files are taken wherever they are dropped while the tab is seen. In another tab they are not: the
     browser would leave the page for the file. */
  const carried = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files")
    && !(event.target.closest && event.target.closest("input[type=file], dialog[open]"));
  const over = (yes) => {
    const place = tab() && tab().querySelector(".fq-drop");
    if (!place || !place.offsetParent) return null;
    place.classList.toggle("over", yes);
    return place;
  };
  for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, (event) => {
    if (!carried(event)) return;
    event.preventDefault();
    if (!over(true)) event.dataTransfer.dropEffect = "none";
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  document.addEventListener("drop", (event) => {
    if (!carried(event)) return;
    event.preventDefault();
    if (over(false)) send([...event.dataTransfer.files]);
  });

  // ---- Gradio makes the tab when it likes: the list comes when it is first seen
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting && !entry.target.dataset.ready) {
      entry.target.dataset.ready = "yes";
      load();
      showScope();
      watch();
    }
  });
  new MutationObserver(() => {
    const now = tab(); // a new one, or the same one with everything in it made anew
    if (!now || now.dataset.seen) return;
    now.dataset.seen = "yes";
    seen.unobserve(now);
    seen.observe(now);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

/* The Evaluation tab: fills it, opens reports in a closed frame, begins, watches and stops a run. */
(() => {
  "use strict";
  const $ = (selector) => document.querySelector(selector);
  const root = () => $("#fq-evaluation");
  const url = (path) => `${window.fiqraBase}fiqra/evaluation${path}`;
  const words = () => JSON.parse(root().dataset.words)[window.fiqra.language()];
  const query = (values) => new URLSearchParams(values).toString();
  let watching = null;
  let shown = null;

  async function call(path, options) {
    let response;
    try {
      response = await fetch(url(path), { credentials: "same-origin", ...options });
    } catch {
      window.fiqra.tell(words().failed);
      return null;
    }
    // where the login has ended, the page made anew leads to a new one
    if (response.status === 401) { window.location.reload(); return null; }
    const type = response.headers.get("content-type") || "";
    const told = type.includes("json") ? await response.json() : {};
    if (response.ok) return told;
    window.fiqra.tell(told.sentence || words().failed);
    window.fiqra.announce(told.sentence || words().failed);
    return null;
  }

  function fill(select, pairs, before) {
    const chosen = select.value;
    select.replaceChildren(...pairs.map(([value, text]) => new Option(text, value)));
    if (before) select.prepend(new Option(before, ""));
    const there = [...select.options].some((option) => option.value === chosen);
    select.value = there ? chosen : select.options.length ? select.options[0].value : "";
  }

  async function load() {
    if (!root()) return;
    const told = await call("");
    if (!told || !root()) return;
    $("#fq-eval-runs").innerHTML = told.runs;
    $("#fq-eval-feedback").innerHTML = told.feedback;
    const names = told.comparable.map((name) => [name, name]);
    const compare = $('#fq-evaluation form[data-eval="compare"]');
    fill(compare.elements.a, names, words().choose);
    fill(compare.elements.b, names, words().choose);
    const begin = $('#fq-evaluation form[data-eval="begin"]');
    fill(begin.elements.set, told.sets);
    fill(begin.elements.system, told.systems);
    ownFile();
    progress(told.job);
  }

  function ownFile() {
    const form = $('#fq-evaluation form[data-eval="begin"]');
    form.querySelector("label.file").hidden = form.elements.set.value !== "file:";
  }

  function progress(job) {
    const place = $("#fq-eval-job");
    if (!place) return;
    const focused = place.contains(document.activeElement);
    place.innerHTML = job.html;
    if (focused) {
      place.tabIndex = -1; // where the run has ended there is no button left
      (place.querySelector("button") || place).focus({ preventScroll: true });
    }
    $('#fq-evaluation form[data-eval="begin"] button').disabled = job.active;
    clearTimeout(watching);
    watching = job.active ? setTimeout(watch, 1500) : null;
  }

  async function watch() {
    watching = null;
    const job = root() && (await call("/job"));
    if (!job) {
      if (root()) watching = setTimeout(watch, 5000);
      return;
    }
    progress(job);
    if (!job.active) {
      window.fiqra.announce(job.said);
      load();
    }
  }

  /* a page that is not ours to trust: without this page's origin, and closed to the network */
  function open(place, title, from) {
    const section = $("#fq-eval-page");
    section.querySelector("iframe")?.remove();
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("referrerpolicy", "no-referrer");
    frame.title = title;
    frame.src = place;
    section.append(frame);
    section.hidden = false;
    const heading = section.querySelector("h3");
    heading.textContent = title;
    heading.focus({ preventScroll: true });
    section.scrollIntoView({ block: "start" });
    shown = from;
  }

  function close() {
    const section = $("#fq-eval-page");
    section.hidden = true;
    section.querySelector("iframe")?.remove();
    if (shown && shown.isConnected) shown.focus();
    shown = null;
  }

  async function compare(form) {
    const { a, b } = form.elements;
    const place = $("#fq-eval-compared");
    place.textContent = words().comparing;
    const told = await call(`/compare?${query({ a: a.value, b: b.value })}`);
    place.innerHTML = told ? told.html : "";
    if (told) place.querySelector("h4").focus();
  }

  async function begin(form) {
    const { set, system, run, file } = form.elements;
    const sent = set.value === "file:" ? file.files[0] : null;
    if (set.value === "file:" && !sent) {
      window.fiqra.tell(words().no_file);
      file.focus();
      return;
    }
    const asked = { set: set.value, system: system.value, run: run.value, file: sent ? sent.name : "" };
    const job = await call(`/begin?${query(asked)}`, { method: "POST", body: sent || undefined });
    if (!job) return;
    run.value = "";
    progress(job);
    $("#fq-eval-job button")?.focus(); // the button that was pressed is off while the run is on
    window.fiqra.announce(job.said);
    $("#fq-eval-job").scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#fq-evaluation form[data-eval]");
    if (!form) return;
    event.preventDefault();
    if (form.dataset.eval === "compare") compare(form);
    else begin(form);
  });

  document.addEventListener("change", (event) => {
    if (!event.target.closest('#fq-evaluation form[data-eval="begin"]')) return;
    if (event.target.name === "set") ownFile();
    if (event.target.name === "file" && event.target.files.length) {
      event.target.parentElement.querySelector("output").textContent = event.target.files[0].name;
    }
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("#fq-evaluation button[data-eval]");
    if (!button) return;
    const run = button.closest("[data-run]")?.dataset.run;
    switch (button.dataset.eval) {
      case "report":
        open(url(`/report?${query({ run })}`), `${words().report_of} ${run}`, button);
        break;
      case "comparison":
        open(window.fiqraBase + button.dataset.place, words().compared_page, button);
        break;
      case "close": close(); break;
      case "stop": {
        const job = await call("/stop", { method: "POST" });
        if (job) progress(job);
        break;
      }
      case "go-on": {
        const job = await call(`/go-on?${query({ run })}`, { method: "POST" });
        if (job) progress(job);
        break;
      }
      default: break;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest("#fq-eval-page")) close();
  });

  document.addEventListener("fiqra:language", async () => {
    const section = $("#fq-eval-page");
    await load();
    const form = $('#fq-evaluation form[data-eval="compare"]');
    if (form && $("#fq-eval-compared").firstElementChild) {
      const told = await call(
        `/compare?${query({ a: form.elements.a.value, b: form.elements.b.value })}`);
      if (told) $("#fq-eval-compared").innerHTML = told.html;
    }
    if (section && !section.hidden) close();
  });

  /* whenever the tab is shown: others may have begun runs, or said that an answer is wrong */
  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) load();
  });
  let watched = null;
  function start() {
    const found = root();
    if (!found || found === watched) return;
    watched = found;
    seen.disconnect();
    seen.observe(found.querySelector("header"));
  }
  new MutationObserver(start).observe(document.documentElement, { childList: true, subtree: true });
  start();
})();

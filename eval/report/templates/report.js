"use strict";
(() => {
  const list = [...document.querySelectorAll("#list > .q")];
  const form = document.getElementById("filters");
  const text = document.getElementById("text");
  const shown = document.getElementById("shown");
  const open = document.getElementById("open");
  const more = document.getElementById("more");
  const selects = [...form.querySelectorAll("select")];
  const chips = [...form.querySelectorAll(".chip")];
  const words = new Map();

  // letters as they are searched: without vowel signs, kashida and the forms of alef, hamza, ya
  const fold = (s) =>
    s.normalize("NFKC").toLowerCase()
      .replace(/[\u0640\u064b-\u065f\u0670\u200b-\u200f\u2066-\u2069]/g, "")
      .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
      .replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647")
      .replace(/[\u0660-\u0669]/g, (d) => d.charCodeAt(0) - 0x660)
      .replace(/[\u06f0-\u06f9]/g, (d) => d.charCodeAt(0) - 0x6f0)
      .replace(/\s+/g, " ").trim();

  // of a large run the answers stand in comments until they are opened
  const aside = (q) => [...q.childNodes].find((n) => n.nodeType === Node.COMMENT_NODE);
  const unpacked = (comment) => {
    const made = document.createElement("template");
    made.innerHTML = comment.data;
    return made.content;
  };
  const show = (q) => {
    const comment = aside(q);
    if (comment) comment.replaceWith(unpacked(comment));
    q.open = true;
  };

  const signs = { amp: "&", lt: "<", gt: ">", "#34": '"', "#39": "'" };
  const plain = (html) => html.replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt|#34|#39);/g, (_, n) => signs[n]);
  const searched = (q) => {
    if (!words.has(q)) words.set(q, fold(q.textContent + " " + plain(aside(q)?.data ?? "")));
    return words.get(q);
  };

  const state = () => {
    const made = new URLSearchParams();
    const failures = chips.filter((c) => c.getAttribute("aria-pressed") === "true");
    if (failures.length) made.set("fail", failures.map((c) => c.dataset.fail).join(","));
    for (const s of selects) if (s.value) made.set(s.name, s.value);
    if (text.value.trim()) made.set("text", text.value.trim());
    return made;
  };

  const fits = (q, failures, wanted, terms) =>
    (!failures.length || failures.some((f) => q.dataset.fail.split(" ").includes(f))) &&
    wanted.every((s) => q.dataset[s.name].split("\n").includes(s.value)) &&
    (!terms.length || terms.every((t) => searched(q).includes(t)));

  const apply = () => {
    const failures = (state().get("fail") || "").split(",").filter(Boolean);
    const wanted = selects.filter((s) => s.value);
    const terms = fold(text.value).split(" ").filter(Boolean);
    let n = 0;
    for (const q of list) {
      const fit = fits(q, failures, wanted, terms);
      q.hidden = !fit;
      n += fit;
    }
    shown.firstElementChild.textContent = n;
    document.getElementById("nothing").hidden = n > 0;
    form.classList.toggle("filtered", state().size > 0);
    label();
  };

  const most = 200;
  const visible = () => list.filter((q) => !q.hidden);
  const allOpen = () => visible().slice(0, most).every((q) => q.open);

  const label = () => {
    open.textContent = allOpen() && visible().length ? "Close all"
      : visible().length > most ? `Open ${most}` : "Open all";
  };

  const keep = () => {
    const made = state().toString().replaceAll("%2C", ",");
    history.replaceState(null, "", made ? `#${made}` : location.pathname + location.search);
  };

  const change = () => { apply(); keep(); };

  // #fail=…&lang=… sets the filters; #q-12 shows one question; other anchors leave them alone
  const follow = () => {
    const hash = location.hash.slice(1);
    const one = /^q-\d+$/.test(hash) && document.getElementById(hash);
    if (one) {
      one.hidden = false;
      show(one);
      one.scrollIntoView();
      return;
    }
    if (hash && !hash.includes("=")) return;
    const asked = new URLSearchParams(hash);
    const failures = (asked.get("fail") || "").split(",");
    for (const c of chips) c.setAttribute("aria-pressed", failures.includes(c.dataset.fail));
    for (const s of selects) s.value = asked.get(s.name) || "";
    text.value = asked.get("text") || "";
    apply();
    if (hash) document.getElementById("questions").scrollIntoView();
  };

  let waiting = 0;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(change, 150);
  });
  for (const s of selects) s.addEventListener("change", change);
  for (const c of chips) {
    c.addEventListener("click", () => {
      c.setAttribute("aria-pressed", c.getAttribute("aria-pressed") !== "true");
      change();
    });
  }
  document.getElementById("reset").addEventListener("click", () => {
    for (const c of chips) c.setAttribute("aria-pressed", "false");
    for (const s of selects) s.value = "";
    text.value = "";
    change();
  });
  open.addEventListener("click", () => {
    if (allOpen()) for (const q of visible()) q.open = false;
    else visible().slice(0, most).forEach(show);
    label();
  });
  document.getElementById("list").addEventListener("toggle", (e) => {
    if (e.target.open && e.target.matches(".q")) show(e.target);
  }, true);
  const unfold = (to) => {
    more.setAttribute("aria-expanded", to);
    document.getElementById("filter-more").hidden = !to;
  };
  more.addEventListener("click", () => unfold(more.getAttribute("aria-expanded") !== "true"));
  form.addEventListener("submit", (e) => e.preventDefault());

  // on paper every question that is shown is open
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = visible().filter((q) => !q.open);
    closed.forEach(show);
  });
  addEventListener("afterprint", () => { for (const q of closed) q.open = false; });

  addEventListener("hashchange", follow);
  if (innerWidth < 800) unfold(false);
  follow();
})();

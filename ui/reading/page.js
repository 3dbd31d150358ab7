/* The source pane: a link to a paragraph opens it beside the page, Escape goes back to the link. */
(() => {
  "use strict";
  const NARROW = matchMedia("(max-width: 899.98px)");
  const LOADING_AFTER = 150;
  const TWINS_AGAIN = 2000;
  const TWINS_TRIES = 15;

  let opener = null; /* the link that opened the pane: {element, href, quote} */
  let shown = null; /* what the pane shows: {paragraph, quote} */
  let asked = 0; /* the number of the last request: an answer to an earlier one is dropped */

  const pane = () => document.getElementById("source-pane");
  const body = () => {
    const own = pane();
    return own && (own.querySelector(".pane-body") || own);
  };
  const base = () => window.fiqraBase || new URL(".", location.href).href.replace(/[?#].*$/, "");
  const language = () => (document.documentElement.lang === "en" ? "en" : "ar");
  const word = (name) => {
    const key = `${name}-${language()}`.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    return (pane() && pane().dataset[key]) || "";
  };
  const isOpen = () => Boolean(pane()) && pane().classList.contains("fq-open");

  let region = null;
  const announce = (text) => {
    if (!text) return;
    if (window.fiqra && window.fiqra.announce) {
      window.fiqra.announce(text);
      return;
    }
    if (!region || !region.isConnected) {
      region = document.createElement("div");
      region.className = "fq-hidden";
      region.setAttribute("aria-live", "polite");
      document.body.append(region);
    }
    region.textContent = "";
    requestAnimationFrame(() => { region.textContent = text; });
  };

  /* addresses */
  const wanted = (address) => {
    const query = new URL(address, location.href).searchParams;
    const paragraph = query.get("paragraph");
    return paragraph ? { paragraph, quote: query.get("quote") || "" } : null;
  };
  const permanent = (target) => {
    const own = new URL(location.href);
    own.searchParams.delete("paragraph");
    own.searchParams.delete("quote");
    const rest = own.searchParams.toString();
    const query = [rest];
    if (target) {
      query.push(`paragraph=${encodeURIComponent(target.paragraph)}`);
      if (target.quote) query.push(`quote=${encodeURIComponent(target.quote)}`);
    }
    const all = query.filter(Boolean).join("&");
    return `${own.pathname}${all ? `?${all}` : ""}${own.hash}`;
  };
  const route = (target) => {
    const query = new URLSearchParams({ ...target, language: language() });
    return `${base()}fiqra/source?${query}`;
  };

  /* the pane as a column, or as a dialog over the page where there is no room beside it */
  const settle = () => {
    const own = pane();
    if (!own) return;
    const modal = isOpen() && NARROW.matches;
    const wide = own.classList.contains("fq-wide");
    const button = own.querySelector('[data-source="wide"]');
    if (button) button.setAttribute("aria-pressed", String(wide));
    if (modal) {
      own.setAttribute("role", "dialog");
      own.setAttribute("aria-modal", "true");
    } else {
      own.setAttribute("role", "complementary");
      own.removeAttribute("aria-modal");
    }
    own.setAttribute("aria-label", word("pane") || own.getAttribute("aria-label") || "");
    document.documentElement.style.overflow = modal ? "hidden" : "";
  };
  const show = () => {
    pane().classList.add("fq-open");
    settle();
  };

  const plain = (text) => {
    const element = document.createElement("p");
    element.textContent = text;
    return element;
  };
  const wait = (number) => setTimeout(() => {
    const own = body();
    if (!own || number !== asked) return; /* closed meanwhile, or something else was opened */
    if (!isOpen()) own.replaceChildren();
    show();
    own.setAttribute("aria-busy", "true");
    if (!own.firstElementChild) {
      const note = plain(word("loading"));
      note.className = "fq-source-loading";
      note.setAttribute("role", "status");
      note.dir = language() === "ar" ? "rtl" : "ltr";
      own.append(note);
    }
  }, LOADING_AFTER);

  /* what is shown where the server does not answer */
  const failure = (target) => {
    const article = document.createElement("article");
    article.className = "fq-source fq-source-missing";
    article.lang = language();
    article.dir = language() === "ar" ? "rtl" : "ltr";
    article.dataset.said = word("failed");
    const tools = document.createElement("div");
    tools.className = "fq-source-tools";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "fq-button fq-bare fq-source-close";
    close.dataset.source = "close";
    close.textContent = word("close");
    tools.append(close);
    const inner = document.createElement("div");
    inner.className = "fq-source-body";
    const heading = document.createElement("h2");
    heading.id = "fq-source-heading";
    heading.tabIndex = -1;
    heading.textContent = word("missing");
    const again = document.createElement("a");
    again.className = "to-source";
    again.href = permanent(target);
    if (target.quote) again.dataset.quote = target.quote;
    again.textContent = word("retry");
    inner.append(heading, plain(word("failed")), again);
    article.append(tools, inner);
    return article;
  };

  /* puts the marked words where they are seen at once, without moving the page */
  const scrollToMark = () => {
    const own = pane();
    const mark = own.querySelector(".fq-source-own mark") || own.querySelector(".fq-cited");
    own.scrollTop = 0;
    if (!mark) return;
    const frame = own.getBoundingClientRect();
    const place = mark.getBoundingClientRect();
    const whole = own.querySelector(".fq-cited").getBoundingClientRect();
    const bottom = Math.min(whole.bottom, place.top + 200);
    if (bottom <= frame.bottom - 24) return;
    own.scrollTop = place.top - frame.top - frame.height * 0.3;
  };

  const absolute = (root) => {
    for (const link of root.querySelectorAll('a[href^="fiqra/"]')) {
      link.href = base() + link.getAttribute("href");
    }
  };

  const twins = async (section, tries = 0) => {
    try {
      const answer = await fetch(base() + section.dataset.src, { credentials: "same-origin" });
      if (!section.isConnected) return;
      if (answer.status === 202 && tries < TWINS_TRIES) {
        setTimeout(() => { if (section.isConnected) twins(section, tries + 1); }, TWINS_AGAIN);
        return;
      }
      const text = answer.ok && answer.status === 200 ? await answer.text() : "";
      if (!text) return;
      section.innerHTML = text;
      section.hidden = false;
    } catch { /* the pane is whole without them */ }
  };

  const put = (html, keep) => {
    const own = body();
    const outline = own.querySelector(".fq-outline");
    const kept = keep && outline && !outline.hidden && !NARROW.matches ? outline : null;
    const document_ = (root) => {
      const article = root.querySelector(".fq-source");
      return article && (article.dataset.link || "").split("/")[0];
    };
    const before = document_(own);
    const language_ = own.querySelector(".fq-source") && own.querySelector(".fq-source").lang;
    const list = kept && kept.querySelector(".fq-outline-sections");
    const at = list ? list.scrollTop : 0;
    own.removeAttribute("aria-busy");
    if (typeof html === "string") own.innerHTML = html;
    else own.replaceChildren(html);
    absolute(own);
    const article = own.querySelector(".fq-source");
    if (kept && before === document_(own) && article.lang === language_) {
      own.querySelector(".fq-outline").replaceWith(kept);
      own.querySelector('[data-source="outline"]').setAttribute("aria-expanded", "true");
      list.scrollTop = at;
      for (const link of kept.querySelectorAll("a.to-source")) {
        const target = wanted(link.getAttribute("href"));
        if (target && target.paragraph === article.dataset.link) {
          link.setAttribute("aria-current", "true");
          intoView(link, list);
        } else link.removeAttribute("aria-current");
      }
    }
    const section = own.querySelector(".fq-twins[data-src]");
    if (section) twins(section);
    return article;
  };

  const intoView = (item, list) => {
    const place = item.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (place.top >= frame.top && place.bottom <= frame.bottom) return;
    list.scrollTop += place.top - frame.top - frame.height / 3;
  };

  const open = async (target, { push = true, focus = true, step = null, again = false } = {}) => {
    const number = ++asked;
    const timer = again ? 0 : wait(number);
    let made;
    let ok = true;
    try {
      const answer = await fetch(route(target), { credentials: "same-origin" });
      made = await answer.text();
      if (!made.includes('class="fq-source')) throw new Error(String(answer.status));
    } catch {
      ok = false;
    }
    clearTimeout(timer);
    if (number !== asked || !body()) return;
    const at = pane().scrollTop;
    const article = put(ok ? made : failure(target), again || step !== null || isOpen());
    /* as the server writes it, the quotation is found again when the document has been read anew */
    const quote = (ok && article && article.dataset.quote) || target.quote;
    shown = { paragraph: target.paragraph, quote };
    show();
    const address = permanent(shown);
    if (push && address !== permanent(wanted(location.href))) {
      history.pushState({ fiqraSource: true }, "", address);
    }
    if (again) pane().scrollTop = at;
    else scrollToMark();
    if (focus) {
      const same = step && pane().querySelector(`a[data-step="${step}"]`);
      const heading = document.getElementById("fq-source-heading");
      (same || heading || pane()).focus({ preventScroll: true });
    }
    if (!again && article) announce(article.dataset.said);
  };

  const links = () =>
    [...document.querySelectorAll("a.to-source")].filter((link) => !pane().contains(link));
  const close = ({ push = true } = {}) => {
    if (!isOpen()) return;
    asked += 1;
    const inside = pane().contains(document.activeElement) || document.activeElement === document.body;
    pane().classList.remove("fq-open", "fq-wide");
    body().replaceChildren();
    settle();
    shown = null;
    if (push) history.pushState({}, "", permanent(null));
    const from = opener;
    opener = null;
    if (!inside || !from) return;
    const same = (link) =>
      link.getAttribute("href") === from.href && (link.dataset.quote || "") === from.quote;
    const back = from.element.isConnected ? from.element
      : links().find(same) || links().find((link) => link.getAttribute("href") === from.href);
    if (back) back.focus();
  };

  /* the outline */
  const outline = async (button) => {
    const place = document.getElementById("fq-source-outline");
    const opening = place.hidden;
    place.hidden = !opening;
    button.setAttribute("aria-expanded", String(opening));
    if (!opening) return;
    if (!place.firstElementChild) {
      place.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(base() + button.dataset.src, { credentials: "same-origin" });
        if (!answer.ok) throw new Error(String(answer.status));
        place.innerHTML = await answer.text();
      } catch {
        place.replaceChildren(plain(word("failed")));
      }
      place.removeAttribute("aria-busy");
    }
    if (place.hidden || !place.isConnected) return;
    const current = place.querySelector('[aria-current="true"]');
    const first = current || place.querySelector("a.to-source");
    if (first) {
      first.focus({ preventScroll: true });
      intoView(first, place.querySelector(".fq-outline-sections"));
    }
  };
  const folded = (text) => text.normalize("NFKC").toLowerCase()
    .replace(/[\u064b-\u0652\u0670\u0640]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي")
    .replace(/ة/g, "ه").replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  const texts = new WeakMap();
  const textOf = (item) => {
    if (!texts.has(item)) texts.set(item, folded(item.querySelector("a").textContent));
    return texts.get(item);
  };
  const find = (input) => {
    const place = input.closest(".fq-outline");
    const asking = folded(input.value).split(/\s+/).filter(Boolean);
    let any = false;
    for (const section of place.querySelectorAll("section")) {
      const items = [...section.querySelectorAll("li")].reverse(); /* inner ones first */
      let some = false;
      for (const item of items) {
        const text = textOf(item);
        const fits = asking.every((each) => text.includes(each));
        const holds = fits || Boolean(item.querySelector("li:not([hidden])"));
        item.hidden = !holds;
        some = some || holds;
      }
      section.hidden = !some;
      any = any || some;
    }
    const article = place.closest(".fq-source");
    place.querySelector(".fq-outline-none").textContent = any ? "" : article.dataset.nothing;
  };

  /* copying; the clipboard's own interface is there on secure addresses only */
  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      field.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
      const before = document.activeElement;
      pane().append(field);
      field.select();
      let done = false;
      try { done = document.execCommand("copy"); } catch { /* said below */ }
      field.remove();
      if (before) before.focus({ preventScroll: true });
      return done;
    }
  };
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

  /* events, all of them delegated: what they come from is drawn again and again */
  document.addEventListener("click", (event) => {
    const own = pane();
    if (!own || event.defaultPrevented) return;
    const link = event.target.closest("a.to-source");
    if (link) {
      if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const target = wanted(link.getAttribute("href"));
      if (!target) return;
      event.preventDefault();
      target.quote = link.dataset.quote || target.quote;
      if (!own.contains(link)) {
        opener = {
          element: link, href: link.getAttribute("href"), quote: link.dataset.quote || "",
        };
      }
      open(target, { step: link.dataset.step || null });
      return;
    }
    const button = event.target.closest("#source-pane button");
    if (!button) return;
    if (button.dataset.source === "close") close();
    else if (button.dataset.source === "outline") outline(button);
    else if (button.dataset.source === "wide") {
      pane().classList.toggle("fq-wide");
      settle();
      scrollToMark();
    } else if ("copy" in button.dataset) copy(button);
  });

  /* the page's own script closes an open menu by Escape, before the listener below is called */
  let menu = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menu = Boolean(document.querySelector("details.fq-menu[open]"));
  }, true);

  const stops = () => [...pane().querySelectorAll(
    'a[href], button:not([disabled]), summary, input, [tabindex="0"]'
  )].filter((each) => each.getClientRects().length);
  document.addEventListener("keydown", (event) => {
    if (!isOpen() || event.defaultPrevented) return;
    const active = document.activeElement;
    const inside = pane().contains(active);
    if (event.key === "Tab" && NARROW.matches) {
      const all = stops();
      if (!all.length) return;
      const first = all[0];
      const last = all[all.length - 1];
      const out = !inside || !all.includes(active);
      if (event.shiftKey && (active === first || (out && active !== last))) {
        if (inside && active.id === "fq-source-heading") return;
        event.preventDefault();
        last.focus();
      } else if (!event.shiftKey && (active === last || !inside)) {
        event.preventDefault();
        first.focus();
      }
      return;
    }
    if (event.key !== "Escape" || event.isComposing) return;
    if (menu) return;
    const elsewhere = !inside && active !== document.body
      && !(active && active.closest("a.to-source"));
    if (elsewhere && !NARROW.matches) return;
    if (inside && active.matches('input[type="search"]') && active.value) return;
    event.preventDefault();
    const button = pane().querySelector('[data-source="outline"][aria-expanded="true"]');
    if (inside && button && active.closest(".fq-outline")) {
      outline(button);
      button.focus();
      return;
    }
    close();
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches('#source-pane [data-source="find"]')) find(event.target);
  });

  /* an image of a page is fetched when it is opened; where it cannot be had, the reason is said */
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches("#source-pane details.fq-page[open]")) return;
    const image = event.target.querySelector("img[data-src]");
    if (image && !image.src) image.src = base() + image.dataset.src;
  }, true);
  document.addEventListener("error", async (event) => {
    const image = event.target;
    if (!(image instanceof HTMLImageElement) || !image.closest("#source-pane .fq-page")) return;
    let text = word("failed");
    try {
      const answer = await fetch(image.src, { credentials: "same-origin" });
      const given = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.status === 404) text = given.body.textContent.trim() || text;
    } catch { /* the sentence stands */ }
    const note = plain(text);
    note.className = "fq-source-note";
    note.setAttribute("role", "status");
    image.replaceWith(note);
  }, true);

  window.addEventListener("popstate", () => {
    const target = wanted(location.href);
    if (target) open(target, { push: false });
    else close({ push: false });
  });
  document.addEventListener("fiqra:language", () => {
    settle();
    if (isOpen() && shown) open(shown, { push: false, focus: false, again: true });
  });
  NARROW.addEventListener("change", settle);

  /* a permanent link: the pane may be drawn later than this script runs */
  const atLoad = () => {
    const target = wanted(location.href);
    if (!target) return;
    if (pane()) {
      open(target, { push: false });
      return;
    }
    const watch = new MutationObserver(() => {
      if (!pane()) return;
      watch.disconnect();
      open(target, { push: false });
    });
    watch.observe(document.documentElement, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", atLoad);
  else atLoad();
})();

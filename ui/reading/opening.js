/* A link to a paragraph opens the pane, closing it goes back to the link; the address tells which. */
(() => {
  "use strict";
  const source = window.fiqraSource;
  const {
    pane, body, base, language, word, isOpen, announce, wanted, permanent, settle, show, plain,
  } = source;
  const LOADING_AFTER = 150;
  const TWINS_AGAIN = 2000;
  const TWINS_TRIES = 15;

  let opener = null; /* the link that opened the pane: {element, href, quote} */
  let shown = null; /* what the pane shows: {paragraph, quote} */
  let asked = 0; /* the number of the last request: an answer to an earlier one is dropped */

  const route = (target) => {
    const query = new URLSearchParams({ ...target, language: language() });
    return `${base()}fiqra/source?${query}`;
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
    const kept = keep ? source.taken() : null;
    own.removeAttribute("aria-busy");
    if (typeof html === "string") own.innerHTML = html;
    else own.replaceChildren(html);
    absolute(own);
    if (kept) source.putBack(kept);
    const section = own.querySelector(".fq-twins[data-src]");
    if (section) twins(section);
    return own.querySelector(".fq-source");
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
    else if (button.dataset.source === "wide") {
      pane().classList.toggle("fq-wide");
      settle();
      scrollToMark();
    }
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

  Object.assign(source, { close });
})();

/* The source pane itself: its place on the page, its words, the addresses of what it shows. */
(() => {
  "use strict";
  const NARROW = matchMedia("(max-width: 899.98px)");

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

  NARROW.addEventListener("change", settle);

  /* what the room's other files take from here; what they lend to one another, each adds to it */
  window.fiqraSource = {
    NARROW, pane, body, base, language, word, isOpen, announce, wanted, permanent, settle, show, plain,
  };
})();

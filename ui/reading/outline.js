/* The outline in the pane: opened and shut, searched, kept from one paragraph to the next. */
(() => {
  "use strict";
  const { NARROW, pane, body, base, word, wanted, plain } = window.fiqraSource;

  const intoView = (item, list) => {
    const place = item.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (place.top >= frame.top && place.bottom <= frame.bottom) return;
    list.scrollTop += place.top - frame.top - frame.height / 3;
  };

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

  /* what is open of it, to be kept where another paragraph of the same document comes */
  const documentOf = (article) => article && (article.dataset.link || "").split("/")[0];
  const taken = () => {
    const place = body().querySelector(".fq-outline");
    if (!place || place.hidden || NARROW.matches) return null;
    const article = body().querySelector(".fq-source");
    const list = place.querySelector(".fq-outline-sections");
    if (!list) return null;  // it has not come yet, or could not be had
    return { place, list, name: documentOf(article), language: article.lang, at: list.scrollTop };
  };
  const putBack = ({ place, list, name, language, at }) => {
    const article = body().querySelector(".fq-source");
    if (name !== documentOf(article) || article.lang !== language) return;
    body().querySelector(".fq-outline").replaceWith(place);
    body().querySelector('[data-source="outline"]').setAttribute("aria-expanded", "true");
    list.scrollTop = at;
    for (const link of place.querySelectorAll("a.to-source")) {
      const target = wanted(link.getAttribute("href"));
      if (target && target.paragraph === article.dataset.link) {
        link.setAttribute("aria-current", "true");
        intoView(link, list);
      } else link.removeAttribute("aria-current");
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

  document.addEventListener("click", (event) => {
    if (!pane() || event.defaultPrevented) return;
    const button = event.target.closest("#source-pane button");
    if (button && button.dataset.source === "outline") outline(button);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches('#source-pane [data-source="find"]')) find(event.target);
  });

  Object.assign(window.fiqraSource, { outline, taken, putBack });
})();

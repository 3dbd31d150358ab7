/* The page as a whole: where its own routes are, its language, light or dark. */
(() => {
  "use strict";
  const root = document.documentElement;
  const remembered = (name) => {
    const found = document.cookie.split("; ").find((each) => each.startsWith(name + "="));
    return found ? found.slice(name.length + 1) : null;
  };
  const base = () => {
    const given = (window.gradio_config && window.gradio_config.root) || "";
    const own = new URL(given || ".", window.location.href);
    return own.href.replace(/[?#].*$/, "").replace(/\/*$/, "/");
  };
  Object.defineProperty(window, "fiqraBase", { get: base });

  const language = () => (root.lang === "en" ? "en" : "ar");
  const speak = (chosen) => {
    root.lang = chosen;
    root.dir = chosen === "ar" ? "rtl" : "ltr";
  };
  const spread = () =>
    document.dispatchEvent(new CustomEvent("fiqra:language", { detail: { language: language() } }));
  let switched = false;
  const choose = (chosen) => {
    switched = true;
    const path = new URL(base()).pathname;
    document.cookie = `fiqra_language=${chosen}; path=${path}; max-age=31536000; samesite=lax`;
    speak(chosen);
    spread();
  };
  /* called when Gradio has put the page into the language of the cookie that it was asked with: one
     that was chosen while it did so would be undone */
  const loaded = () => { if (switched) spread(); return []; };
  speak(remembered("fiqra_language") === "en" ? "en" : "ar");

  const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const store = (name, value) => { try { localStorage.setItem(name, value); } catch { /* as it was */ } };
  const dark = () =>
    (stored("fiqra-theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"))
    === "dark";
  const paint = () => document.body && document.body.classList.toggle("dark", dark());

  /* says something to those who do not see the page; the element is in the head of the page */
  const announce = (text) => {
    const place = document.getElementById("fq-said");
    if (place) { place.textContent = ""; requestAnimationFrame(() => { place.textContent = text; }); }
  };

  /* says something to everybody, for a while */
  let telling = null;
  const tell = (text) => {
    const place = document.getElementById("fq-toast");
    if (!place || !text) return;
    place.textContent = text;
    place.classList.add("fq-on");
    clearTimeout(telling);
    telling = setTimeout(() => { place.classList.remove("fq-on"); place.textContent = ""; }, 6000);
  };

  /* asks something in the language of the interface, as the browser's own dialogs cannot: with `value`
     for a line of text, else for yes or no; gives the text or true, and null where it was left */
  const inquire = ({ text, value, yes, no }) => new Promise((done) => {
    const dialog = document.createElement("dialog");
    dialog.className = "fq-inquiry";
    dialog.setAttribute("aria-label", text);
    const form = document.createElement("form");
    form.method = "dialog";
    const label = document.createElement("label");
    label.append(text);
    const box = document.createElement("input");
    if (value !== undefined) {
      box.value = value;
      box.dir = "auto";
      box.maxLength = 200;
      label.append(box);
    }
    const button = (name, word, main) => {
      const made = document.createElement("button");
      made.className = "fq-button" + (main ? " fq-main" : "");
      made.value = name;
      made.textContent = word;
      if (!main) { made.type = "button"; made.addEventListener("click", () => dialog.close("")); }
      return made;
    };
    const row = document.createElement("div");
    row.append(button("yes", yes, true), button("", no, false));
    form.append(label, row);
    dialog.append(form);
    const opener = document.activeElement;
    dialog.addEventListener("close", () => {
      const said = dialog.returnValue === "yes";
      dialog.remove();
      if (opener && opener.isConnected) opener.focus();
      done(said ? (value === undefined ? true : box.value) : null);
    });
    document.querySelector(".gradio-container").append(dialog);
    dialog.showModal();
    if (value !== undefined) box.select();
  });

  window.fiqra = { language, loaded, announce, tell, inquire };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fq]");
    if (!button) return;
    if (button.dataset.fq === "language") choose(button.dataset.language);
    if (button.dataset.fq === "theme") { store("fiqra-theme", dark() ? "light" : "dark"); paint(); }
  });
  document.addEventListener("click", (event) => {
    /* a menu closes when something else is clicked, or something in it */
    for (const menu of document.querySelectorAll("details.fq-menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest("details.fq-menu > div")) {
        menu.open = false;
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.fq-menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  paint();
  /* Gradio has its own idea of light and dark, and builds the body after this has run */
  const bodied = new MutationObserver(() => {
    if (!document.body) return;
    bodied.disconnect();
    paint();
    new MutationObserver(() => {
      if (document.body.classList.contains("dark") !== dark()) paint();
    }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  });
  bodied.observe(root, { childList: true });

  document.addEventListener("fiqra:index", async () => {
    const response = await fetch(base() + "fiqra/holdings", { credentials: "same-origin" });
    const place = document.getElementById("fq-holdings");
    if (response.ok && place) place.innerHTML = await response.text();
  });
})();

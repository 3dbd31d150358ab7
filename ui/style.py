"""How the page looks: fonts that are on the machine, colours of the theme, light and dark."""

from __future__ import annotations

FONTS = ("Segoe UI", "Noto Sans", "Noto Sans Arabic", "Geeza Pro", "Tahoma", "sans-serif")

CSS = """
.gradio-container { --fiqra-naskh: "Noto Naskh Arabic", "Sakkal Majalla", "Geeza Pro", "Amiri",
    "Traditional Arabic", serif;
  --fiqra-serif: Georgia, "Noto Serif", "Times New Roman", serif;
  --fiqra-mark: #fdeeb5; --fiqra-accent: #1b6ca8; --fiqra-link: #1b6ca8; --fiqra-faint: #5d6570; }
.dark .gradio-container, .gradio-container.dark { --fiqra-mark: #6b5510; --fiqra-link: #7cc0f0;
  --fiqra-faint: #a6aeb9; }
/* Gradio sets dir="ltr" on each of its blocks */
html[dir="rtl"] .gradio-container, html[dir="rtl"] .block, html[dir="rtl"] #question span,
html[dir="rtl"] #question textarea { direction: rtl; }
#head .html-container, #reply .html-container { padding: 0; }
.gradio-container main { width: 100%; max-width: 1180px; margin-inline: auto; }
.gradio-container h1 { font-size: 2rem; font-weight: 700; line-height: 1.3; margin: 0; }
.gradio-container bdi { unicode-bidi: isolate; }

/* the head of the page and the question */
#head { align-items: flex-end; flex-wrap: wrap-reverse; justify-content: space-between; }
#head > .block:first-child { flex: 1 1 20rem; }
.purpose { margin: .15rem 0 0; }
.holdings, .place { color: var(--fiqra-faint); font-size: .875rem; }
.holdings { margin: .25rem 0 0; }
#interface { flex: 0 0 auto; min-width: 0; width: auto; padding: 0; border: 0; background: none;
  box-shadow: none; }
#interface label { gap: .5rem; }
#interface label span { margin: 0; }
#ask-row { align-items: flex-end; flex-wrap: wrap; margin-top: .5rem; }
#ask-row .form { flex: 1 1 20rem; border: 0; background: none; box-shadow: none; }
#question { padding: 0; border: 0; background: none; }
#question textarea { border: 1px solid var(--fiqra-faint); border-radius: 8px; padding: .6rem .9rem;
  background: var(--background-fill-primary); }
#question textarea:focus { border-color: var(--fiqra-link);
  box-shadow: inset 0 0 0 1px var(--fiqra-link); }
#question span { color: var(--body-text-color); font-size: 1rem; }
#question textarea { unicode-bidi: plaintext; text-align: start; font-size: 1.1rem;
  line-height: 1.7; }
#question textarea::placeholder { color: var(--fiqra-faint); }
#ask { flex: 1 1 8rem; height: 3.2rem; border-radius: 8px; background: var(--fiqra-accent);
  color: #fff; font-size: 1.05rem; }
@media (min-width: 640px) { #ask { flex: 0 0 8rem; } }
#reply { margin-top: 1rem; }
#ask:hover { filter: brightness(1.1); }
#ask:focus-visible, .reply a:focus-visible, .reply summary:focus-visible {
  outline: 3px solid var(--fiqra-link); outline-offset: 2px; }

/* the answer, its sources beside it where there is room */
.reply { display: grid; gap: 1.75rem; line-height: 1.75; font-size: 1rem; text-align: start; }
.reply > section { min-width: 0; overflow-wrap: anywhere; }
@media (min-width: 960px) {
  .reply:has(> .sources) { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .reply > .answer { position: sticky; top: 1rem; align-self: start; overflow-y: auto;
    max-height: calc(100vh - 2rem); }
}
.reply p, .reply ol, .reply blockquote, .reply h2, .reply h3 { margin: 0; }
.reply h2 { font-size: 1.1rem; font-weight: 700; margin-bottom: .6rem; padding-bottom: .3rem;
  border-bottom: 1px solid var(--border-color-primary); }
.reply h3 { font-size: 1rem; font-weight: 600; }
.reply p, .reply blockquote { text-align: start; }
.reply .claim + .claim { margin-top: 1.5rem; }
.reply .remark { margin-bottom: 1rem; }
.reply blockquote { font-family: var(--fiqra-naskh); font-size: 1.2rem; line-height: 1.85;
  margin: .4rem 0 .75rem; padding: .1rem 1rem; border: 0;
  border-inline-start: 3px solid var(--fiqra-accent); }
.reply blockquote[dir="ltr"], .reply .context p[dir="ltr"] { font-family: var(--fiqra-serif);
  font-size: 1.02rem; line-height: 1.65; }
.reply blockquote p + p { margin-top: .3rem; }
.reply a.cite { color: var(--fiqra-link); font-weight: 600; text-decoration: none; }
.reply a.cite:hover { text-decoration: underline; }

/* a source */
.reply .source { border: 1px solid var(--border-color-primary); border-radius: 8px;
  padding: .75rem 1rem; margin-bottom: 1rem; background: var(--background-fill-primary); }
.reply .source:has(:target) { border-color: var(--fiqra-accent);
  box-shadow: 0 0 0 1px var(--fiqra-accent); }
.reply .source summary { cursor: pointer; font-weight: 600; }
.reply .source .number { color: var(--fiqra-link); }
.reply .target { scroll-margin-top: 5rem; }
.reply .title { margin-top: .25rem; }
.reply .context { font-family: var(--fiqra-naskh); margin-top: .6rem; }
.reply .context p[dir="rtl"] { font-size: 1.15rem; line-height: 1.8; }
.reply .context p { margin-bottom: .5rem; }
.reply .context .near { color: var(--fiqra-faint); }
.reply mark { background: var(--fiqra-mark); color: inherit; }
.reply .reading { font-family: var(--fiqra-naskh); font-size: 1.1rem; line-height: 1.8;
  margin: .4rem 0 .75rem; padding: .1rem 1rem; border-inline-start: 3px dashed var(--fiqra-faint); }
.reply .reading .remark { font-size: .875rem; color: var(--fiqra-faint); margin: 0; }
.reply .counterpart { border-top: 1px solid var(--border-color-primary); margin-top: .6rem;
  padding-top: .6rem; }
.reply .counterpart blockquote { border-inline-start-color: var(--border-color-primary); }

/* no answer */
.reply .note { border: 2px dashed var(--fiqra-faint); border-radius: 8px;
  padding: .9rem 1.1rem; max-width: 46rem; }
.reply .note h2 { border: 0; padding: 0; margin-bottom: .25rem; }
.reply .nearest { max-width: 46rem; }
.reply .nearest ol { list-style: none; padding: 0; }
.reply .nearest li + li { margin-top: 1.25rem; }
.reply .nearest blockquote { border-inline-start-color: var(--border-color-primary); }
"""

TURN = """(language) => {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  return language;
}"""
"""JavaScript: turns the page to the direction of the interface's language."""

"""How the page looks and what its one script does; words stand in ``prompts.page``.

Fonts are the system's own, whose Vietnamese letters exist in every weight used, so that
nothing is fetched and no letter falls back to another face.
"""

FONTS = ("Segoe UI", "Roboto", "Noto Sans", "Helvetica", "Arial", "sans-serif")
MONO_FONTS = ("Consolas", "Noto Sans Mono", "monospace")

CSS = """
.gradio-container { --accent: #0b57a4; --on-accent: #fff; --mark: #ffe58a; --mark-text: #1b1b1b;
  --muted: #4b5a6e; max-width: 1440px !important; padding: 0 !important; }
.dark .gradio-container, .gradio-container.dark { --accent: #9ccbff; --on-accent: #10243a;
  --mark: #6b5a00; --mark-text: #fff; --muted: #b6c2d2; }
.gradio-container > .main { padding: 0.7rem 1rem !important; }
#top { display: grid; grid-template-columns: 1fr auto auto; align-items: start; gap: 0.75rem; }
#top > * { margin: 0; width: auto; min-width: 0 !important; }
#head .html-container, #sources .html-container { padding: 0; }
#head h1 { font-size: 1.3rem; margin: 0; line-height: 1.3; }
#head p { margin: 0.1rem 0; }
#head details { font-size: 0.92rem; }
#head summary, .turn > summary { cursor: pointer; color: var(--accent); }
#fresh { padding: 0.5rem 0.75rem; }
#language .wrap { flex-wrap: nowrap; gap: 0.35rem; }
#language label { padding: 0.35rem 0.6rem; }
#body { height: calc(100vh - 7.6rem); min-height: 26rem; align-items: stretch; }
#body > .column { height: 100%; min-height: 0; flex-wrap: nowrap; }
#chat { flex: 1 1 0; min-height: 0; height: auto !important; }
#chat .icon-button-wrapper { display: none; }
#chat .answer > :first-child { margin-top: 0; }
#chat .answer > :last-child { margin-bottom: 0; }
#chat .answer :is(p, ul) { margin: 0.4rem 0; }
#chat .message { color: var(--body-text-color); }
#chat .message .prose { opacity: 1; }
#chat .placeholder { padding: 0.75rem 1rem 0; }
#chat .example { padding: 0.6rem 0.9rem; }
#question textarea::placeholder { color: var(--muted); }
#chat blockquote { border-left: 3px solid var(--accent); margin: 0.5rem 0;
  padding: 0.1rem 0 0.1rem 0.75rem; font-style: normal; color: var(--body-text-color); }
#form { flex: 0 0 auto; align-items: flex-end; flex-wrap: nowrap; }
#question { min-width: 0 !important; }
#ask { flex: 0 0 5.5rem !important; min-width: 0 !important;
  background: var(--accent); color: var(--on-accent); }
.kind { font-weight: 600; font-size: 0.9rem; color: var(--muted) !important; }
.note { font-size: 0.9rem; color: var(--muted) !important; }
.aside { font-size: 0.9rem; font-style: italic; color: var(--muted) !important;
  padding-left: 0.95rem; }
a.cite { display: inline-block; min-width: 1.35em; padding: 0 0.3em; margin: 0 0.1em;
  border-radius: 0.35em; border: 1px solid var(--accent); color: var(--accent) !important;
  font-size: 0.8em; line-height: 1.45; text-align: center; text-decoration: none !important; }
a.cite:hover { background: var(--accent); color: var(--on-accent) !important; }
.gradio-container :is(a, button, summary):focus-visible { outline: 2px solid var(--accent);
  outline-offset: 2px; }
.wide { overflow-x: auto; }
.wide table { border-collapse: collapse; font-size: 0.88rem; line-height: 1.4; }
.wide :is(th, td) { border: 1px solid var(--border-color-primary); padding: 0.3rem 0.5rem;
  text-align: left; vertical-align: top; white-space: pre-line; overflow-wrap: normal; }
#sources { height: 100%; overflow-y: auto !important; border: 1px solid var(--border-color-primary);
  border-radius: var(--radius-lg); padding: 0.6rem 0.9rem;
  background: var(--background-fill-primary); }
#sources h2 { font-size: 1rem; margin: 0 0 0.4rem; }
.turn { margin-bottom: 0.6rem; }
.turn > summary { font-size: 0.9rem; overflow-wrap: anywhere; }
.source { border-top: 1px solid var(--border-color-primary); margin-top: 0.6rem;
  padding: 0.6rem 0 0.2rem 0.6rem; border-left: 3px solid transparent; }
.source:focus { outline: none; }
.source.current, .source:target { border-left-color: var(--accent); }
.source > header { display: flex; gap: 0.5rem; align-items: flex-start; }
.source .number { flex: none; min-width: 1.5em; text-align: center; font-weight: 600;
  border: 1px solid var(--accent); border-radius: 0.35em; color: var(--accent); }
.source .province { font-weight: 600; }
.source .plan-title { color: var(--muted); font-size: 0.88rem;
  display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.source .path { list-style: none; margin: 0.35rem 0; padding: 0; font-size: 0.88rem;
  color: var(--muted); }
.source .path li { display: inline; margin: 0; color: var(--muted); }
.source .path li + li::before { content: " › "; }
.source .words { line-height: 1.6; overflow-wrap: anywhere; }
.source div.words:not(.wide) { white-space: pre-wrap; tab-size: 3; }
.source mark { background: var(--mark); color: var(--mark-text); padding: 0.05em 0;
  border-radius: 2px; }
.source .tools { display: flex; gap: 0.9rem; margin-top: 0.3rem; font-size: 0.88rem; }
.source .tools :is(button, a) { background: none; border: 0; padding: 0.2rem 0; cursor: pointer;
  color: var(--accent); text-decoration: underline; font: inherit; }
#sources a.back { display: none; }
footer:not(.tools) { display: none !important; }
@media (max-width: 48rem) {
  .gradio-container > .main { padding: 0.5rem !important; }
  #top { grid-template-columns: 1fr auto; gap: 0.4rem; }
  #head { grid-column: 1 / -1; }
  #fresh { justify-self: start; }
  #chat .message-wrap { padding: 0.5rem !important; }
  #body { height: auto; }
  #body > .column { height: auto; min-width: 0 !important; flex: 1 1 100%; }
  #chat { flex: none; height: calc(100vh - 20.5rem) !important; min-height: 18rem; }
  #sources { height: auto; min-height: 6rem; }
  #sources a.back { display: inline; }
}
"""

# A citation's number opens its place without leaving the page; ids are looked up, never
# built into a selector or markup.
SCRIPT = """
() => {
  document.documentElement.lang = 'vi';
  const open = (id) => {
    const place = document.getElementById(id);
    if (!place) return false;
    const turn = place.closest('details');
    if (turn) turn.open = true;
    document.querySelectorAll('.source.current').forEach((s) => s.classList.remove('current'));
    place.classList.add('current');
    place.focus({ preventScroll: true });
    (place.querySelector('mark') || place).scrollIntoView({ block: 'center' });
    return true;
  };
  document.addEventListener('click', (event) => {
    const at = event.target.closest ? event.target : null;
    const cite = at && at.closest('a.cite, a.back');
    if (cite) {
      const id = (cite.getAttribute('href') || '').split('#')[1];
      if (id && open(id)) event.preventDefault();
      return;
    }
    const tool = at && at.closest('button.copy, a.place');
    if (!tool || !navigator.clipboard || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const marked = [...tool.closest('.source').querySelectorAll('mark')];
    const text = tool.href || marked.map((m) => m.textContent).join(' | ');
    const said = tool.textContent;
    navigator.clipboard.writeText(text).then(() => {
      if (tool.textContent === tool.dataset.done) return;
      tool.textContent = tool.dataset.done;
      setTimeout(() => { tool.textContent = said; }, 1500);
    }, () => { if (tool.href) window.location.assign(tool.href); });
  });
  // Show a new question at the top, so that its answer is read from its beginning.
  let last = '';
  const follow = () => {
    const asked = [...document.querySelectorAll('#chat [data-testid="user"]')].pop();
    const answers = document.querySelectorAll('#chat .answer');
    const now = asked ? `${asked.textContent} ${answers.length}` : '';
    const scroller = document.querySelector('#chat [role="log"]');
    if (now !== last && asked && scroller) {
      scroller.scrollTop += asked.getBoundingClientRect().top
        - scroller.getBoundingClientRect().top - 16;
    }
    last = now;
  };
  // Gradio labels each message with its source text; screen readers should read the message.
  const unlabel = () => document.querySelectorAll('#chat [data-testid][aria-label*="message:"]')
    .forEach((message) => message.removeAttribute('aria-label'));
  const changed = () => { unlabel(); follow(); };
  new MutationObserver(changed).observe(document.body,
    { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] });
  changed();
}
"""

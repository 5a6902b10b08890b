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

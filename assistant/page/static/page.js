// A citation's number opens its place without leaving the page; ids are looked up, never
// built into a selector or markup.
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
  // The page's own address, which the texts to copy leave open.
  const here = () => window.location.origin + window.location.pathname;
  const copy = (button, text, done, failed) => {
    if (!navigator.clipboard) return failed();
    return navigator.clipboard.writeText(text).then(() => {
      if (button.dataset.said) return;
      button.dataset.said = button.textContent;
      button.textContent = done;
      setTimeout(() => {
        button.textContent = button.dataset.said;
        delete button.dataset.said;
      }, 1500);
    }, failed);
  };
  const done = () => (document.querySelector('#sources [data-done]') || { dataset: {} })
    .dataset.done || '✓';
  const copyAnswer = (button) => {
    const kept = document.getElementById(`copy-${button.value}`);
    if (kept) copy(button, kept.textContent.replaceAll('\ue000', here()), done(), () => {});
  };
  const copySource = (tool) => {
    const marked = [...tool.closest('.source').querySelectorAll('mark')];
    const text = tool.href || marked.map((m) => m.textContent).join(' | ');
    copy(tool, text, tool.dataset.done, () => { if (tool.href) window.location.assign(tool.href); });
  };
  // What was understood goes into the question's box, to be mended there.
  const edit = (button) => {
    const words = button.parentElement.querySelector('.understood');
    const box = document.querySelector('#question textarea');
    if (!words || !box) return;
    box.value = words.textContent;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  };
  document.addEventListener('click', (event) => {
    const at = event.target.closest ? event.target : null;
    if (!at || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const cite = at.closest('a.cite, a.back');
    if (cite) {
      const id = (cite.getAttribute('href') || '').split('#')[1];
      if (id && open(id)) event.preventDefault();
      return;
    }
    const whole = at.closest('.source a.in-plan, #chat a.in-register');
    if (whole && window.planOpen) {
      event.preventDefault();
      window.planOpen(whole.getAttribute('href'));
      return;
    }
    const tool = at.closest('.source button.copy, .source a.place');
    if (tool) {
      event.preventDefault();
      copySource(tool);
      return;
    }
    const button = at.closest('#chat .answer-tools button, #chat button.edit');
    if (!button) return;
    if (button.classList.contains('copy-answer')) copyAnswer(button);
    else if (button.classList.contains('edit')) edit(button);
    else if (window.planVote) {
      window.planVote(Number(button.value), button.classList.contains('up') ? 'up' : 'down');
    }
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
  // What it takes out of our markup on the way, names and states for them, is put back.
  const set = (element, name, value) => {
    if (value && element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const relabel = () => {
    document.querySelectorAll('#chat [data-testid][aria-label*="message:"]')
      .forEach((message) => message.removeAttribute('aria-label'));
    // A list of buttons without items is none; Gradio calls its examples so.
    document.querySelectorAll('#chat .examples[role="list"]')
      .forEach((examples) => examples.removeAttribute('role'));
    document.querySelectorAll('#chat a.cite').forEach((cite) => {
      const place = document.getElementById((cite.getAttribute('href') || '').slice(1));
      if (place) set(cite, 'aria-label', place.getAttribute('aria-label'));
    });
    document.querySelectorAll('#chat button.vote').forEach((vote) => {
      set(vote, 'aria-pressed', String(vote.classList.contains('chosen')));
    });
  };
  // Whoever judged an answer goes on in the comment's box, by keyboard too.
  let commenting = false;
  const comment = () => {
    const box = document.querySelector('#comment textarea');
    if (box && !commenting) box.focus({ preventScroll: true });
    commenting = Boolean(box);
  };
  const changed = () => { relabel(); follow(); comment(); };
  new MutationObserver(changed).observe(document.body,
    { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] });
  changed();
}

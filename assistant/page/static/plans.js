// The tab of whole plans: walking the outline, links to places, finding words. Runs once
// when the tab is first shown; what is drawn later is told by watch().
const NARROW = window.matchMedia('(max-width: 48rem)');
const one = (selector) => element.querySelector(selector);
const all = (selector) => [...element.querySelectorAll(selector)];
const view = () => one('.plan-view');
let plan = null;      // the plan on show
let here = null;      // the id of the section that was opened last
let pending = null;   // what to bring into view as soon as the tab is visible
let seen = '';        // the place of the address that was brought into view already
let hits = [];
let hit = -1;

const visible = () => element.offsetParent !== null;
const address = (link) => {
  const url = new URL(link, window.location.href);
  const language = new URL(window.location.href).searchParams.get('lang');
  if (language) url.searchParams.set('lang', language);
  return url.href;
};
const say = (link) => window.history.replaceState(window.history.state, '', address(link));

// Scrolls the text alone where it has a region of its own, so that the page stays put.
const show = (box, middle) => {
  const region = one('.plan-scroll');
  const own = getComputedStyle(region).overflowY !== 'visible';
  const scroller = own ? region : document.scrollingElement;
  const top = own ? region.getBoundingClientRect().top : 0;
  const height = own ? region.clientHeight : window.innerHeight;
  const bar = own ? 0 : one('.plan-bar').getBoundingClientRect().height;
  const place = box.getBoundingClientRect();
  const above = middle ? Math.max(bar, (height - place.height) / 2) : bar + 8;
  scroller.scrollTop += place.top - top - above;
};

const mark = (id) => {
  here = id;
  all('.current').forEach((old) => old.classList.remove('current'));
  all('[aria-current]').forEach((old) => old.removeAttribute('aria-current'));
  const section = id && document.getElementById(id);
  if (!section) return null;
  section.classList.add('current');
  const entry = all('.plan-outline a').find((link) => link.dataset.to === id);
  if (entry) {
    entry.setAttribute('aria-current', 'location');
    for (let up = entry.parentElement; up && up !== element; up = up.parentElement) {
      if (up.matches('details:not(.fold)')) up.open = true;
    }
    const side = one('.plan-side');
    const [top, height] = [entry.offsetTop, side.clientHeight];
    if (getComputedStyle(side).overflowY === 'auto'
        && (top < side.scrollTop || top + entry.offsetHeight > side.scrollTop + height)) {
      side.scrollTop = top - height / 3;
    }
  }
  return section;
};
const open = (id) => {
  const section = mark(id);
  if (!section) return;
  section.focus({ preventScroll: true });
  show(section, false);
};
const arrive = () => {
  if (!pending || !visible()) return;
  const target = pending;
  pending = null;
  const first = target.marked && one('.plan-text mark');
  if (first) {
    const section = first.closest('tr[id], section[id]');
    if (section) mark(section.id).focus({ preventScroll: true });
    show(first, true);
  } else if (target.open) {
    open(target.open);
  }
};

const fit = () => {
  const shown = view();
  if (!shown || !visible()) return;
  const above = Math.round(shown.getBoundingClientRect().top + window.scrollY);
  shown.style.setProperty('--above', `${above}px`);
};

// Words are compared without case, and without marks where none were typed.
const bare = (text) => [...text].map((c) => {
  const base = c.normalize('NFD')[0].toLowerCase();
  return base === 'đ' ? 'd' : base;
}).join('');
const low = (text) => [...text].map((c) => c.toLowerCase()[0]).join('');
const spaced = (text) => text.replace(/\s/g, ' ');
const ranges = (block, words, plain) => {
  const nodes = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('.plan-link')) continue;
    nodes.push({ node, at: text.length });
    text += node.data;
  }
  const read = spaced(plain ? bare(text) : low(text));
  if (read.length !== text.length) return [];
  const point = (offset) => {
    const held = nodes.filter(({ at }) => at <= offset).pop();
    return [held.node, offset - held.at];
  };
  const found = [];
  for (let at = read.indexOf(words); at >= 0; at = read.indexOf(words, at + words.length)) {
    const range = new Range();
    range.setStart(...point(at));
    const [node, offset] = point(at + words.length - 1);
    range.setEnd(node, offset + 1);
    found.push(range);
  }
  return found;
};
const paint = () => {
  const count = one('.hits');
  const typed = one('.find').value.trim();
  count.textContent = !typed ? '' : hits.length === 0 ? count.dataset.none
    : count.dataset.found.replace('{at}', hit + 1).replace('{count}', hits.length);
  all('.before, .after').forEach((button) => { button.disabled = hits.length === 0; });
  if (!window.CSS || !CSS.highlights) return;
  CSS.highlights.set('plan-hits', new Highlight(...hits));
  CSS.highlights.set('plan-hit', new Highlight(...(hit < 0 ? [] : [hits[hit]])));
};
const find = (walk) => {
  const typed = spaced(one('.find').value.normalize('NFC').trim()).replace(/ +/g, ' ');
  const plain = bare(typed) === low(typed);
  const words = plain ? bare(typed) : low(typed);
  hits = words === '' ? []
    : all('.plan-text :is(h3, h4, h5, h6, p, th, td)').flatMap((b) => ranges(b, words, plain));
  hit = hits.length ? 0 : -1;
  paint();
  if (walk && hit >= 0) show(hits[hit], true);
};
const step = (by) => {
  if (!hits.length) return;
  hit = (hit + by + hits.length) % hits.length;
  paint();
  show(hits[hit], true);
};

const drawn = () => {
  const now = view();
  if (!now) return;
  const { plan: id, open: at, marked, link } = now.dataset;
  const other = plan !== null && plan !== id;
  if (other) {
    one('.plan-scroll').scrollTop = 0;
    one('.find').value = '';
    here = null;
    say(link);
  }
  plan = id;
  const target = `${id} ${at} ${marked}`;
  if ((at || marked) && target !== seen) {
    seen = target;
    pending = { open: at, marked };
  }
  if (NARROW.matches) all('.fold').forEach((fold) => { fold.open = false; });
  mark(here);
  find(false);
  fit();
  arrive();
};

const copy = (link) => {
  say(link.getAttribute('href'));
  const section = link.closest('tr[id], section[id]');
  if (section) mark(section.id);
  const said = one('.said');
  if (!navigator.clipboard) return;
  navigator.clipboard.writeText(address(link.getAttribute('href'))).then(() => {
    said.textContent = said.dataset.copied;
    setTimeout(() => { said.textContent = ''; }, 2500);
  }, () => {});
};
element.addEventListener('click', (event) => {
  const at = event.target.closest('a, button');
  if (!at) return;
  if (at.matches('a') && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
  if (at.matches('.plan-outline a')) {
    event.preventDefault();
    say(at.getAttribute('href'));
    open(at.dataset.to);
  } else if (at.matches('.plan-link')) {
    event.preventDefault();
    copy(at);
  } else if (at.matches('.before, .after')) {
    step(at.matches('.before') ? -1 : 1);
  } else if (at.matches('.print')) {
    window.print();
  } else if (at.matches('.to-outline')) {
    const contents = one('.contents');
    contents.open = true;
    contents.querySelector('summary').focus({ preventScroll: true });
    contents.scrollIntoView({ block: 'start' });
  }
});
element.addEventListener('input', (event) => { if (event.target.matches('.find')) find(true); });
element.addEventListener('keydown', (event) => {
  if (!event.target.matches('.find') || event.key !== 'Enter') return;
  event.preventDefault();
  step(event.shiftKey ? -1 : 1);
});
// On paper the text stands alone, wherever it is on the page.
window.addEventListener('beforeprint', () => {
  document.body.classList.toggle('printing-plan', visible());
});
window.addEventListener('afterprint', () => document.body.classList.remove('printing-plan'));
window.addEventListener('resize', fit);
new ResizeObserver(() => { fit(); arrive(); }).observe(element);
watch('value', drawn);
drawn();

// For each HTML of the register: sends on the clicks on its buttons, which carry data-kind
// and data-value, and looks after where the reader is when its contents change.
const source = () => document.getElementById('register-source');
if (element.id === 'register-count' || element.closest('#register-count')) {
  element.setAttribute('role', 'status');  // a new count is read out
}
element.addEventListener('click', (event) => {
  const button = event.target.closest ? event.target.closest('button[data-kind]') : null;
  if (!button || !element.contains(button) || button.disabled) return;
  const kind = button.dataset.kind;
  const value = button.dataset.value || '';
  if (kind === 'source') {
    source().dataset.opener = value;
    source().dataset.asked = 'yes';
    element.querySelectorAll('tr.current').forEach((row) => row.classList.remove('current'));
    button.closest('tr').classList.add('current');
  }
  if (kind === 'page') element.dataset.turned = 'yes';
  if (kind === 'close') {
    document.querySelectorAll('#register-table tr.current').forEach((row) => {
      row.classList.remove('current');
    });
    const openers = document.querySelectorAll('#register-table button[data-kind="source"]');
    const opener = [...openers].find((one) => one.dataset.value === source().dataset.opener);
    if (opener) opener.focus();
  }
  trigger('click', { kind, value });
});
watch('value', () => {
  const panel = element.querySelector('.opened');
  if (panel && source().dataset.asked) {
    delete source().dataset.asked;
    panel.focus({ preventScroll: true });
    (panel.querySelector('mark') || panel).scrollIntoView({ block: 'center' });
  }
  const box = element.querySelector('.scroll');
  if (box && element.dataset.turned) {
    delete element.dataset.turned;
    box.scrollTop = 0;
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: 'nearest' });
  }
});

// Gradio tells of keys in the search box, not of words that are pasted, dropped or cut there.
const told = (event) => {
  if (!element.isConnected) document.removeEventListener('input', told);
  else if (event.target.closest('#register-text')) setTimeout(() => trigger('input'), 0);
};
document.addEventListener('input', told);

// Places to open in the tab of the plans come in here, from links of the source panels.
window.planOpen = (query) => trigger('click', { query });

// Runs before the first paint, so that the page does not flash in the other theme.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("routingdata-theme"); } catch { /* No storage: the system's theme. */ }
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
})();

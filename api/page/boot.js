// Before the first paint: the kept theme, and no flash of the wrong language. If the page does not start within two
// seconds, it shows itself anyway.
(() => {
  const root = document.documentElement;
  root.dataset.starting = "";
  setTimeout(() => delete root.dataset.starting, 2000);
  try {
    const theme = localStorage.getItem("qa.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    /* storage forbidden: the system's theme */
  }
})();

// A classic script: it must run before the first paint. The button is wired up by controls.js through `sidetoneTheme`.
(() => {
  const KEY = 'sidetone.theme';
  const ORDER = ['auto', 'light', 'dark'];

  function remembered() {
    try {
      const kept = localStorage.getItem(KEY);
      return ORDER.includes(kept) ? kept : 'auto';
    } catch {
      return 'auto'; // storage is switched off
    }
  }

  function use(theme) {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch { /* for this page only, then */ }
    document.dispatchEvent(new Event('themechange'));
  }

  window.sidetoneTheme = {
    now: remembered,
    next() {
      const theme = ORDER[(ORDER.indexOf(remembered()) + 1) % ORDER.length];
      use(theme);
      return theme;
    },
  };
  use(remembered());
})();

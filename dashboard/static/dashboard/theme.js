// The theme follows the system until somebody chooses one; the choice stays in this browser.
(() => {
  const themes = ["system", "light", "dark"];
  const root = document.documentElement;

  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is switched off
    }
  };

  const keep = (theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // the choice lasts until the next page
    }
  };

  let theme = themes.includes(stored()) ? stored() : "system";

  const show = () => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };

  show();
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.theme");
    const name = () => {
      button.setAttribute("aria-label", `Theme: ${theme}`);
      button.querySelector("span").textContent = `Theme: ${theme}`;
    };
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      keep(theme);
      show();
      name();
    });
  });
})();

// Single keys that lead somewhere; none of them saves anything. "?" lists them, and the list says
// how to switch them off: whoever dictates sends letters too. The choice stays in this browser.
(() => {
  const dialog = document.getElementById("shortcuts");
  if (!dialog) return; // an error page has none
  const PAUSE = 1500; // milliseconds between the keys of one shortcut
  const TYPED_INTO = "input, textarea, select, [contenteditable]";
  const STOPS = "details.aim > summary, details.aim[open] .objective, .outline h3 a";
  const opener = document.querySelector("button.shortcuts");
  const setting = dialog.querySelector("input");

  const stored = () => {
    try {
      return localStorage.getItem("shortcuts");
    } catch {
      return null; // storage is switched off
    }
  };

  const keep = () => {
    try {
      localStorage.setItem("shortcuts", setting.checked ? "on" : "off");
    } catch {
      // the choice lasts until the next page
    }
  };

  const list = () => {
    if (!dialog.open) dialog.showModal();
  };

  const step = (by) => {
    const stops = [...document.querySelectorAll(STOPS)];
    const here = document.activeElement.closest(STOPS);
    const next = stops[here ? stops.indexOf(here) + by : by > 0 ? 0 : stops.length - 1];
    if (!next) return;
    if (next.matches(".objective")) next.tabIndex = -1;
    next.focus({ focusVisible: true });
    next.scrollIntoView({ block: "nearest" });
  };

  const edit = () => {
    const stop = document.activeElement.closest(STOPS);
    const fold = stop?.matches("summary")
      ? stop.parentElement.querySelector(".mean details.more")
      : stop?.querySelector(".say details.more");
    if (!fold) return;
    stop.closest("details.aim").open = true;
    fold.open = true;
    fold.querySelector(TYPED_INTO.replace("input", "input:not([type=hidden])")).focus();
  };

  const follow = (keys) => () => dialog.querySelector(`[data-keys="${keys}"]`)?.click();

  const acts = {
    "?": list,
    "/": () => document.getElementById("search")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    e: edit,
    "g b": follow("g b"),
    "g p": follow("g p"),
    "g a": follow("g a"),
    "g c": follow("g c"),
    "g m": follow("g m"),
  };

  let before = { key: "", at: 0 };

  addEventListener("keydown", (event) => {
    const isElsewhere = dialog.open || event.target.closest?.(TYPED_INTO) || event.isComposing;
    const isModified = event.ctrlKey || event.metaKey || event.altKey;
    if (!setting.checked || event.defaultPrevented || isElsewhere || isModified) return;
    const isPrefixed = before.key === "g" && event.timeStamp - before.at < PAUSE;
    before = { key: event.key, at: event.timeStamp };
    const act = acts[isPrefixed ? `g ${event.key}` : event.key];
    if (!act) return;
    before.key = "";
    event.preventDefault(); // the key is not typed into what gets the focus
    act();
  });

  setting.checked = stored() !== "off";
  setting.addEventListener("change", keep);
  opener.hidden = false;
  opener.addEventListener("click", list);
})();

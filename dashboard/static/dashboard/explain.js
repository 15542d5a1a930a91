// How a number comes about opens over the page that it stands on. Without this script, with a
// modifier key, or when it cannot be fetched, the link leads to the page of its own.
(() => {
  let dialog = null;
  let asked = ""; // the address that was asked for last

  const made = () => {
    dialog = document.createElement("dialog");
    dialog.className = "explaining";
    dialog.setAttribute("aria-labelledby", "why-title");
    dialog.innerHTML =
      '<form method="dialog"><a>Open as a page</a> <button type="submit">Close</button></form>';
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close(); // beside it
    });
    dialog.addEventListener("close", () => dialog.querySelector("#explanation")?.remove());
    document.body.append(dialog);
    return dialog;
  };

  const show = (href, told) => {
    const shown = dialog ?? made();
    shown.querySelector("#explanation")?.remove();
    shown.querySelector("form a").href = href;
    shown.append(document.adoptNode(told));
    shown.showModal();
    shown.scrollTop = 0;
    shown.querySelector("h1").focus({ preventScroll: true });
  };

  const open = async (href) => {
    asked = href;
    try {
      const answer = await fetch(href);
      const text = answer.ok && !answer.redirected ? await answer.text() : "";
      if (asked !== href) return; // another was asked for meanwhile
      const page = new DOMParser().parseFromString(text, "text/html");
      const told = page.getElementById("explanation");
      if (told && !dialog?.open) return show(href, told);
    } catch {
      // the browser tells better what is wrong
    }
    location.assign(href);
  };

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a.explains, td.share > a[href]");
    const isModified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || isModified || event.button || event.defaultPrevented) return;
    event.preventDefault();
    open(link.href);
  });
})();

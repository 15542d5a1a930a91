// After an edit the focus stays at its objective, although the button that made it was replaced.
(() => {
  let edited = "";

  addEventListener("htmx:beforeRequest", (event) => {
    edited = event.detail.elt.closest(".objective")?.id ?? "";
  });

  addEventListener("htmx:afterSettle", () => {
    const row = document.getElementById(edited);
    edited = "";
    (row?.querySelector(".edit [aria-pressed]") ?? row?.querySelector(".edit button"))?.focus();
  });
})();

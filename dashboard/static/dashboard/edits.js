// After an edit the focus stays at its objective, although the button that made it was replaced;
// what could not be saved, for a reason that is not the form's, is said beside it.
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

  const tell = (words) => (event) => {
    const place = event.detail.elt.closest(".edit") ?? event.detail.elt;
    const told = place.querySelector(".error") ?? document.createElement("p");
    told.className = "error";
    told.setAttribute("role", "alert");
    told.textContent = words;
    place.prepend(told);
  };

  addEventListener("htmx:responseError", tell("Not saved. Load the page again to see why."));
  addEventListener("htmx:sendError", tell("Not saved: the server cannot be reached. Try again."));
})();

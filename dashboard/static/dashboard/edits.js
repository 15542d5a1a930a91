// After an edit the focus stays at its objective, although the button that made it was replaced;
// what could not be saved, for a reason that is not the form's, is said beside it.
(() => {
  let edited = "";

  addEventListener("htmx:beforeRequest", (event) => {
    edited = event.detail.elt.closest(".objective, details.aim")?.id ?? "";
  });

  addEventListener("htmx:afterSettle", () => {
    const row = document.getElementById(edited);
    edited = "";
    if (!row) return;
    const places = row.matches(".objective")
      ? [".said .edit [aria-pressed]", ".said .edit button"]
      : [":scope > summary"];
    places.map((place) => row.querySelector(place)).find(Boolean)?.focus();
  });

  // An edit is answered with its whole aim. What somebody typed beside another of its objectives,
  // or was told there and did not mend yet, outlives that.
  const isUnfinished = (place) =>
    place.querySelector(".error") ||
    [...place.querySelectorAll("textarea, input:not([type=hidden])")].some(
      (field) => field.value !== field.defaultValue,
    );
  let unfinished = [];

  addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = event.detail;
    unfinished = [...target.querySelectorAll(".edit[id]")].filter(
      (place) => !place.contains(requestConfig.elt) && isUnfinished(place),
    );
  });

  addEventListener("htmx:afterSwap", () => {
    for (const place of unfinished) {
      const anew = document.getElementById(place.id);
      if (!anew || anew === place) continue;
      anew.replaceWith(place);
      htmx.process(place);
    }
    unfinished = [];
  });

  // Whoever leaves while they write loses nothing: what was not sent yet goes along.
  addEventListener("pagehide", () => {
    for (const form of document.querySelectorAll("form[data-keep].unsent")) {
      fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true });
    }
  });
  addEventListener("input", (event) => {
    event.target.closest("form[data-keep]")?.classList.add("unsent");
  });
  addEventListener("htmx:configRequest", (event) => {
    event.detail.elt.classList.remove("unsent");
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

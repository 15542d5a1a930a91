// Charts that answer when one points at them. The drawing of the server stays beside each, for
// print and for whoever has no script; what is shown here is made of the same figures.
(() => {
  const CONFIG = { displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: false };
  const WIDE = 620; // pixels: names stand beside bars and lines; below, above them and in the legend
  const charts = [...document.querySelectorAll(".chart")].filter((chart) => chart.querySelector(".drawing"));
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const figureOf = (chart) => JSON.parse(chart.querySelector("script[type='application/json']").textContent);

  // What var(--name) is in the theme of the moment; a custom property itself would tell both.
  const probe = document.createElement("i");
  const colourOf = (value) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const coloured = (value) => {
    if (typeof value === "string") return value.startsWith("var(--") ? colourOf(value) : value;
    if (Array.isArray(value)) return value.map(coloured);
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, coloured(inner)]));
  };

  // A piece that is shorter than what is written on it has nothing written on it.
  const fit = ({ data, layout }, width) => {
    const [low, high] = layout.xaxis.range;
    const pixels = (width - layout.margin.l - layout.margin.r) / (high - low);
    for (const trace of data) trace.text = trace.text.map((words, place) => (pixels * trace.x[place] > 7.5 * words.length + 3 ? words : ""));
  };

  const fitted = (figure, width) => {
    const { layout } = figure;
    const room = width >= WIDE ? "wide" : "narrow";
    const beside = { days: { r: 210 }, rows: { l: 210, r: 196 } }[layout.meta.kind];
    const tight = { days: { r: 8 }, rows: { l: 2, r: 2 } }[layout.meta.kind];
    Object.assign(layout.margin, room === "wide" ? beside : tight);
    for (const part of ["annotations", "shapes"]) layout[part] = layout[part].filter(({ name }) => !name || name === room);
    if (room === "narrow" && layout.meta.minor) {
      const isKept = (_, place) => !layout.meta.minor.includes(place);
      for (const part of ["tickvals", "ticktext"]) layout.xaxis[part] = layout.xaxis[part].filter(isKept);
    }
    if (layout.meta.kind === "rows") fit(figure, width);
    else if (room === "narrow") {
      for (const trace of figure.data) trace.hovertemplate = trace.hovertemplate?.replace(" · %{customdata}", "");
      layout.hoverlabel.font.size = 11;
    }
    layout.width = width;
    layout.font.family = getComputedStyle(document.body).fontFamily;
    return coloured(figure);
  };

  const draw = async (chart) => {
    const drawing = chart.querySelector(".drawing");
    let host = drawing.querySelector(".live");
    if (!host) {
      host = document.createElement("div");
      host.className = "live";
      drawing.append(host);
    }
    const { data, layout } = fitted(figureOf(chart), drawing.clientWidth);
    await Plotly.react(host, data, layout, CONFIG);
    if (!chart.classList.contains("drawn")) {
      chart.classList.add("drawn");
      host.on("plotly_click", ({ points }) => follow(points[0].customdata));
    }
  };

  // A bar leads where its row in the table leads.
  const follow = (told) => {
    const href = Array.isArray(told) ? told[0] : "";
    if (href && new URL(href, location.href).origin === location.origin) location.assign(href);
  };

  // The picture that the server draws, title and legend included, in dots instead of lines.
  const save = async (button) => {
    const answer = await fetch(button.dataset.save);
    if (!answer.ok) return location.assign(button.dataset.save);
    const [, name] = /filename="(.+)\.svg"/.exec(answer.headers.get("Content-Disposition"));
    const source = URL.createObjectURL(await answer.blob());
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(source);
    const dots = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const link = document.createElement("a");
    link.download = `${name}.png`;
    link.href = URL.createObjectURL(dots);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const begin = () => {
    probe.hidden = true;
    document.body.append(probe);
    const shown = new Set();
    const drawAgain = () => shown.forEach(draw);

    // A chart is drawn when it comes near: five at once would keep the page from answering.
    const near = new IntersectionObserver(
      (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
        near.unobserve(target);
        shown.add(target);
        draw(target);
      }),
      { rootMargin: "300px" },
    );
    const widths = new WeakMap();
    const resized = new ResizeObserver((entries) => entries.forEach(({ target, contentRect }) => {
      const before = widths.get(target);
      widths.set(target, contentRect.width);
      if (before !== undefined && before !== contentRect.width && shown.has(target.closest(".chart"))) draw(target.closest(".chart"));
    }));
    for (const chart of charts) {
      near.observe(chart);
      resized.observe(chart.querySelector(".drawing"));
      for (const button of chart.querySelectorAll("[data-save]")) {
        button.hidden = false;
        button.addEventListener("click", () => save(button));
      }
    }
    dark.addEventListener("change", drawAgain);
    new MutationObserver(drawAgain).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  };

  if (charts.length && window.Plotly) begin();
})();

// --- charts

const whiskers = { id: "whiskers", afterDatasetsDraw(chart) {
  const { ctx, scales: { x, y } } = chart;
  ctx.save();
  ctx.strokeStyle = css("--text");
  ctx.lineWidth = 1.25;
  chart.data.datasets.forEach((dataset, d) => (dataset.intervals || []).forEach((interval, i) => {
    if (!interval || !known(interval[0]) || chart.getDatasetMeta(d).hidden) return;
    const bar = chart.getDatasetMeta(d).data[i], flat = dataset.upright !== true;
    const [from, to] = interval.map(value => (flat ? x : y).getPixelForValue(value)), middle = flat ? bar.y : bar.x, cap = 3;
    ctx.beginPath();
    const line = (a, b, c, e) => { flat ? (ctx.moveTo(a, b), ctx.lineTo(c, e)) : (ctx.moveTo(b, a), ctx.lineTo(e, c)); };
    line(from, middle, to, middle);
    line(from, middle - cap, from, middle + cap);
    line(to, middle - cap, to, middle + cap);
    ctx.stroke();
  }));
  ctx.restore();
} };
const drawn = [];
function figure(title, sub, height, description, config, wide) {
  const canvas = el("canvas", { role: "img", "aria-label": description }), box = el("div", { class: "canvas" }, canvas);
  box.style.minHeight = height + "px";
  at("charts").append(el("figure", { class: wide ? "wide" : null }, el("figcaption", {}, title, el("span", {}, sub)), box));
  drawn.push(() => new Chart(canvas, config()));
}
const axis = (title, format) => ({ beginAtZero: true, title: { display: true, text: title, color: css("--soft") }, grid: { color: css("--line") }, border: { display: false },
  ticks: { color: css("--soft"), callback: format, maxRotation: 0, maxTicksLimit: 8 } });
const plain = () => ({ grid: { display: false }, border: { color: css("--line") }, ticks: { color: css("--text"), autoSkip: false } });
const options = (more, tip) => ({ responsive: true, maintainAspectRatio: false, animation: false, ...more, plugins: {
  legend: { position: "bottom", labels: { color: css("--text"), boxWidth: 12, boxHeight: 12, usePointStyle: true, pointStyle: "rectRounded" } },
  tooltip: { callbacks: { label: tip } }, ...more.plugins } });
const names = strategies[0].categories.map(one => one.category);

(function byCategory() {
  const shown = strategies.slice(0, COLOURS), rows = names.length * (shown.length + 1);
  const of = (index, pick) => names.map((_, i) => pick(strategies[index].categories[i].figures));
  const bars = index => ({ label: labels[index], data: of(index, f => 100 * wer(f)), backgroundColor: colour(index), borderRadius: 3, maxBarThickness: 20,
    intervals: of(index, f => [100 * f.word_error_rate.low, 100 * f.word_error_rate.high]) });
  const builtIn = () => ({ label: "built in", data: of(0, f => f.built_in ? 100 * f.built_in.word_error_rate.rate : null), backgroundColor: css("--s0"), borderRadius: 3, maxBarThickness: 20,
    intervals: of(0, f => f.built_in ? [100 * f.built_in.word_error_rate.low, 100 * f.built_in.word_error_rate.high] : null) });
  const all = [...shown.flatMap((_, i) => of(i, f => f.word_error_rate.high)), ...of(0, f => f.built_in?.word_error_rate.high)];
  const most = 105 * Math.max(0, ...all.filter(known));
  figure("Word error rate by category", "less is better; lines are 95 % intervals", Math.max(190, rows * 17 + names.length * 12 + 90),
    "Bar chart of the word error rate of each category, built in and for each strategy; the tables hold the same figures.",
    () => ({ type: "bar", plugins: [whiskers], data: { labels: names, datasets: [builtIn(), ...shown.map((_, i) => bars(i))] },
      options: options({ indexAxis: "y", scales: { x: { ...axis("words wrong, %", value => value + " %"), suggestedMax: most }, y: plain() } },
        item => `${item.dataset.label}: ${item.parsed.x.toFixed(1)} %` + (item.dataset.intervals[item.dataIndex] ? ` (${item.dataset.intervals[item.dataIndex].map(v => v.toFixed(1)).join(" to ")})` : "")) }));
})();

(function entitiesByCategory() {
  const which = names.map((_, i) => i).filter(i => strategies[0].categories[i].figures.entities.said > 0);
  if (!which.length) return;
  const shown = strategies.slice(0, COLOURS);
  const share = (index, built) => which.map(i => { const f = strategies[index].categories[i].figures, e = built ? f.built_in?.entities : f.entities; return e && e.said ? 100 * e.hit / e.said : null; });
  figure("Entities exactly right", "more is better", Math.max(190, which.length * (shown.length + 1) * 17 + which.length * 12 + 90),
    "Bar chart of the share of entities that were transcribed exactly, by category.",
    () => ({ type: "bar", data: { labels: which.map(i => names[i]), datasets: [{ label: "built in", data: share(0, true), backgroundColor: css("--s0"), borderRadius: 3, maxBarThickness: 20 },
      ...shown.map((_, i) => ({ label: labels[i], data: share(i, false), backgroundColor: colour(i), borderRadius: 3, maxBarThickness: 20 }))] },
      options: options({ indexAxis: "y", scales: { x: { ...axis("exact, %", value => value + " %"), max: 100 }, y: plain() } }, item => `${item.dataset.label}: ${item.parsed.x.toFixed(0)} %`) }));
})();

(function priceAndErrors() {
  const priced = strategies.map((strategy, index) => ({ strategy, index })).filter(one => known(perUtterance(one.strategy.figures)) && known(wer(one.strategy.figures)));
  if (priced.length < 2) return;
  figure("Errors against price", "left and low is better", 300, "Scatter chart of word error rate against the price of an utterance, a point for each strategy.",
    () => ({ type: "scatter", plugins: [whiskers], data: { datasets: priced.map(({ strategy, index }) => ({ label: labels[index], upright: true,
      data: [{ x: perUtterance(strategy.figures), y: 100 * wer(strategy.figures) }], backgroundColor: colour(index), borderColor: colour(index), pointRadius: 7, pointHoverRadius: 8,
      intervals: [[100 * strategy.figures.word_error_rate.low, 100 * strategy.figures.word_error_rate.high]] })) },
      options: options({ scales: { x: { ...axis("dollars an utterance, out of band", value => "$" + Number(value.toPrecision(3))), suggestedMax: 1.1 * Math.max(...priced.map(one => perUtterance(one.strategy.figures))) },
        y: { ...axis("words wrong, %", value => value + " %"), suggestedMax: 105 * Math.max(...priced.map(one => one.strategy.figures.word_error_rate.high ?? 0)) } } },
        item => `${item.dataset.label}: ${item.parsed.y.toFixed(1)} %, $${item.parsed.x.toFixed(5)}`) }));
})();

(function waits() {
  const rows = [["built in", winner.figures.latency.built_in, () => css("--s0")], ...strategies.map((strategy, i) => [labels[i], strategy.figures.latency.out_of_band, () => colour(i)])]
    .filter(([, waits]) => known(waits.p50_ms));
  if (!rows.length) return;
  figure("Time after the end of speech", "from the median to the 95th percentile", Math.max(150, rows.length * 34 + 80), "Chart of waiting times: median to 95th percentile for each strategy.",
    () => ({ type: "bar", data: { labels: rows.map(row => row[0]), datasets: [{ label: "median to 95 %", data: rows.map(([, w]) => [w.p50_ms / 1000, Math.max(w.p95_ms, w.p50_ms + 4) / 1000]),
      backgroundColor: rows.map(row => row[2]()), borderRadius: 4, borderSkipped: false, barThickness: 14 }] },
      options: options({ indexAxis: "y", scales: { x: axis("seconds", value => value + " s"), y: plain() }, plugins: { legend: { display: false }, tooltip: { callbacks: { label: item => `${item.raw[0].toFixed(2)} s to ${item.raw[1].toFixed(2)} s` } } } }) }));
})();

let charts = [];
function draw() {
  charts.forEach(chart => chart.destroy());
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 13;
  charts = drawn.map(make => make());
}
draw();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

const { report, audio } = JSON.parse(document.getElementById("data").textContent);
const strategies = report.strategies, at = id => document.getElementById(id);
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const PAGE = 30, COLOURS = 6;

// Everything that was said or comes from a file goes in as text, never as markup.
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ""));
  return node;
}

// --- figures in words

const known = value => value !== null && value !== undefined && Number.isFinite(value);
const percent = (rate, digits = 1) => known(rate) ? (100 * rate).toFixed(digits) + " %" : "–";
const range = figure => known(figure.low) ? `${(100 * figure.low).toFixed(1)} to ${(100 * figure.high).toFixed(1)}` : "";
const seconds = ms => known(ms) ? (ms / 1000).toFixed(2) + " s" : "–";
const best = meter => meter.expected || meter;
const dollars = meter => best(meter).least === null ? null : Number(best(meter).least);
function money(meter, by = 1) {
  const reported = amount(meter, by);
  return meter.expected && meter.expected.least !== meter.least ? `${reported} (expected ${amount(meter.expected, by)})` : reported;
}
function amount(cost, by, places = 6) {
  if (cost.least === null) return "not priced";
  const shown = "$" + (Number(cost.least) / by).toFixed(places);
  return cost.usd === null ? (cost.most === null ? "at least " + shown : `${shown} to $${(Number(cost.most) / by).toFixed(places)}`) : shown;
}
const count = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
const hits = entities => entities.said ? `${entities.hit} of ${entities.said}` : "–";
const wer = figures => figures.word_error_rate.rate;
const perUtterance = figures => { const sum = dollars(figures.cost.out_of_band); return sum === null ? null : sum / Math.max(1, figures.utterances); };

/** Without the parts that all strategies share. */
function label(strategy) {
  const differs = key => strategies.some(other => other[key] !== strategy[key]);
  const parts = [["context", strategy.context], ["prompt", strategy.prompt],
    ["domain_rules", strategy.domain_rules === "none" ? "no domain rules" : strategy.domain_rules + " rules"]];
  const shown = parts.filter(([key]) => differs(key)).map(([, text]) => text);
  return shown.length ? shown.join(" · ") : strategy.context;
}
const labels = strategies.map(label);
const colour = index => css("--s" + (index % COLOURS + 1));
const winner = strategies.reduce((a, b) => better(a, b) ? b : a);
/** Fewer errors, or as few for less. */
function better(a, b) {
  const [one, other] = [a, b].map(strategy => wer(strategy.figures) ?? 9);
  return other < one || other === one && (perUtterance(b.figures) ?? Infinity) < (perUtterance(a.figures) ?? Infinity);
}

// --- head

at("name").textContent = report.dataset.name;
at("facts").textContent = [count(report.dataset.utterances, "utterance"), count(report.dataset.calls, "call"), report.settings.model + " at " + place(),
  "built in: " + report.settings.transcription_model, new Date(report.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })].join(" · ");
function place() {
  return report.endpoint.kind === "embedded" ? "the embedded server" : report.endpoint.address;
}
const notices = [...report.dataset.remarks];
const missing = report.missing.length;
if (missing) notices.push(`${count(missing, "call")} could not be held: ` + [...new Set(report.missing.map(one => `${one.call} (${one.why})`))].slice(0, 5).join("; "));
notices.forEach(text => at("notices").append(el("li", {}, text)));
if (report.endpoint.simulated_billing) {
  at("notices").append(el("li", { class: "calm" }, "Simulated billing: counted by a local server at the prices of the service. Nobody is charged."));
}

// --- in short

function lead() {
  const figures = winner.figures, name = labels[strategies.indexOf(winner)];
  if (!figures.gain) return `${strategies.length > 1 ? `The best strategy (${name})` : "The transcript"} has a word error rate of ${percent(wer(figures))}.`;
  const gain = figures.gain, sure = gain.low > 0 ? "more than noise" : gain.high < 0 ? "more than noise, and for the worse" : "within noise";
  const who = strategies.length > 1 ? `The best strategy (${name})` : "Out of band";
  return `${who} gets ${percent(wer(figures))} of the words wrong, the built-in transcript ${percent(figures.built_in.word_error_rate.rate)}. `
    + `The difference of ${(100 * Math.abs(gain.rate)).toFixed(1)} points is ${sure} (95 %: ${range(gain)}).`;
}
at("lead").textContent = lead();
function card(title, big, ...small) {
  return el("div", { class: "card" }, el("dl", {}, el("dt", {}, title), el("dd", { class: "big" }, big), ...small.filter(Boolean).map(text => el("dd", { class: "small" }, text))));
}
(function cards() {
  const f = winner.figures, oob = dollars(f.cost.out_of_band), built = dollars(f.cost.built_in);
  at("cards").append(
    card("Word error rate", percent(wer(f)), range(f.word_error_rate) && "95 %: " + range(f.word_error_rate), f.built_in && "built in " + percent(f.built_in.word_error_rate.rate)),
    card("Entities exactly right", hits(f.entities), f.entities.said ? percent(f.entities.rate, 0) + " (" + range(f.entities) + ")" : "none in the dataset", f.built_in && f.entities.said ? "built in " + hits(f.built_in.entities) : ""),
    card("After the end of speech", seconds(f.latency.out_of_band.p50_ms), "95 % within " + seconds(f.latency.out_of_band.p95_ms), "built in " + seconds(f.latency.built_in.p50_ms)),
    card("Price of an utterance", known(perUtterance(f)) ? "$" + perUtterance(f).toFixed(5) : "not priced", oob && built ? (oob / built).toFixed(1) + " × built in" : "", report.endpoint.simulated_billing ? "simulated" : ""));
})();

// --- tables that sort

/** columns: {title, text(row) -> string or nodes, key(row) -> number or string} */
function table(node, caption, columns, rows) {
  const head = el("tr"), body = el("tbody");
  const draw = ordered => body.replaceChildren(...ordered.map(row => el("tr", { class: row.sum ? "sum" : null },
    columns.map((column, i) => el(i ? "td" : "th", i ? {} : { scope: "row" }, column.text(row))))));
  columns.forEach(column => {
    const cell = el("th", { scope: "col" });
    cell.append(el("button", { type: "button", onclick: () => {
      const up = cell.getAttribute("aria-sort") !== "ascending";
      [...head.children].forEach(other => other.removeAttribute("aria-sort"));
      cell.setAttribute("aria-sort", up ? "ascending" : "descending");
      draw(sorted(rows, column.key, up));
    } }, column.title));
    head.append(cell);
  });
  node.replaceChildren(el("caption", {}, caption), el("thead", {}, head), body);
  draw(rows);
}
function sorted(rows, key, up) {
  const order = (a, b) => typeof a === "string" ? a.localeCompare(b) : a - b;
  const with_ = rows.filter(row => !row.sum && known_(key(row))), without = rows.filter(row => !row.sum && !known_(key(row)));
  with_.sort((a, b) => (up ? 1 : -1) * order(key(a), key(b)));
  return [...with_, ...without, ...rows.filter(row => row.sum)];
}
const known_ = value => typeof value === "string" || known(value);
const two = (text, sub) => [text, sub ? el("span", { class: "sub" }, sub) : ""];
const figureColumns = f => [
  { title: "word errors", text: row => two(percent(wer(f(row))), range(f(row).word_error_rate)), key: row => wer(f(row)) },
  { title: "built in", text: row => f(row).built_in ? two(percent(f(row).built_in.word_error_rate.rate), range(f(row).built_in.word_error_rate)) : "–", key: row => f(row).built_in?.word_error_rate.rate },
  { title: "entities", text: row => two(hits(f(row).entities), f(row).entities.said && f(row).built_in ? "built in " + f(row).built_in.entities.hit : ""), key: row => f(row).entities.rate },
  { title: "agree", text: row => f(row).agreement.of ? `${f(row).agreement.same} of ${f(row).agreement.of}` : "–", key: row => f(row).agreement.of ? f(row).agreement.same / f(row).agreement.of : null },
  { title: "guard", text: row => String(f(row).guard_interventions), key: row => f(row).guard_interventions },
  { title: "half, 95 % after", text: row => two(seconds(f(row).latency.out_of_band.p50_ms), seconds(f(row).latency.out_of_band.p95_ms)), key: row => f(row).latency.out_of_band.p50_ms },
  { title: "tokens in, out", text: row => two((f(row).tokens.input_text + f(row).tokens.input_audio).toLocaleString("en"), f(row).tokens.output.toLocaleString("en")), key: row => f(row).tokens.input_text + f(row).tokens.input_audio },
  { title: "price", text: row => two(amount(f(row).cost.out_of_band, 1, 4), f(row).cost.out_of_band.expected && f(row).cost.out_of_band.expected.least !== f(row).cost.out_of_band.least ? "expected " + amount(f(row).cost.out_of_band.expected, 1, 4) : ""), key: row => dollars(f(row).cost.out_of_band) },
];
const name = (index, text) => { const dot = el("span", { class: "dot", "aria-hidden": "true" }); dot.style.background = `var(--s${index % COLOURS + 1})`; return [dot, text]; };
table(at("strategies"), "Out of band, all categories; " + count(report.sessions, "session") + " at once", [
  { title: "strategy", text: row => name(row.index, row.label), key: row => row.label },
  ...figureColumns(row => row.strategy.figures),
  { title: "kept, per $", text: row => row.strategy.kept_gain ? two(percent(row.strategy.kept_gain.share, 0), row.strategy.kept_gain.per_dollar.toFixed(2) + " ×") : "–", key: row => row.strategy.kept_gain?.per_dollar },
], strategies.map((strategy, index) => ({ strategy, index, label: labels[index] })));
function categories() {
  const strategy = strategies[at("category-strategy").value];
  const rows = strategy.categories.map(one => ({ label: one.category, figures: one.figures }));
  if (rows.length > 1) rows.push({ label: "all", figures: strategy.figures, sum: true });
  table(at("categories"), labels[at("category-strategy").value] + ", by category", [
    { title: "category", text: row => two(row.label, count(row.figures.utterances, "utterance")), key: row => row.label },
    ...figureColumns(row => row.figures)], rows);
}
function choices(select, texts, chosen) {
  texts.forEach((text, i) => select.append(el("option", { value: i, selected: i === chosen }, text)));
}
choices(at("category-strategy"), labels, strategies.indexOf(winner));
at("category-strategy").addEventListener("change", categories);
categories();

"use strict";
(() => {
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
  function amount(cost, by) {
    if (cost.least === null) return "not priced";
    const shown = "$" + (Number(cost.least) / by).toFixed(6);
    return cost.usd === null ? (cost.most === null ? "at least " + shown : `${shown} to $${(Number(cost.most) / by).toFixed(6)}`) : shown;
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
    { title: "price", text: row => two(amount(f(row).cost.out_of_band, 1), f(row).cost.out_of_band.expected && f(row).cost.out_of_band.expected.least !== f(row).cost.out_of_band.least ? "expected " + amount(f(row).cost.out_of_band.expected, 1) : ""), key: row => dollars(f(row).cost.out_of_band) },
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
    const bars = index => ({ label: labels[index], data: of(index, f => 100 * wer(f)), backgroundColor: colour(index), borderRadius: 3,
      intervals: of(index, f => [100 * f.word_error_rate.low, 100 * f.word_error_rate.high]) });
    const builtIn = () => ({ label: "built in", data: of(0, f => f.built_in ? 100 * f.built_in.word_error_rate.rate : null), backgroundColor: css("--s0"), borderRadius: 3,
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
      () => ({ type: "bar", data: { labels: which.map(i => names[i]), datasets: [{ label: "built in", data: share(0, true), backgroundColor: css("--s0"), borderRadius: 3 },
        ...shown.map((_, i) => ({ label: labels[i], data: share(i, false), backgroundColor: colour(i), borderRadius: 3 }))] },
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

  // --- utterances

  function diff(pieces) {
    if (!pieces.length) return [el("span", { class: "none" }, "nothing")];
    return pieces.flatMap(([sign, said, heard]) => {
      if (sign === "=") return [el("span", {}, heard || said), " "];
      if (sign === "-") return [el("del", { class: "d" }, said), " "];
      if (sign === "+") return [el("ins", { class: "i" }, heard), " "];
      return [el("del", { class: "d" }, said), " ", el("ins", { class: "c" }, heard), " "];
    });
  }
  const wrong = result => result.scores.errors > 0 || result.scores.hit < result.scores.said;
  const badness = result => 3 * (result.scores.said - result.scores.hit) + result.scores.errors;
  function entry(utterance, result) {
    const s = result.scores, file = utterance.id;
    const tags = [el("span", { class: "tag" }, utterance.category),
      el("span", { class: "tag " + (s.errors ? "bad" : "good") }, s.errors ? count(s.errors, "error") + ` in ${count(s.words, "word")}` : "every word"),
      s.said ? el("span", { class: "tag " + (s.hit < s.said ? "bad" : "good") }, s.hit < s.said ? "entity missed" : "entity exact") : null,
      result.guard ? el("span", { class: "tag warn" }, "guard: " + result.guard) : null];
    const values = Object.entries(utterance.entities).map(([kind, value]) => `${kind.replaceAll("_", " ")} ${value}`).join(", ");
    const texts = el("dl", { class: "texts" },
      el("dt", {}, "said"), el("dd", {}, utterance.reference || el("span", { class: "none" }, "nothing")),
      el("dt", {}, result.out_of_band === null ? "to go by" : "out of band"), el("dd", { class: "best" }, result.turns.length ? diff(result.pieces) : el("span", { class: "none" }, result.why)),
      el("dt", {}, "built in"), el("dd", {}, result.built_in_pieces ? diff(result.built_in_pieces) : el("span", { class: "none" }, "no transcript")));
    const meta = [values, "after " + seconds(result.out_of_band_after_ms), "built in " + seconds(result.built_in_after_ms), money(result.cost.out_of_band),
      report.repeats > 1 ? "repeat " + result.repeat : "", result.turns.length > 1 ? "heard as " + count(result.turns.length, "turn") : ""].filter(Boolean).join(" · ");
    const sound = audio[file] ? el("audio", { controls: true, preload: "none", src: "data:audio/wav;base64," + audio[file], "aria-label": "Recording of " + file }) : null;
    return el("li", { class: "item " + (wrong(result) ? "wrong" : "right") }, el("div", { class: "head" }, el("h3", {}, file), tags), texts, el("p", { class: "meta" }, meta), sound);
  }
  choices(at("f-strategy"), labels, strategies.indexOf(winner));
  at("f-category").append(el("option", { value: "" }, "all"), ...names.map(text => el("option", { value: text }, text)));
  if (names.length < 2) at("f-category").parentElement.hidden = true;
  if (strategies.length < 2) [at("f-strategy"), at("category-strategy")].forEach(select => select.parentElement.hidden = true);
  let found = [], shown = 0;
  function filter() {
    const key = strategies[at("f-strategy").value].key, category = at("f-category").value, text = at("f-text").value.trim().toLowerCase();
    found = report.utterances.flatMap(utterance => utterance.results.filter(result => result.strategy === key).map(result => [utterance, result]))
      .filter(([utterance]) => !category || utterance.category === category)
      .filter(([, result]) => !at("f-wrong").checked || wrong(result))
      .filter(([utterance, result]) => !text || [utterance.id, utterance.reference, result.transcript, result.built_in || ""].join(" ").toLowerCase().includes(text));
    const bad = found.filter(([, result]) => wrong(result)).length;
    if (at("f-order").value === "worst") found.sort((a, b) => badness(b[1]) - badness(a[1]));
    at("count").textContent = `${count(found.length, "utterance")}, ${bad} of them with an error` + (Object.keys(audio).length ? "" : "; recordings are not in this page");
    at("list").replaceChildren();
    shown = 0;
    more();
  }
  function more() {
    found.slice(shown, shown + PAGE).forEach(([utterance, result]) => at("list").append(entry(utterance, result)));
    shown = Math.min(found.length, shown + PAGE);
    at("more").hidden = shown >= found.length;
    at("more").textContent = `Show more (${found.length - shown})`;
  }
  ["f-strategy", "f-category", "f-order", "f-wrong"].forEach(id => at(id).addEventListener("change", filter));
  at("f-text").addEventListener("input", filter);
  at("more").addEventListener("click", () => {
    const next = shown;
    more();
    const item = at("list").children[next];
    if (item) { item.tabIndex = -1; item.focus({ preventScroll: true }); }
  });
  // One recording at a time.
  document.addEventListener("play", event => document.querySelectorAll("audio").forEach(other => { if (other !== event.target) other.pause(); }), true);
  filter();

  at("foot").textContent = `Sidetone ${report.sidetone} · dataset ${report.dataset.print} · ` + Object.entries(report.settings).map(([key, value]) => `${key.replaceAll("_", " ")} ${value}`).join(" · ")
    + ". This page loads nothing from anywhere. It holds what was said: keep it as such. Charts: Chart.js, MIT licence.";
})();

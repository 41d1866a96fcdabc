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

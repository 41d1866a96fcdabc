import { el, hidden } from './dom.js';
import { cost, ratio, seconds } from './format.js';

/** What happens after the caller has stopped, each with a shape of its own. */
const STEPS = [
  { key: 'built_in', name: 'Built in', took: 'built_in_ms' },
  { key: 'out_of_band', name: 'Out of band', took: 'out_of_band_ms' },
  { key: 'reply', name: 'Reply', took: 'reply_audio_ms' },
  { key: 'heard', name: 'Heard', took: 'reply_heard_ms' },
];

/** When each step came, on one line from the end of speech, over the same as figures with the cost below. */
export function timeline(turn) {
  const took = turn.took ?? {};
  const costs = turn.cost ?? {};
  const longest = Math.max(1, ...STEPS.map((step) => took[step.took] ?? 0));
  return el('div', { class: 'timeline' },
    el('svg', { class: 'track', 'aria-hidden': 'true' },
      el('line', { x1: '0', x2: '100%', y1: 8, y2: 8 }),
      el('line', { class: 'origin', x1: '0', x2: '0', y1: 2, y2: 14 }),
      STEPS.filter((step) => took[step.took] != null).map((step) => mark(step.key, (took[step.took] / longest) * 100))),
    el('table', {},
      el('caption', { class: 'vh' }, `Turn ${turn.number}: time after the end of speech, and cost`),
      el('thead', {}, el('tr', {}, el('td', { class: 'rowhead' }), STEPS.map(head))),
      el('tbody', {},
        el('tr', {}, el('th', { scope: 'row', class: 'rowhead' }, 'After speech'), STEPS.map((step) => cell(took[step.took], seconds))),
        el('tr', {}, el('th', { scope: 'row', class: 'rowhead' }, 'Cost'),
          cell(costs.built_in, cost), cell(costs.out_of_band, cost, times(costs.ratio)), cell(costs.reply, cost), el('td', {})))));
}

function times(of) {
  return of == null ? null : el('span', { class: 'times', title: 'out of band : built in' }, hidden(', to built in '), ratio(of));
}

function head(step) {
  return el('th', { scope: 'col' }, el('svg', { class: 'key', viewBox: '0 0 12 12', 'aria-hidden': 'true' }, shape(step.key, 6, 6)), step.name);
}

function cell(value, words, more = null) {
  if (value == null) return el('td', { class: 'faint' }, hidden('not known'), el('span', { 'aria-hidden': 'true' }, '–'));
  return el('td', {}, words(value), more);
}

/** Kept inside the track at both of its ends. */
function mark(key, percent) {
  return el('svg', { x: `${percent}%`, class: 'mark', overflow: 'visible' }, shape(key, percent > 50 ? -6 : 6, 8));
}

function shape(key, x, y) {
  switch (key) {
    case 'built_in': return el('circle', { class: key, cx: x, cy: y, r: 3.75 });
    case 'out_of_band': return el('circle', { class: key, cx: x, cy: y, r: 4.5 });
    case 'reply': return el('rect', { class: key, x: x - 4, y: y - 4, width: 8, height: 8 });
    default: return el('path', { class: key, d: `M${x - 4.5} ${y + 4}L${x} ${y - 4.5}L${x + 4.5} ${y + 4}Z` });
  }
}

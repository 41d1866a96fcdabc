import { el, find, setText, shown } from './dom.js';
import { count, ratio, usd } from './format.js';

const HEIGHT = 132;

/** Money of the call: the ratio, its chart over the turns, the sums, and the same as a table. */
export class CostPanel {
  #plot = null;
  #drawn = [];

  constructor() {
    document.addEventListener('themechange', () => this.#redraw());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#redraw());
    new ResizeObserver(() => this.#fit()).observe(find('#chart'));
  }

  /** @param {CallRecord} record */
  show(record) {
    const totals = record.totals.at(-1);
    setText(find('#ratio'), ratio(totals?.ratio));
    shown(find('.ratio'), Boolean(totals));
    shown(find('#no-cost'), !totals);
    find('#totals').replaceChildren(...sums(totals));
    const rows = perTurn(record);
    shown(find('#by-turn'), rows.length > 0);
    find('#by-turn-table').replaceChildren(table(rows));
    this.#drawn = rows.filter((row) => row.ratio != null || row.soFar != null);
    this.#draw();
  }

  #draw() {
    shown(find('#chart'), this.#drawn.length > 0);
    if (this.#drawn.length === 0) return;
    this.#plot ??= new uPlot(options(this.#width()), [[], [], []], find('#chart'));
    const number = (text) => (text == null ? null : Number(text));
    const last = this.#drawn.at(-1).turn;
    this.#plot.setData([this.#drawn.map((row) => row.turn), this.#drawn.map((row) => number(row.ratio)), this.#drawn.map((row) => number(row.soFar))], false);
    this.#plot.setScale('x', { min: 0.5, max: Math.max(last, 4) + 0.5 });
    const highest = Math.max(1, ...this.#drawn.flatMap((row) => [number(row.ratio) ?? 0, number(row.soFar) ?? 0]));
    this.#plot.setScale('y', { min: 0, max: Math.ceil(highest * 1.15) });
  }

  #width() {
    return Math.max(160, find('#chart').clientWidth);
  }

  #fit() {
    if (this.#plot && this.#plot.width !== this.#width()) this.#plot.setSize({ width: this.#width(), height: HEIGHT });
  }

  /** Colours are read when the plot is made. */
  #redraw() {
    this.#plot?.destroy();
    this.#plot = null;
    this.#draw();
  }
}

function sums(totals) {
  const row = (name, value, strong) => el('div', strong ? { class: 'sum' } : {}, el('dt', {}, name), el('dd', {}, value));
  if (!totals) return [];
  return [row('Built in', usd(totals.built_in_usd)), row('Out of band', usd(totals.out_of_band_usd)), row('Reply', usd(totals.reply_usd)), row(`Total of ${count(totals.turns, 'turn')}`, usd(totals.total_usd), true)];
}

/** The ratio after each turn comes with the totals; they are matched by the number of turns. */
function perTurn(record) {
  return record.entries.filter((entry) => entry.turn && entry.settled).map(({ turn }) => ({
    turn: turn.number,
    outOfBand: turn.cost?.out_of_band?.usd,
    builtIn: turn.cost?.built_in?.usd,
    ratio: turn.cost?.ratio,
    soFar: record.totals.findLast((total) => total.turns === turn.number)?.ratio,
  })).sort((a, b) => a.turn - b.turn);
}

function table(rows) {
  const cells = (row) => [usd(row.outOfBand), usd(row.builtIn), ratio(row.ratio), ratio(row.soFar)];
  return el('table', { class: 'by-turn' },
    el('thead', {}, el('tr', {}, ['Turn', 'Out of band', 'Built in', 'Ratio', 'So far'].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, rows.map((row) => el('tr', {}, el('th', { scope: 'row' }, String(row.turn)), cells(row).map((cell) => el('td', { class: 'figure' }, cell))))));
}

function options(width) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--muted'), font: '11px system-ui, sans-serif', ticks: { show: false }, gap: 4 };
  const whole = (_plot, values) => values.map((value) => (Number.isInteger(value) ? value : ''));
  return {
    width, height: HEIGHT, padding: [8, 8, 0, 0],
    legend: { show: true, live: false }, cursor: { show: false },
    scales: { x: { time: false }, y: {} },
    axes: [
      { ...axis, size: 24, grid: { show: false }, values: whole, incrs: [1, 2, 5, 10, 20, 50] },
      { ...axis, size: 32, grid: { stroke: colour('--line'), width: 1 }, values: (_plot, values) => values.map((value) => `${value}×`), space: 32 },
    ],
    series: [
      { label: 'Turn' },
      { label: 'each turn', stroke: colour('--muted'), width: 0, paths: () => null, points: { show: true, size: 6, fill: colour('--surface'), width: 1.5 } },
      { label: 'so far', stroke: colour('--accent'), width: 2, points: { show: false } },
    ],
  };
}

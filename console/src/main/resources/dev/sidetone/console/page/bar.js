import { find, setText, shown } from './dom.js';
import { clock, count, ratio, usd } from './format.js';

const STATES = {
  idle: 'No call', microphone: 'Waiting for the microphone', connecting: 'Connecting', coming: 'Connecting', live: 'Live', muted: 'Live, muted',
  lost: 'Endpoint lost', again: 'Connecting again', ended: 'Ended',
};
/** Peaks are shown from this many dB below full scale: what is quieter is the room. */
const QUIETEST_DB = -50;

/** The bar of the call: its state, both levels, its length and sums, and the words that need the user. */
export class Bar {
  #levels = { caller: 0, agent: 0 };
  #told = { caller: -1, agent: -1 };
  #state = 'idle';
  #live = false;

  /** @param {keyof STATES} state */
  show(state) {
    this.#state = state;
    const live = ['coming', 'live', 'muted', 'lost', 'again'].includes(state);
    this.#live = live;
    shown(find('.levels'), live);
    setText(find('#state'), STATES[state]);
    find('#dot').className = `dot ${state}`;
    this.#exchange(live, ['microphone', 'connecting'].includes(state));
    find('#mute').setAttribute('aria-pressed', String(state === 'muted'));
    if (!live) for (const side of ['caller', 'agent']) this.#draw(side, 0);
  }

  /** Start gives way to hang up and back; whoever had the focus there keeps it. */
  #exchange(live, busy) {
    const start = find('#start');
    const hangUp = find('#hang-up');
    const focused = document.activeElement === start || document.activeElement === hangUp;
    shown(start, !live);
    shown(hangUp, live);
    shown(find('#mute'), live);
    start.setAttribute('aria-disabled', String(busy));
    if (focused) (live ? hangUp : start).focus();
    setText(start.firstChild, this.#state === 'ended' ? 'Call again ' : 'Start a call ');
  }

  sums(record) {
    const totals = record?.totals.at(-1);
    const gaps = record?.underruns ? count(record.underruns, 'gap in the voice', 'gaps in the voice') : null;
    const sums = totals ? [count(totals.turns, 'turn'), usd(totals.total_usd, 4), ratio(totals.ratio)] : [];
    setText(find('#brief'), [...sums, gaps].filter(Boolean).join(' · '));
  }

  length(ms) {
    setText(find('#length'), ms == null ? '' : clock(ms));
  }

  /** @param {'caller' | 'agent'} side @param {number} peak from 0 to 1 */
  level(side, peak) {
    if (!this.#live) return; // the last frames arrive after the end
    const db = peak > 0 ? 20 * Math.log10(peak) : QUIETEST_DB;
    const share = Math.max(0, Math.min(1, 1 - db / QUIETEST_DB));
    // Falls slowly, so that a word can be seen.
    this.#draw(side, Math.max(share, this.#levels[side] * 0.9));
  }

  #draw(side, share) {
    this.#levels[side] = share;
    const meter = find(`#${side}-level`);
    meter.firstElementChild.style.transform = `scaleX(${share.toFixed(3)})`;
    const told = Math.round(share * 10) * 10;
    if (told !== this.#told[side]) meter.setAttribute('aria-valuenow', String(told));
    this.#told[side] = told;
  }

  /** A line for the user, with what to do; none clears it. @param {{words: string, advice?: string, kind?: string, act?: Node}} [said] */
  words(said) {
    const place = find('#words');
    place.className = `words ${said?.kind ?? 'note'}`;
    const parts = said ? [span(said.words), said.advice ? span(said.advice, 'advice') : null, said.act ?? null] : [];
    place.replaceChildren(...parts.filter(Boolean));
  }
}

function span(text, name) {
  const made = document.createElement('span');
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

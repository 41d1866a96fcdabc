import { el, hidden, setText } from './dom.js';
import { at, contextInWords, mismatchKind, plain, promptLabel, seconds } from './format.js';
import { timeline } from './timeline.js';
import { hearing, transcripts } from './transcripts.js';

/**
 * One card. Its skeleton and its buttons stay the same elements for as long as the card lives, so that focus is kept
 * while the call goes on; only what changed is drawn again.
 */
export class TurnCard {
  #title = el('h3', {});
  #when = el('span', { class: 'when' });
  #verdict = el('span', { class: 'verdict' });
  #heard = el('div', { class: 'heard' });
  #asks = el('div', { class: 'asks' });
  #reply = el('div', { class: 'reply' });
  #figures = el('div', { class: 'figures' });
  #listen;

  /** @param {Entry} entry @param {(side: 'caller' | 'reply', button: HTMLElement) => void} play */
  constructor(entry, play) {
    this.#listen = ['caller', 'reply'].map((side) => playButton(side, play));
    const id = `turn-${entry.key}`;
    this.#title.id = id;
    this.element = el('li', { class: 'turn', tabindex: '-1', 'aria-labelledby': id },
      el('header', {}, el('div', { class: 'what' }, this.#title, this.#when), this.#verdict, el('div', { class: 'listen' }, this.#listen)),
      this.#heard, this.#asks, this.#reply, this.#figures);
  }

  /** @param {Entry} entry @param {boolean} news whether it was heard in another way than the turn before */
  show(entry, news) {
    const { turn } = entry;
    this.element.classList.toggle('live', !entry.settled);
    setText(this.#title, !entry.callers ? 'Agent' : turn ? `Turn ${turn.number}` : 'Speaking');
    setText(this.#when, when(entry));
    for (const button of this.#listen) button.hidden = !turn?.has_audio || !entry.settled;
    this.#verdict.replaceChildren(...(turn ? verdict(turn) : []));
    this.#heard.replaceChildren(...(!entry.callers ? [] : [turn ? transcripts(turn) : hearing(entry.live)]));
    this.#asks.replaceChildren(...entry.mismatches.map(ask));
    this.#reply.replaceChildren(...reply(entry));
    this.#figures.replaceChildren(...(turn && entry.settled ? figures(turn, news) : []));
  }
}

function playButton(side, play) {
  const name = side === 'caller' ? 'Caller' : 'Reply';
  const button = el('button', { type: 'button', class: 'quiet play', 'data-side': side, 'aria-pressed': 'false', hidden: true,
    onclick: () => play(side, button) }, el('span', { class: 'icon', 'aria-hidden': 'true' }), hidden('Play '), name);
  return button;
}

function when(entry) {
  const { startMs, endMs } = entry.speech;
  if (startMs == null) return '';
  if (endMs == null) return `from ${at(startMs)}`;
  return `${at(startMs)} – ${at(endMs)}, ${((endMs - startMs) / 1000).toFixed(1)} s`;
}

function verdict(turn) {
  const { verdict: judged, doubts, why } = turn.guard;
  const words = { trusted: 'Trusted', doubted: 'Doubted', nothing_to_judge: 'Nothing to judge' }[judged] ?? plain(judged);
  const because = judged === 'doubted' ? why ?? doubts.map(plain).join(', ') : turn.transcript.source === 'out_of_band' ? null : turn.transcript.why;
  return [el('span', { class: `badge ${judged}` }, hidden('Guard: '), words), because ? el('span', { class: 'why' }, because) : null].filter(Boolean);
}

function ask(mismatch) {
  const heard = (text) => (text == null ? el('em', {}, 'nothing') : el('strong', {}, text));
  return el('p', { class: 'ask' },
    el('span', { class: 'ask-title' }, 'Ask the caller'),
    el('span', {}, `The ${mismatchKind(mismatch.kind)} differs: `, heard(mismatch.out_of_band), ' out of band, ', heard(mismatch.built_in), ' built in.'));
}

function reply(entry) {
  const settled = entry.settled ? entry.turn?.reply : null;
  const text = settled?.text ?? entry.live.reply;
  if (!text.trim() && !settled) return entry.reply === 'coming' ? [line('Agent', el('span', { class: 'pending' }, 'about to speak…'))] : [];
  if (!text.trim() && !entry.live.reply.trim()) return [line('Agent', el('span', { class: 'pending' }, `said nothing: ${plain(settled.reason ?? settled.status)}`))];
  const { heard, unheard } = split(text, entry);
  return [line('Agent',
    el('span', { class: 'said' }, heard),
    unheard ? [' ', el('s', { class: 'unheard', title: 'The caller did not hear this' }, hidden('Not heard: '), unheard)] : null,
    cutOff(entry), tools(settled))];
}

function line(label, ...content) {
  return el('p', {}, el('span', { class: 'label' }, label), hidden(': '), el('span', { class: 'text' }, content));
}

/** The part of the reply that sounded before the caller barged in, and the rest. */
function split(text, entry) {
  const heard = entry.turn?.reply?.heard ?? entry.turn?.reply_heard;
  if (!entry.settled || heard == null) return { heard: text, unheard: '' };
  const whole = entry.live.reply.startsWith(heard) ? entry.live.reply : text;
  return whole.startsWith(heard) ? { heard, unheard: whole.slice(heard.length).trim() } : { heard, unheard: '' };
}

function cutOff(entry) {
  const cut = entry.interrupted;
  const playedMs = cut?.playedMs ?? entry.turn?.reply?.truncated_at_ms;
  if (playedMs == null) return null;
  const of = cut ? ` of ${seconds(cut.receivedMs)}` : '';
  return el('span', { class: 'cut' }, playedMs === 0 ? 'Interrupted before any of it was heard' : `Interrupted: heard ${seconds(playedMs)}${of}`);
}

function tools(settled) {
  return settled?.tools?.length ? el('span', { class: 'cut' }, `Called ${settled.tools.join(', ')}`) : null;
}

/** How it was heard is said where it is not as before, or where it took more than one request. */
function figures(turn, news) {
  const asked = turn.attempts?.length ?? 0;
  const again = asked > 1 ? `, asked ${asked} times` : '';
  const way = el('p', { class: 'heard-with' }, `Heard with ${contextInWords(turn.context ?? '')}; prompt: ${promptLabel(turn.prompt)}${again}.`);
  return [timeline(turn), ...(news || again ? [way] : [])];
}

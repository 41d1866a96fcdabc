import { find, setText, shown } from './dom.js';
import { mismatchKind, sentence } from './format.js';
import { TurnCard } from './turn-card.js';

/** The cards of the record that is shown, in the order of the call; plays what was said; follows the newest. */
export class Turns {
  #cards = new Map();
  #sound = new Audio();
  #playing = null;
  #record = null;

  constructor() {
    this.#sound.addEventListener('ended', () => this.#silence());
    this.#sound.addEventListener('error', () => this.#silence());
  }

  /** All cards of another record. */
  show(record) {
    this.#silence();
    this.#record = record;
    this.#cards.clear();
    find('#cards').replaceChildren();
    for (const entry of record.entries) this.update(entry);
    shown(find('#empty'), record.entries.length === 0);
  }

  /** @param {Entry} entry that has changed */
  update(entry) {
    const following = this.#atEnd();
    let card = this.#cards.get(entry.key);
    if (!card) {
      const key = entry.key;
      card = new TurnCard(entry, (side, button) => this.#play(this.#entry(key), side, button));
      this.#cards.set(key, card);
      find('#cards').append(card.element);
      shown(find('#empty'), false);
    }
    card.show(entry, this.#isNews(entry));
    if (following) card.element.scrollIntoView({ block: 'nearest' });
  }

  /** The card that holds the focus, `by` cards on; the first when none does. */
  step(by) {
    const cards = [...find('#cards').children];
    const now = cards.findIndex((card) => card.contains(document.activeElement));
    const next = now < 0 ? (by > 0 ? 0 : cards.length - 1) : Math.max(0, Math.min(cards.length - 1, now + by));
    cards[next]?.focus();
  }

  /** Plays one side of the card that holds the focus, or of the last. */
  playFocused(side) {
    const cards = [...find('#cards').children];
    const card = cards.find((each) => each.contains(document.activeElement)) ?? cards.at(-1);
    const button = card && find(`[data-side="${side}"]`, card);
    if (button && !button.hidden) button.click();
  }

  /** Whether a turn was heard in another way than the one before it. */
  #isNews({ turn }) {
    if (!turn) return false;
    const before = this.#record.entries.find((entry) => entry.turn?.number === turn.number - 1)?.turn;
    return before?.context !== turn.context || before?.prompt !== turn.prompt;
  }

  #entry(key) {
    return this.#record.entries.find((entry) => entry.key === key);
  }

  #play(entry, side, button) {
    const again = this.#playing === button;
    this.#silence();
    if (again) return;
    this.#playing = button;
    button.setAttribute('aria-pressed', 'true');
    this.#sound.src = `/api/calls/${this.#record.id}/turns/${entry.turn.number}/${side}.wav`;
    this.#sound.play().catch(() => this.#silence());
  }

  #silence() {
    this.#sound.pause();
    this.#playing?.setAttribute('aria-pressed', 'false');
    this.#playing = null;
  }

  #atEnd() {
    const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
    return scrollHeight - scrollTop - clientHeight < 240 && !find('#cards').contains(document.activeElement);
  }
}

/** One sentence for each settled turn, for who cannot see the cards: nothing while it is still being heard. */
export function announce({ turn, mismatches }) {
  const text = turn.transcript.text ?? 'nothing was heard';
  const asks = mismatches.length === 0 ? '' : ` The ${mismatches.map(({ kind }) => mismatchKind(kind)).join(' and the ')} differs: ask the caller.`;
  setText(find('#say'), sentence(`Turn ${turn.number}: ${text}`) + asks);
}

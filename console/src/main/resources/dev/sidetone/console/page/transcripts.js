import { el, hidden } from './dom.js';
import { plain, sentence } from './format.js';

const SOURCES = { out_of_band: 'Out of band', built_in: 'Built in' };

/** While the caller is heard: both texts as they arrive, one under the other. */
export function hearing(live) {
  return el('div', { class: 'pair-list hearing' },
    el('p', {}, label('out_of_band'), live.outOfBand || el('span', { class: 'pending' }, 'listening…')),
    el('p', {}, label('built_in'), live.builtIn || el('span', { class: 'pending' }, 'listening…')));
}

/**
 * Both transcripts, word over word. Eyes see pairs that wrap like text; a screen reader hears each transcript whole, then
 * what differs.
 */
export function transcripts(turn) {
  const pieces = turn.pieces ?? [];
  if (!turn.out_of_band.text || !turn.built_in.text) return absent(turn);
  const stored = turn.transcript.source;
  return el('div', { class: `pair-list stored-${stored}` },
    el('div', { class: 'vh' }, spoken(turn, pieces)),
    el('div', { class: 'aligned', 'aria-hidden': 'true' },
      el('div', { class: 'labels' }, label('out_of_band'), label('built_in')),
      el('div', { class: 'words' }, pieces.flatMap(columns))));
}

function label(source) {
  return el('span', { class: 'label' }, SOURCES[source]);
}

/** Equal words stand in columns of their own, so that lines can break between them. */
function columns(piece) {
  if (piece.kind !== 'same') return [column(piece, piece.out_of_band, piece.built_in)];
  const first = words(piece.out_of_band);
  const second = words(piece.built_in);
  if (first.length !== second.length) return [column(piece, piece.out_of_band, piece.built_in)];
  return first.map((word, i) => column(piece, word, second[i]));
}

function words(text) {
  return (text ?? '').split(/\s+/).filter(Boolean);
}

function column(piece, first, second) {
  const marked = piece.mismatch ? 'mismatch' : piece.kind === 'same' ? 'same' : 'differs';
  const title = piece.kind === 'same' ? null : `out of band: ${first || 'nothing'} · built in: ${second || 'nothing'}`;
  return el('span', { class: `column ${marked}`, title }, word(first), word(second));
}

function word(text) {
  return text ? el('span', { class: 'word' }, text) : el('span', { class: 'word gap' }, '–');
}

function spoken(turn, pieces) {
  const differing = pieces.filter((piece) => piece.kind !== 'same');
  return [
    el('p', {}, sentence(`Out of band: ${turn.out_of_band.text ?? none(turn.out_of_band)}`)),
    el('p', {}, sentence(`Built in: ${turn.built_in.text ?? none(turn.built_in)}`)),
    differing.length === 0
      ? el('p', {}, 'Both agree.')
      : el('ul', {}, differing.map((piece) =>
          el('li', {}, `${piece.mismatch ? 'Mismatch' : 'Differs'}: out of band ${piece.out_of_band || 'nothing'}, built in ${piece.built_in || 'nothing'}.`))),
  ];
}

/** At least one transcript is missing: the other as text, and for the missing one its reason. */
function absent(turn) {
  return el('div', { class: 'pair-list' }, ['out_of_band', 'built_in'].map((source) => {
    const heard = turn[source];
    const text = heard.text ? el('span', {}, heard.text) : el('span', { class: 'pending' }, none(heard));
    return el('p', {}, label(source), hidden(': '), text);
  }));
}

function none(heard) {
  if (heard.state === 'text') return 'nobody spoke';
  return `nothing: ${plain(heard.reason) || 'no reason given'}`;
}

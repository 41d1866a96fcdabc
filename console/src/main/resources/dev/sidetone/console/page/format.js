/** Figures and words as the page shows them. Absent values have a word, never an empty place. */

const unknown = 'not known';

/** Where in the call: 75300 is 1:15.3. */
export function at(ms) {
  if (ms == null) return '–:––';
  const minutes = Math.floor(ms / 60_000);
  return `${minutes}:${((ms % 60_000) / 1000).toFixed(1).padStart(4, '0')}`;
}

/** A length of a call: 75300 is 1:15. */
export function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function seconds(ms) {
  return ms == null ? unknown : `${(ms / 1000).toFixed(2)} s`;
}

/** Dollars come as text with six decimals. A total of a call is readable with four. */
export function usd(text, decimals = 6) {
  return text == null ? unknown : `$${Number(text).toFixed(decimals)}`;
}

/** A cost of the report: exact, or what bounds are known. */
export function cost(of) {
  if (!of) return unknown;
  if (of.usd != null) return usd(of.usd);
  return Number(of.least) > 0 ? `≥ ${usd(of.least)}` : unknown;
}

export function ratio(text) {
  return text == null ? unknown : `${Number(text).toFixed(2)}×`;
}

export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

const MISMATCHES = {
  code: 'code', spelled_name: 'spelled name', phone_number: 'phone number', email: 'e-mail address', number: 'number',
  date: 'date', time: 'time', money: 'amount', yes_no: 'yes or no', negation: '“not”', language: 'language',
};
export const mismatchKind = (kind) => MISMATCHES[kind] ?? kind.replaceAll('_', ' ');

/** `last:3` and its kin, in words. */
export function contextInWords(context) {
  if (context.startsWith('last:')) return `the last ${context.slice(5)} turns`;
  return { notes: 'the turn, with notes', latest: 'the turn alone', whole: 'the whole conversation', shared: 'the conversation, shared prefix' }[context] ?? context;
}

/** Reasons and doubts are words with underscores. */
export const plain = (word) => (word ?? '').replaceAll('_', ' ');

/** The console tells clauses; the page shows sentences. What begins with a name, as of a file, keeps its first letter. */
export function sentence(words) {
  if (!words) return '';
  const begun = /^[a-z']+[\s,]/.test(words) ? words[0].toUpperCase() + words.slice(1) : words;
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

let labels = new Map();

/** What the prompts are called, as the console's setup tells once. */
export function namePrompts(prompts) {
  labels = new Map(prompts.map(({ id, label }) => [id, label]));
}

export const promptLabel = (id) => labels.get(id) ?? id ?? unknown;

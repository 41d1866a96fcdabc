import { CostPanel } from './chart.js';
import { el, find, setText, shown } from './dom.js';
import { clock, contextInWords, count, namePrompts, promptLabel, ratio, usd } from './format.js';

const KEPT = [
  ['transcript.txt', 'Transcript', 'TXT'], ['transcript.json', 'Record', 'JSON'], ['transcript.vtt', 'Captions', 'WebVTT'],
  ['transcript.srt', 'Captions', 'SRT'], ['audio.wav', 'Both sides', 'WAV'], ['caller.wav', 'Caller', 'WAV'],
];

/** Everything beside the turns: money, how turns are heard, notes, files, calls. Shows one record at a time. */
export class Sidebar {
  #cost = new CostPanel();
  #files = null;
  /** The user's choice: of the call that runs, else of the next one, whatever call is looked at. */
  #wanted;

  /** @param setup of the console @param {(listening: {context: string, prompt: string}) => void} listen told of each choice */
  constructor(setup, listen) {
    namePrompts(setup.prompts);
    fill(find('#context'), setup.contexts.map((word) => [word, capital(contextInWords(word))]), setup.context);
    fill(find('#prompt'), setup.prompts.map(({ id, label }) => [id, label]), setup.prompt);
    this.#wanted = { context: find('#context').value, prompt: find('#prompt').value };
    for (const name of ['context', 'prompt']) {
      find(`#${name}`).addEventListener('change', ({ target }) => {
        this.#wanted = { ...this.#wanted, [name]: target.value };
        listen(this.#wanted);
      });
    }
    setText(find('#endpoint'), endpoint(setup));
    shown(find('#half-duplex'), setup.half_duplex);
    if (setup.endpoint.simulated_billing) setText(find('#billing'), 'Simulated billing: counted on this machine at the prices of the service. Nobody is charged.');
  }

  chosen() {
    return this.#wanted;
  }

  /** @param {CallRecord} record @param {boolean} earlier whether it is another call than the one at hand */
  show(record, earlier) {
    this.#cost.show(record);
    this.#notes(record.notes);
    this.#listening(record, earlier);
    this.#keep(record);
  }

  showCalls(calls, current) {
    const list = calls.length === 0 ? [el('li', { class: 'faint' }, 'None yet.')] : calls.map((call) => callItem(call, current));
    const focused = document.activeElement?.getAttribute('href');
    find('#calls').replaceChildren(...list);
    if (focused?.startsWith('#call/')) find(`#calls a[href="${focused}"]`)?.focus();
  }

  #notes(lines) {
    const shownLines = lines.length === 0 ? [el('li', { class: 'faint' }, 'None. They are gathered from what is spelled or confirmed.')] : lines.map((line) => el('li', {}, line));
    find('#notes').replaceChildren(...shownLines);
  }

  #listening(record, earlier) {
    const now = record.listening;
    for (const select of [find('#context'), find('#prompt')]) select.disabled = earlier;
    this.#choose((earlier && now) || this.#wanted);
    const words = earlier ? 'As at the end of this call.'
      : !now ? 'For the next call. Can be switched in mid-call.'
        : record.ended ? 'For the next call.'
          : now.from > 1 ? `From turn ${now.from} on: ${contextInWords(now.context)}; prompt: ${promptLabel(now.prompt)}.` : 'A switch holds from the next turn on.';
    setText(find('#listening'), words);
  }

  #choose({ context, prompt }) {
    find('#context').value = context;
    find('#prompt').value = prompt;
  }

  /** Links stay the same elements while their call is shown. */
  #keep(record) {
    const id = record.id && record.entries.some((entry) => entry.settled) ? record.id : null;
    if (id === this.#files && find('#files').hasChildNodes()) return;
    this.#files = id;
    find('#files').replaceChildren(...(id ? KEPT.map((kept) => fileLink(id, kept)) : [el('p', { class: 'faint' }, 'Transcript and audio, from the first turn on.')]));
  }
}

function fileLink(id, [name, what, kind]) {
  return el('a', { href: `/api/calls/${id}/${name}`, download: `sidetone-${id}-${name}`, class: 'file' }, what, ' ', el('span', { class: 'kind' }, kind));
}

function callItem(call, current) {
  const began = new Date(call.began).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
  const running = call.state === 'running';
  return el('li', {}, el('a', { href: `#call/${call.call}`, 'aria-current': call.call === current ? 'true' : null },
    el('span', { class: 'call-when' }, began, running ? el('span', { class: 'badge running' }, 'running') : null),
    el('span', { class: 'call-what' }, [running ? null : clock(call.length_ms), count(call.turns, 'turn'), call.usd == null ? null : usd(call.usd, 4), call.ratio == null ? null : ratio(call.ratio)].filter(Boolean).join(' · '))));
}

function fill(select, choices, chosen) {
  select.replaceChildren(...choices.map(([value, words]) => el('option', { value, selected: value === chosen }, words)));
}

function endpoint(setup) {
  const where = setup.endpoint.kind === 'embedded' ? 'Server in this process' : setup.endpoint.address;
  return [where, setup.model, setup.transcription_model].filter(Boolean).join(' · ');
}

const capital = (words) => words[0].toUpperCase() + words.slice(1);

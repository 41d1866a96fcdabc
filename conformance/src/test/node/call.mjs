// What all callers have in common: the recorded caller, waiting for events, and telling the facts.
import { readFileSync } from 'node:fs';
export { setTimeout as sleep } from 'node:timers/promises';

const BYTES_PER_MS = 48;

/** Longer than any pause inside an utterance of the recording, shorter than those between them. */
export const SILENCE_MS = 700;

export const [url, wav, reference] = process.argv.slice(2);

const turns = JSON.parse(readFileSync(reference, 'utf8')).turns;
const recording = readFileSync(wav);

/** Finds the audio in the file: other chunks may stand before it. */
function samplesFrom() {
  for (let at = 12; ; at += 8 + recording.readUInt32LE(at + 4)) {
    if (recording.toString('latin1', at, at + 4) === 'data') return at + 8;
  }
}

const start = samplesFrom();

export const turnCount = turns.length;

/** The n-th turn of the caller with the silence around it, as PCM16 at 24 kHz in pieces of 100 ms. */
export function* turn(n) {
  const from = start + Math.max(0, turns[n].start_ms - 400) * BYTES_PER_MS;
  const to = Math.min(recording.length, start + (turns[n].end_ms + SILENCE_MS + 300) * BYTES_PER_MS);
  for (let at = from; at < to; at += 100 * BYTES_PER_MS) yield recording.subarray(at, Math.min(to, at + 100 * BYTES_PER_MS));
}

/** How long PCM16 at 24 kHz plays. */
export const millis = (bytes) => Math.round(bytes / BYTES_PER_MS);

/** What a client reported, in order. */
export class Reports {
  #all = [];
  #next = 0;
  #arrived = () => {};

  put(report) {
    this.#all.push(report);
    this.#arrived();
  }

  count(fits) {
    return this.#all.filter(fits).length;
  }

  /** The next report that fits; it and those before it are done with. */
  async next(wanted, fits) {
    const report = await this.seen(wanted, fits, this.#next);
    this.#next = this.#all.indexOf(report, this.#next) + 1;
    return report;
  }

  /** The first report that fits, whether it came already or is still to come. */
  async seen(wanted, fits, from = 0) {
    for (let at = from; ; at++) {
      while (at >= this.#all.length) {
        waitingFor = wanted;
        await new Promise((resolve) => (this.#arrived = resolve));
      }
      if (fits(this.#all[at])) return this.#all[at];
    }
  }
}

let waitingFor = 'the connection';

/** Holds the call, prints what was found out as one line of JSON, and ends the program whatever still runs in it. */
export async function hold(call) {
  const watchdog = setTimeout(() => fail(new Error(`nothing came while waiting for ${waitingFor}`)), Number(process.env.CALL_LIMIT_MS ?? 30_000));
  process.on('unhandledRejection', fail);
  process.on('uncaughtException', fail);
  try {
    const facts = await call();
    clearTimeout(watchdog);
    process.stdout.write(`${JSON.stringify(facts)}\n`, () => process.exit(0));
  } catch (error) {
    fail(error);
  }
}

function fail(error) {
  console.error(error);
  process.exit(1);
}


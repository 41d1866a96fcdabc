import { Playout, RATE } from './playout.js';

/** How often the page is told what has been handed over while a stream sounds. */
const REPORT_EVERY = 0.1 * RATE;

/** The loudspeaker's side of `Playout`. Says `position` while a stream sounds, `ended` or `stopped` at once, and `sounding` when that changes. */
class Playback extends AudioWorkletProcessor {
  #playout = new Playout();
  #sinceReport = 0;
  #peak = 0;
  #closed = false;
  #sounding = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => this.#on(data);
  }

  #on(message) {
    switch (message.type) {
      case 'audio': return this.#playout.add(message.stream, message.offset, floats(message.pcm));
      case 'ear': return void (message.port.onmessage = ({ data }) => this.#on(data));
      case 'complete': return this.#playout.complete(message.stream);
      case 'stop': return this.#say('stopped', message.stream, this.#playout.stop(message.stream));
      case 'close': this.#closed = true;
    }
  }

  process(_inputs, [[out]]) {
    for (const { stream, samples } of this.#playout.fill(out)) this.#say('ended', stream, samples);
    if (this.#playout.sounding !== this.#sounding) {
      this.#sounding = this.#playout.sounding;
      this.port.postMessage({ type: 'sounding', sounding: this.#sounding });
    }
    for (const sample of out) this.#peak = Math.max(this.#peak, Math.abs(sample));
    this.#sinceReport += out.length;
    if (this.#sinceReport >= REPORT_EVERY) {
      if (this.#playout.sounding) this.#say('position', this.#playout.stream, this.#playout.position);
      this.port.postMessage({ type: 'level', peak: this.#peak });
      this.#sinceReport = 0;
      this.#peak = 0;
    }
    return !this.#closed;
  }

  #say(type, stream, samples) {
    const { underruns, buffered } = this.#playout;
    this.port.postMessage({ type, stream, samples, underruns, buffered });
  }
}

function floats(pcm) {
  return Float32Array.from(new Int16Array(pcm), (sample) => sample / 32768);
}

registerProcessor('sidetone-playback', Playback);

import { Resampler } from './resampler.js';

/** What the line carries: PCM16 mono at this rate, 20 ms a frame. */
const RATE = 24000;
const FRAME = 480;

/**
 * The caller's microphone as frames of the line. With no microphone, or muted, the frames are silence: the server tells
 * the end of speech by hearing silence, not by hearing nothing.
 */
class Capture extends AudioWorkletProcessor {
  #resampler = new Resampler(sampleRate, RATE);
  #silence = new Float32Array(128);
  #frame = new Int16Array(FRAME);
  #filled = 0;
  #peak = 0;
  #muted = false;
  #deaf = false;
  #closed = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      if (data.type === 'mute') this.#muted = data.muted;
      if (data.type === 'deafen') this.#deaf = data.deaf;
      if (data.type === 'close') this.#closed = true;
    };
  }

  process([input]) {
    const heard = input.length > 0 && !this.#muted && !this.#deaf ? input[0] : this.#silence;
    this.#resampler.push(heard, (sample) => this.#take(sample));
    return !this.#closed;
  }

  #take(sample) {
    const bounded = Math.max(-1, Math.min(1, sample));
    this.#peak = Math.max(this.#peak, Math.abs(bounded));
    this.#frame[this.#filled++] = Math.round(bounded * 32767);
    if (this.#filled < FRAME) return;
    const pcm = this.#frame.buffer;
    this.port.postMessage({ pcm, peak: this.#peak }, [pcm]);
    this.#frame = new Int16Array(FRAME);
    this.#filled = 0;
    this.#peak = 0;
  }
}

registerProcessor('sidetone-capture', Capture);

/**
 * Changes the sample rate of a stream by an exact fraction: windowed-sinc taps for each of the phases that occur
 * (1 for 48 to 24 kHz, 80 for 44.1 to 24 kHz). Output lags input by half the taps, under 2 ms.
 */
export class Resampler {
  /** Zero crossings on each side: 16 keep what would fold back more than 60 dB down. */
  static #CROSSINGS = 16;
  /** The pass band ends at this part of the lower Nyquist rate; the rest is the filter's slope. */
  static #PASS = 0.92;

  #step;
  #phases;
  #taps;
  #half;
  #history;
  #held;
  #next;
  #phase = 0;

  /** @param {number} from samples per second coming in @param {number} to going out; both whole */
  constructor(from, to) {
    const common = gcd(from, to);
    this.#step = from / common;
    this.#phases = to / common;
    const cutoff = Math.min(1, to / from) * Resampler.#PASS;
    this.#half = Math.ceil(Resampler.#CROSSINGS / cutoff);
    this.#taps = Array.from({ length: this.#phases }, (_, phase) => taps(phase / this.#phases, this.#half, cutoff));
    this.#history = new Float32Array(this.#half * 2);
    this.#held = this.#half * 2;
    this.#next = this.#half;
  }

  /** Takes samples in and hands each sample that has become known to `take`. */
  push(samples, take) {
    this.#append(samples);
    for (; this.#next + this.#half < this.#held; this.#advance()) {
      const taps = this.#taps[this.#phase];
      const first = this.#next - this.#half + 1;
      let sum = 0;
      for (let i = 0; i < taps.length; i++) sum += taps[i] * this.#history[first + i];
      take(sum);
    }
    this.#forget();
  }

  #advance() {
    this.#phase += this.#step;
    this.#next += Math.floor(this.#phase / this.#phases);
    this.#phase %= this.#phases;
  }

  #append(samples) {
    if (this.#held + samples.length > this.#history.length) {
      const larger = new Float32Array(2 * (this.#held + samples.length));
      larger.set(this.#history.subarray(0, this.#held));
      this.#history = larger;
    }
    this.#history.set(samples, this.#held);
    this.#held += samples.length;
  }

  #forget() {
    const done = Math.max(0, Math.min(this.#held, this.#next - this.#half + 1));
    this.#history.copyWithin(0, done, this.#held);
    this.#held -= done;
    this.#next -= done;
  }
}

/** The impulse response around an output that falls `fraction` of a sample after an input; gain 1 at rest. */
function taps(fraction, half, cutoff) {
  const made = new Float32Array(half * 2);
  let sum = 0;
  for (let i = 0; i < made.length; i++) {
    const x = i - half + 1 - fraction;
    const turn = Math.PI * x * cutoff;
    const sinc = Math.abs(turn) < 1e-9 ? 1 : Math.sin(turn) / turn;
    const hann = Math.cos((Math.PI * x) / (2 * half)) ** 2;
    made[i] = sinc * hann;
    sum += made[i];
  }
  return made.map((tap) => tap / sum);
}

function gcd(a, b) {
  return b === 0 ? a : gcd(b, a % b);
}

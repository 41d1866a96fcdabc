/** Samples per second of everything that is played. */
export const RATE = 24000;
/** What is gathered before a stream sounds: three frames of 20 ms ride out the unevenness of a good line. */
const DELAY = 0.06 * RATE;
/** The delay doubles after each underrun, up to this: more would be felt as a slow agent. */
const LONGEST_DELAY = 0.24 * RATE;

/**
 * The agent's audio between the line and the loudspeaker: a jitter buffer with bounded delay that knows, to the sample,
 * what of each stream it has handed over. Streams are numbered upwards and sound one after the other.
 *
 * Owner of the played position. No clock of its own: `fill` is the clock.
 */
export class Playout {
  #queue = [];
  #read = 0;
  #queued = 0;
  #delay = DELAY;
  #waited = 0;
  #gathering = true;
  #dry = false;
  #last = 0;
  #complete = 0;
  #stopped = 0;
  #reported = { stream: 0, samples: 0 };

  /** The stream that sounds, or sounded last; 0 before the first. */
  stream = 0;
  /** Samples of `stream` that have been handed over. */
  position = 0;
  /** Times that a stream ran dry and then went on. */
  underruns = 0;

  get buffered() {
    return this.#queued;
  }

  get sounding() {
    return !this.#gathering;
  }

  /** Samples of a stream from `offset` on. What belongs to a stopped stream is dropped. */
  add(stream, offset, samples) {
    if (stream <= this.#stopped || samples.length === 0) return;
    if (this.#dry && stream === this.stream) {
      this.underruns++;
      this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY);
    }
    this.#dry = false;
    this.#queue.push({ stream, offset, samples });
    this.#queued += samples.length;
  }

  /** The stream is whole: when it runs dry, that is its end. */
  complete(stream) {
    this.#complete = Math.max(this.#complete, stream);
    if (this.stream <= stream) this.#dry = false;
  }

  /** Silence at once: this stream and those before it are over. Answers how many of its samples were handed over. */
  stop(stream) {
    this.#stopped = Math.max(this.#stopped, stream);
    this.#queue = this.#queue.filter((chunk) => {
      if (chunk.stream > stream) return true;
      this.#queued -= chunk.samples.length;
      return false;
    });
    if (this.stream <= stream) {
      this.#queued += this.#read;
      this.#read = 0;
      this.#gathering = true;
      this.#dry = false;
      this.#reported = { stream, samples: Infinity };
    }
    return stream === this.stream ? this.position : 0;
  }

  /** Fills `out` with what sounds next, or silence. Answers the streams that ended within it, with their samples. */
  fill(out) {
    const ended = [];
    let filled = 0;
    while (filled < out.length) {
      if (this.#queue.length === 0) {
        this.#runDry(ended);
        break;
      }
      if (this.#gathering && !this.#gathered(out.length - filled)) break;
      this.#enter(this.#queue[0], ended);
      filled += this.#copy(out, filled);
    }
    this.#fade(out, filled);
    return ended;
  }

  #gathered(silent) {
    const enough = this.#queued >= this.#delay || this.#waited >= this.#delay || this.#queue[0].stream <= this.#complete;
    this.#waited = enough ? 0 : this.#waited + silent;
    this.#gathering = !enough;
    return enough;
  }

  #runDry(ended) {
    if (this.stream <= this.#complete) this.#end(ended);
    else if (!this.#gathering) this.#dry = true;
    this.#gathering = true;
  }

  #enter(chunk, ended) {
    if (chunk.stream !== this.stream) {
      this.#end(ended);
      this.stream = chunk.stream;
    }
    this.position = chunk.offset + this.#read;
  }

  /** Says an end once; again only where more of the stream came after it. */
  #end(ended) {
    const { stream, position: samples } = this;
    if (stream < this.#reported.stream || (stream === this.#reported.stream && samples <= this.#reported.samples)) return;
    this.#reported = { stream, samples };
    ended.push(this.#reported);
  }

  #copy(out, at) {
    const chunk = this.#queue[0];
    const count = Math.min(out.length - at, chunk.samples.length - this.#read);
    out.set(chunk.samples.subarray(this.#read, this.#read + count), at);
    this.#read += count;
    this.#queued -= count;
    this.position += count;
    this.#last = out[at + count - 1];
    if (this.#read === chunk.samples.length) {
      this.#queue.shift();
      this.#read = 0;
    }
    return count;
  }

  /** From the last sample to silence within a few milliseconds, so that a stop does not click. */
  #fade(out, from) {
    for (let i = from; i < out.length; i++) {
      this.#last *= 0.93;
      out[i] = this.#last;
    }
  }
}

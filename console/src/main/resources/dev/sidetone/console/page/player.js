import { RATE } from './playout.js';
import { addWorklet } from './worklet.js';

/**
 * Plays the agent and says what the caller has heard. The context runs at the line's rate, so that samples are counted,
 * not computed. What was handed to the device sounds `outputLatency` later and counts as played only then.
 *
 * @typedef {{stream: number, samples: number, underruns: number, buffered_ms: number}} Played
 */
export class Player {
  #context;
  #node;
  #onPlayed;
  #onLevel;
  #onSounding;
  #last = { stream: 0, samples: 0 };

  /**
   * @typedef {{onPlayed: (played: Played) => void, onLevel: (peak: number) => void, onSounding: (sounding: boolean) => void}} PlayerEars
   *     `onSounding` tells when voice begins to sound and when it has sounded
   * @param {PlayerEars} ears
   */
  static async open(ears) {
    const context = new AudioContext({ sampleRate: RATE, latencyHint: 'interactive' });
    await addWorklet(context, 'playback');
    await context.resume();
    return new Player(context, ears);
  }

  constructor(context, { onPlayed, onLevel, onSounding }) {
    this.#context = context;
    this.#onPlayed = onPlayed;
    this.#onLevel = onLevel;
    this.#onSounding = onSounding;
    this.#node = new AudioWorkletNode(context, 'sidetone-playback', { numberOfInputs: 0, outputChannelCount: [1] });
    this.#node.port.onmessage = ({ data }) => this.#on(data);
    this.#node.connect(context.destination);
  }

  /** Takes `audio {stream, offset, pcm}` and `stop {stream}`, which is silence at once and answered by `onPlayed`, from any thread. */
  ear() {
    const { port1, port2 } = new MessageChannel();
    this.#node.port.postMessage({ type: 'ear', port: port1 }, [port1]);
    return port2;
  }

  /** No more will come for this stream. */
  complete(stream) {
    this.#node.port.postMessage({ type: 'complete', stream });
  }

  async close() {
    this.#node.port.postMessage({ type: 'close' });
    await this.#context.close();
  }

  #on(message) {
    switch (message.type) {
      case 'level': return this.#onLevel(message.peak);
      case 'sounding': return this.#sounding(message.sounding);
      case 'position':
      case 'stopped': return this.#report(message, message.samples - this.#inFlight() * RATE);
      // The rest of an ended stream still sounds: it counts when it has.
      case 'ended': return void setTimeout(() => this.#report(message, message.samples), this.#inFlight() * 1000);
    }
  }

  /** What was handed over last still sounds for a moment. */
  #sounding(now) {
    if (now) this.#onSounding(true);
    else setTimeout(() => this.#onSounding(false), this.#inFlight() * 1000);
  }

  #report({ stream, underruns, buffered }, samples) {
    const before = this.#last.stream === stream ? this.#last.samples : 0;
    const played = Math.max(before, Math.round(samples), 0);
    this.#last = { stream, samples: played };
    this.#onPlayed({ stream, samples: played, underruns, buffered_ms: Math.round(buffered / (RATE / 1000)) });
  }

  /** Seconds between handing a sample over and hearing it. Safari does not say. */
  #inFlight() {
    return this.#context.outputLatency ?? this.#context.baseLatency ?? 0;
  }
}

import { addWorklet } from './worklet.js';

/** Why there is no microphone, in words for the caller, with what to do. */
export class NoMicrophone extends Error {
  /** @param {string} words what happened @param {string} advice what to do */
  constructor(words, advice) {
    super(words);
    this.advice = advice;
  }
}

/** Echo cancelling is what lets the caller barge in over loudspeakers. */
const WANTED = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Frames of 20 ms, 24 kHz, PCM16, from the microphone or of silence. Runs at the device's own rate. */
export class Microphone {
  #context;
  #node;
  #media;

  /**
   * @param {boolean} wanted false: send silence, because a recording is going to speak
   * @param {(pcm: ArrayBuffer, peak: number) => void} onFrame
   * @throws {NoMicrophone}
   */
  static async open(wanted, onFrame) {
    const media = wanted ? await ask() : null;
    const context = new AudioContext({ latencyHint: 'interactive' });
    await addWorklet(context, 'capture');
    await context.resume();
    return new Microphone(context, media, onFrame);
  }

  constructor(context, media, onFrame) {
    this.#context = context;
    this.#media = media;
    this.#node = new AudioWorkletNode(context, 'sidetone-capture', { channelCount: 1, channelCountMode: 'explicit' });
    this.#node.port.onmessage = ({ data }) => onFrame(data.pcm, data.peak);
    if (media) context.createMediaStreamSource(media).connect(this.#node);
    // Its output is silence; some browsers run only what leads to a destination.
    this.#node.connect(context.destination);
  }

  get silent() {
    return this.#media === null;
  }

  /** Calls back when the device goes away in mid-call. */
  onUnplugged(told) {
    this.#media?.getAudioTracks()[0].addEventListener('ended', told);
  }

  mute(muted) {
    this.#node.port.postMessage({ type: 'mute', muted });
  }

  /** Silence in its place for a while, whatever the user wants it to be. */
  deafen(deaf) {
    this.#node.port.postMessage({ type: 'deafen', deaf });
  }

  async close() {
    this.#node.port.postMessage({ type: 'close' });
    this.#media?.getTracks().forEach((track) => track.stop());
    await this.#context.close();
  }
}

async function ask() {
  if (!window.isSecureContext || !navigator.mediaDevices) {
    throw new NoMicrophone(
      'The browser gives no microphone to this address.',
      'Open the page as http://localhost:… on this machine, or start the console with TLS and open it as https://….');
  }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: WANTED });
  } catch (refusal) {
    throw inWords(refusal);
  }
}

function inWords(refusal) {
  switch (refusal.name) {
    case 'NotAllowedError':
      return new NoMicrophone('The browser was not allowed to use the microphone.',
        'Allow it in the site settings beside the address, or play a recording as the caller.');
    case 'NotFoundError':
      return new NoMicrophone('There is no microphone on this machine.', 'Connect one, or play a recording as the caller.');
    case 'NotReadableError':
      return new NoMicrophone('The microphone is in use or does not answer.', 'Close other programs that use it, then call again.');
    default:
      return new NoMicrophone(`The microphone could not be opened: ${refusal.message || refusal.name}.`, 'Try again, or play a recording as the caller.');
  }
}

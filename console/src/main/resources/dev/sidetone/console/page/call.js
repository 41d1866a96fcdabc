import { api } from './api.js';
import { Line } from './line.js';
import { Microphone } from './microphone.js';
import { Player } from './player.js';
import { CallRecord } from './record.js';

/** A room goes on sounding for a moment when the loudspeaker does not. */
const ROOM_MS = 250;

/**
 * One call while it is held: microphone and loudspeaker on one side, the line on the other, and the record of what was
 * told. Ends once, whoever ends it.
 */
export class LiveCall {
  #line;
  #microphone;
  #player;
  #ears;
  #over = false;
  #hush = 0;
  muted = false;
  began = 0;

  /**
   * @param {{context: string, prompt: string}} listening
   * @param {{microphone: boolean, halfDuplex: boolean}} manner whether to speak into a microphone, and whether it is deaf while
   *     the agent sounds
   * @param {{onChange: Function, onLevel: Function, onUnplugged: Function}} ears `onChange(event, entry)` after each event,
   *     `onLevel(side, peak)`, and `onUnplugged()` when the microphone goes away
   * @throws {NoMicrophone | Refusal}
   */
  static async begin(listening, manner, ears) {
    const call = new LiveCall(ears);
    try {
      await call.#open(listening, manner);
      return call;
    } catch (failed) {
      call.#release();
      throw failed;
    }
  }

  constructor(ears) {
    this.#ears = ears;
  }

  /** The microphone first: a call that nobody can speak into should not begin. */
  async #open(listening, { microphone, halfDuplex }) {
    this.#microphone = await Microphone.open(microphone, (pcm, peak) => this.#send(pcm, peak));
    this.#microphone.onUnplugged(() => this.#ears.onUnplugged());
    this.#player = await Player.open({
      onPlayed: (played) => this.#line?.say({ type: 'played', ...played }),
      onLevel: (peak) => this.#ears.onLevel('agent', peak),
      onSounding: (sounding) => halfDuplex && this.#deafen(sounding),
    });
    const { call, ticket } = await api.begin(listening);
    this.record = new CallRecord(call);
    this.began = performance.now();
    this.#line = await Line.open(call, ticket, this.#player.ear(), {
      onEvent: (event) => this.#on(event),
      onClosed: (ended) => this.#closed(ended),
    });
  }

  get id() {
    return this.record.id;
  }

  get silent() {
    return this.#microphone.silent;
  }

  get over() {
    return this.#over;
  }

  mute(muted) {
    this.muted = muted;
    this.#microphone.mute(muted);
    this.#line.say({ type: 'mute', muted });
  }

  listen(listening) {
    this.#line.say({ type: 'listen', ...listening });
  }

  hangUp() {
    this.#line.say({ type: 'hang_up' });
  }

  /** The microphone hears nothing of the agent; what it hears of the room just after counts as the agent, too. */
  #deafen(sounding) {
    clearTimeout(this.#hush);
    if (sounding) this.#microphone.deafen(true);
    else this.#hush = setTimeout(() => this.#microphone.deafen(false), ROOM_MS);
  }

  #send(pcm, peak) {
    this.#line?.sendAudio(pcm);
    this.#ears.onLevel('caller', peak);
  }

  #on(event) {
    const entry = this.record.apply(event);
    // A reply's end and its first sound come from different threads of the console, in either order.
    if (event.type === 'reply_ended' || event.type === 'reply_audio') this.#player.complete(this.record.completeStreamOf(event.response));
    if (event.type === 'ended') this.#release();
    this.#ears.onChange(event, entry);
  }

  #closed(ended) {
    if (!ended) this.record.endedByLine('The line to the console broke. The call has ended there too, and with it its bill.');
    this.#release();
    this.#ears.onChange({ type: 'closed' }, null);
  }

  #release() {
    this.#over = true;
    this.#microphone?.close();
    this.#player?.close();
    this.#microphone = { close() {}, mute() {}, deafen() {}, silent: true };
    this.#player = { close() {}, complete() {} };
  }
}

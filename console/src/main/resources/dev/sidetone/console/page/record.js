/**
 * What is known of one call: the events of the line, folded. Live calls and past ones go through the same folding.
 * Owner of that state; the views only read it.
 *
 * @typedef {object} Entry one card: a turn of the caller, or what the agent said of its own accord
 * @property {string} key the caller's item, or the response that answers no turn
 * @property {boolean} callers whether it is a turn of the caller
 * @property {object | null} turn the turn as the console tells it; null while it is heard
 * @property {boolean} settled nothing of the turn will change
 * @property {{builtIn: string, outOfBand: string, reply: string}} live texts as they arrive
 * @property {{startMs?: number, endMs?: number}} speech
 * @property {'none' | 'coming' | 'over'} reply
 * @property {{playedMs: number, receivedMs: number} | null} interrupted
 */
export class CallRecord {
  /** @type {Entry[]} */
  entries = [];
  connected = null;
  listening = null;
  totals = [];
  notes = [];
  remarks = [];
  line = { state: 'coming', words: '' };
  wasLost = false;
  recording = null;
  underruns = 0;
  ended = null;
  #replies = new Map();

  constructor(id) {
    this.id = id;
  }

  /** Folds one event in. Answers the entry that it changed, or null. */
  apply(event) {
    switch (event.type) {
      case 'connected': this.connected = event; return null;
      case 'listening': this.listening = { context: event.context, prompt: event.prompt, from: event.from_turn }; return null;
      case 'totals': this.totals.push(event); return null;
      case 'notes': this.notes = event.lines; return null;
      case 'underruns': this.underruns = event.count; return null;
      case 'line': this.line = event; this.wasLost ||= event.state === 'lost'; return null;
      case 'recording': this.recording = event.state === 'playing' ? event : null; return null;
      case 'budget': this.remarks.push({ words: event.words }); return null;
      case 'problem': this.remarks.push({ words: event.words, advice: event.what_to_do }); return null;
      case 'ended': this.#end(event); return null;
      default: return this.#applyToTurn(event);
    }
  }

  /** The call is over without the console's word for it. */
  endedByLine(words) {
    this.#end({ reason: 'connection_lost', words });
  }

  /** The stream that will get nothing more because its response has ended; 0 while there is none. */
  completeStreamOf(response) {
    const reply = this.#replies.get(response);
    return reply?.ended ? reply.stream : 0;
  }

  #end(event) {
    this.ended = this.ended ?? event;
    this.recording = null;
    for (const entry of this.entries) if (entry.reply === 'coming') entry.reply = 'over';
  }

  #applyToTurn(event) {
    switch (event.type) {
      case 'speech_started': return this.#change(event.item, true, (entry) => { entry.speech.startMs = event.at_ms; });
      case 'speech_stopped': return this.#change(event.item, true, (entry) => { entry.speech.endMs = event.at_ms; });
      case 'built_in_delta': return this.#change(event.item, true, (entry) => { entry.live.builtIn += event.text; });
      case 'out_of_band_delta': return this.#change(event.item, true, (entry) => { entry.live.outOfBand += event.text; });
      case 'mismatch': return this.#change(event.item, true, (entry) => { entry.mismatches = event.mismatches; });
      case 'heard': return this.#tell(event.turn, false);
      case 'turn': return this.#tell(event.turn, true);
      case 'reply_started': return this.#replyStarted(event);
      case 'reply_delta': return this.#changeReply(event.response, (entry) => { entry.live.reply += event.text; });
      case 'reply_audio': return this.#replyAudio(event);
      case 'reply_ended': return this.#replyEnded(event);
      case 'said': return this.#change(event.response, false, (entry) => { entry.live.reply = event.text; entry.settled = true; });
      case 'interrupted': return this.#interrupted(event);
      default: return null;
    }
  }

  #tell(turn, settled) {
    return this.#change(turn.item_id, true, (entry) => {
      entry.turn = turn;
      entry.settled = entry.settled || settled;
      entry.mismatches = turn.mismatches;
      entry.speech = { startMs: turn.speech.start_ms ?? entry.speech.startMs, endMs: turn.speech.end_ms ?? entry.speech.endMs };
      if (settled) entry.reply = 'over';
    });
  }

  #replyStarted({ response, item }) {
    return this.#change(item ?? response, item !== null, (entry) => {
      if (entry.reply !== 'none') entry.live.reply += ' ';
      entry.reply = 'coming';
      this.#replies.set(response, { entry, stream: 0, ended: false });
    });
  }

  #replyAudio({ response, stream }) {
    const reply = this.#replies.get(response);
    if (!reply) return null;
    reply.stream = stream;
    return reply.entry;
  }

  #replyEnded({ response }) {
    const reply = this.#replies.get(response);
    if (reply) reply.ended = true;
    return this.#changeReply(response, (entry) => { entry.reply = 'over'; });
  }

  #interrupted({ response, played_ms: playedMs, received_ms: receivedMs }) {
    return this.#changeReply(response, (entry) => {
      entry.interrupted = { playedMs, receivedMs };
      entry.reply = 'over';
    });
  }

  #changeReply(response, change) {
    const reply = this.#replies.get(response);
    if (!reply) return null;
    change(reply.entry);
    return reply.entry;
  }

  #change(key, callers, change) {
    const entry = this.entries.find((known) => known.key === key) ?? this.#entry(key, callers);
    change(entry);
    return entry;
  }

  #entry(key, callers) {
    const entry = {
      key, callers, turn: null, settled: false, live: { builtIn: '', outOfBand: '', reply: '' },
      speech: {}, reply: 'none', interrupted: null, mismatches: [],
    };
    this.entries.push(entry);
    return entry;
  }
}

/**
 * The page's line to the console: events as JSON, audio as binary frames. Its socket has a thread of its own, which plays the agent
 * without asking here. Says `onClosed(ended)` once, whatever ended it.
 *
 * @typedef {{onEvent: (event: object) => void, onClosed: (ended: boolean) => void}} LineEars
 */
export class Line {
  #worker;
  #ended = false;
  #over = false;
  /** Frames of the caller that were not sent because the network was behind. */
  dropped = 0;

  /** @param {string} call @param {string} ticket good once @param {MessagePort} loudspeaker @param {LineEars} ears */
  static open(call, ticket, loudspeaker, ears) {
    return new Promise((resolve, reject) => {
      const address = new URL(`/api/calls/${call}/line`, location.href);
      address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
      const worker = new Worker('/assets/line.worker.js');
      const failed = () => reject(new Error('The console did not take the call. Is it still running?'));
      worker.onerror = failed;
      worker.onmessage = ({ data }) => (data.type === 'opened' ? resolve(new Line(worker, ears)) : failed());
      worker.postMessage({ type: 'open', address: address.href, protocols: ['sidetone.console.1', `ticket.${ticket}`], port: loudspeaker }, [loudspeaker]);
    });
  }

  constructor(worker, ears) {
    this.#worker = worker;
    worker.onerror = null;
    worker.onmessage = ({ data }) => this.#on(data, ears);
  }

  #on(message, { onEvent, onClosed }) {
    switch (message.type) {
      case 'dropped': return void this.dropped++;
      case 'closed':
        this.#over = true;
        return onClosed(this.#ended);
      case 'event':
        if (message.event.type === 'ended') this.#ended = true;
        onEvent(message.event);
    }
  }

  say(event) {
    this.#tell({ type: 'say', text: JSON.stringify(event) });
  }

  sendAudio(pcm) {
    this.#tell({ type: 'audio', pcm }, [pcm]);
  }

  close() {
    this.#tell({ type: 'close' });
  }

  #tell(message, transferred = []) {
    if (!this.#over) this.#worker.postMessage(message, transferred);
  }
}

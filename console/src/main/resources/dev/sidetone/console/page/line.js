/** A second of frames: when the network takes less, the oldest moment for new ones has passed. */
const MOST_WAITING = 48_000;

/**
 * The page's line to the console: events as JSON, audio as binary frames. Says `onClosed(words)` once, whatever ended it.
 *
 * @typedef {{onEvent: (event: object) => void, onAudio: (frame: ArrayBuffer) => void, onClosed: (ended: boolean) => void}} LineEars
 */
export class Line {
  #socket;
  #ended = false;
  /** Frames of the caller that were not sent because the network was behind. */
  dropped = 0;

  /** @param {string} call @param {string} ticket good once @param {LineEars} ears */
  static open(call, ticket, ears) {
    return new Promise((resolve, reject) => {
      const address = new URL(`/api/calls/${call}/line`, location.href);
      address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
      const socket = new WebSocket(address, ['sidetone.console.1', `ticket.${ticket}`]);
      socket.binaryType = 'arraybuffer';
      socket.onopen = () => resolve(new Line(socket, ears));
      socket.onerror = () => reject(new Error('The console did not take the call. Is it still running?'));
    });
  }

  constructor(socket, ears) {
    this.#socket = socket;
    socket.onerror = null;
    socket.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) return ears.onAudio(data);
      const event = JSON.parse(data);
      if (event.type === 'ended') this.#ended = true;
      ears.onEvent(event);
    };
    socket.onclose = () => ears.onClosed(this.#ended);
  }

  say(event) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(event));
  }

  sendAudio(pcm) {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount > MOST_WAITING) this.dropped++;
    else this.#socket.send(pcm);
  }

  close() {
    this.#socket.close(1000);
  }
}

/**
 * The socket of a line, on a thread of its own: the agent's voice goes from here to the loudspeaker, and so does the word to fall silent,
 * whatever the page is drawing meanwhile. Events go to the page.
 */

/** A second of frames: when the network takes less, the oldest moment for new ones has passed. */
const MOST_WAITING = 48_000;

let socket;
let loudspeaker;

self.onmessage = ({ data: message }) => {
  switch (message.type) {
    case 'open': return open(message);
    case 'say': return send(message.text);
    case 'audio': return socket.bufferedAmount > MOST_WAITING ? postMessage({ type: 'dropped' }) : send(message.pcm);
    case 'close': return socket.close(1000);
  }
};

function open({ address, protocols, port }) {
  loudspeaker = port;
  socket = new WebSocket(address, protocols);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => postMessage({ type: 'opened' });
  socket.onmessage = ({ data }) => (data instanceof ArrayBuffer ? sound(data) : tell(JSON.parse(data)));
  socket.onclose = () => {
    postMessage({ type: 'closed' });
    self.close();
  };
}

function send(data) {
  if (socket.readyState === WebSocket.OPEN) socket.send(data);
}

/** One binary frame: stream, offset, PCM16. */
function sound(frame) {
  const header = new DataView(frame);
  const message = { type: 'audio', stream: header.getUint32(0, true), offset: header.getUint32(4, true), pcm: frame.slice(8) };
  loudspeaker.postMessage(message, [message.pcm]);
}

function tell(event) {
  if (event.type === 'stop') loudspeaker.postMessage({ type: 'stop', stream: event.stream });
  postMessage({ type: 'event', event });
}

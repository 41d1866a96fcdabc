// The WebSocket client that most programs for Node use, in each way in which it can compress, with messages of every size, in parts, and pings.
import WebSocket from 'ws';

const url = process.argv[2] + '?model=gpt-realtime';
const LIMIT = Number(process.env.CALL_LIMIT_MS);
setTimeout(() => { console.error('too slow'); process.exit(1); }, LIMIT).unref();

const WAYS = {
  none: false,
  plain: true,
  forgetful: { serverNoContextTakeover: true, clientNoContextTakeover: true, threshold: 0 },
  'small windows': { clientMaxWindowBits: 9, threshold: 0 },
  'large window': { serverMaxWindowBits: 15, clientMaxWindowBits: 15, threshold: 0 },
  'window of 10 for the server': { serverMaxWindowBits: 10, threshold: 0 },
};

const words = (length) => Array.from({ length: Math.ceil(length / 9) }, (_, i) => `ä${(i * 7919) % 9973} and`).join(' ').slice(0, length);
const item = (text) => JSON.stringify({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content: [{ type: 'input_text', text }] } });

async function run(perMessageDeflate) {
  const socket = new WebSocket(url, { perMessageDeflate });
  const fact = { extensions: '', echoed: 0, pongs: 0, closed: 0 };
  const waiting = [];
  socket.on('message', (data) => {
    const event = JSON.parse(data.toString());
    if (event.type === 'conversation.item.added') waiting.shift()(event.item.content[0].text);
  });
  socket.on('pong', (data) => { if (data.toString() === 'ping?') fact.pongs++; });
  await new Promise((resolve, reject) => { socket.once('open', resolve); socket.once('error', reject); });
  fact.extensions = socket.extensions;
  for (const length of [0, 1, 10, 100, 1_000, 65_400, 70_000, 1_000_000]) {
    const text = words(length);
    const echo = new Promise((resolve) => waiting.push(resolve));
    const event = item(text);
    if (length === 1_000) {
      socket.send(event.slice(0, 300), { fin: false });
      socket.ping('ping?');
      socket.send(event.slice(300), { fin: true });
    } else {
      socket.send(event);
      socket.ping('ping?');
    }
    if ((await echo) === text) fact.echoed++;
  }
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.close(4321, 'enough');
  fact.closed = await closed;
  return fact;
}

const facts = {};
for (const [name, way] of Object.entries(WAYS)) facts[name] = await run(way);
console.log(JSON.stringify(facts));

// The compared callers on the official SDK for Node, written as its examples are.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { OpenAI } from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';

const [url, file, sessions, frameMs] = process.argv.slice(2);
const cycle = readFileSync(file);
const size = frameMs * 48;
const frames = Array.from({ length: cycle.length / size }, (_, i) => cycle.subarray(i * size, (i + 1) * size));
const secure = url.startsWith('wss:');
const client = new OpenAI({ apiKey: 'any', baseURL: url.replace(/^ws/, 'http').replace(/\/realtime$/, '') });
const counts = { audioBytes: 0, transcripts: 0 };
const INSTRUCTIONS = 'Write down word for word what the caller said in the last turn, and nothing else.';

/** It insists on wss; without TLS, as for the others, only the socket under it is another. */
function open(number) {
  const options = secure ? {} : { createConnection: ({ port, host }) => connect({ port, host }) };
  if (process.env.COMPRESSION === 'off') options.perMessageDeflate = false;
  const realtime = new OpenAIRealtimeWS({ model: `load-${number}`, options }, client);
  realtime.on('error', (error) => console.error(error.message));
  realtime.on('response.output_audio.delta', (event) => (counts.audioBytes += Buffer.from(event.delta, 'base64').length));
  realtime.on('conversation.item.added', ({ item }) => {
    if (item.role !== 'user') return;
    realtime.send({
      type: 'response.create',
      response: {
        conversation: 'none', output_modalities: ['text'], metadata: { transcript_of: item.id }, instructions: INSTRUCTIONS,
        input: [{ type: 'item_reference', id: item.id }],
      },
    });
  });
  realtime.on('response.done', ({ response }) => {
    if (response.metadata?.transcript_of) counts.transcripts++;
  });
  return new Promise((resolve) => {
    realtime.on('session.created', () => realtime.send({
      type: 'session.update',
      session: { type: 'realtime', audio: { input: { turn_detection: { type: 'server_vad', silence_duration_ms: 500 } } } },
    }));
    realtime.on('session.updated', () => resolve(realtime));
  });
}

function speak(realtime, number) {
  const start = performance.now() + 10_000 * ((number * 0.6180339887498949) % 1);
  let sent = 0;
  const next = () => {
    realtime.send({ type: 'input_audio_buffer.append', audio: frames[sent++ % frames.length].toString('base64') });
    setTimeout(next, Math.max(0, start + sent * frameMs - performance.now()));
  };
  setTimeout(next, start - performance.now());
}

const orders = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
console.log('ready');
await orders.next();
const callers = [];
for (let number = 1; number <= sessions; number++) callers.push(await open(number));
console.log('connected');
await orders.next();
callers.forEach((realtime, i) => speak(realtime, i + 1));
await orders.next();
console.log(`${counts.audioBytes} ${counts.transcripts}`);
process.exit(0);

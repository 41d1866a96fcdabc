// Vercel's AI SDK as a page in a browser uses it: a token made by the application's own server, and from then on messages.
import { Experimental_AbstractRealtimeSession as AbstractRealtimeSession, experimental_getRealtimeToolDefinitions as definitions, tool } from 'ai';
import { createOpenAI } from '@ai-sdk/openai';
import { createServer } from 'node:http';
import WebSocket from 'ws';
import { z } from 'zod';
import { hold, Reports, SILENCE_MS, turn, turnCount, url } from './call.mjs';

const facts = { tools: [], errors: [], audioMs: 0 };

// What a browser has, and Node in part.
globalThis.WebSocket = WebSocket;
globalThis.AudioContext = class {
  currentTime = 0;
  state = 'running';
  createBuffer(_channels, length, rate) {
    facts.audioMs += (length / rate) * 1000;
    return { duration: length / rate, copyToChannel() {}, getChannelData: () => new Float32Array(length) };
  }
  createBufferSource() {
    return { connect() {}, disconnect() {}, stop() {}, start() { setTimeout(() => this.onended?.()); } };
  }
  async resume() {}
  async close() {}
};

class Session extends AbstractRealtimeSession {
  setState(name, value) {
    this.state[name] = value;
  }
}

await hold(async () => {
  const openai = createOpenAI({ apiKey: 'any', baseURL: url.replace(/^ws/, 'http').replace(/\/realtime$/, '') });
  const tools = { look_up_policy: tool({ description: 'Finds a policy.', inputSchema: z.object({ name: z.string() }) }) };
  const sessionConfig = {
    instructions: 'You take claims.',
    voice: 'marin',
    inputAudioTranscription: {},
    turnDetection: { type: 'server-vad', silenceDurationMs: SILENCE_MS },
    tools: await definitions({ tools }),
  };
  const application = createServer(async (_request, response) => {
    const secret = await openai.experimental_realtime.getToken({ model: 'gpt-realtime', sessionConfig });
    facts.secret = secret.token.slice(0, 3);
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ token: secret.token, url: secret.url }));
  });
  await new Promise((resolve) => application.listen(0, '127.0.0.1', resolve));

  const reports = new Reports();
  const session = new Session({
    model: openai.experimental_realtime('gpt-realtime'),
    api: { token: `http://127.0.0.1:${application.address().port}/` },
    sessionConfig,
    onToolCall: ({ toolCall }) => {
      facts.tools.push({ name: toolCall.toolName, arguments: toolCall.args });
      return { found: true };
    },
    onEvent: (event) => reports.put(event),
    onError: (error) => facts.errors.push(error.message),
  });
  const arrival = (type) => reports.next(type, (event) => event.type === type);
  const say = (n) => {
    for (const piece of turn(n)) session.sendAudio(piece.toString('base64'));
  };

  await session.connect();
  await arrival('session-updated');
  session.sendTextMessage('Greet the caller.');
  await arrival('response-done');
  say(0);
  await arrival('response-done');
  say(1);
  await arrival('response-done');
  await arrival('response-done');
  say(2);
  await arrival('audio-delta');
  say(3);
  facts.cut = (await arrival('response-done')).status;
  await arrival('response-done');
  for (let n = 4; n < turnCount; n++) {
    say(n);
    await arrival('response-done');
  }
  const transcribed = () => reports.count((event) => event.type === 'input-transcription-completed');
  if (transcribed() < turnCount) await reports.seen('the last transcript', () => transcribed() === turnCount);

  // Texts as its user's page shows them; a tool call has none.
  const messages = session.state.messages.map(({ role, parts }) => ({ role, text: parts.map((part) => part.text ?? '').join('') }));
  facts.roles = messages.map((message) => message.role);
  // The first was typed.
  facts.heard = messages.filter((message) => message.role === 'user').map((message) => message.text).slice(1);
  facts.said = messages.filter((message) => message.role === 'assistant' && message.text).map((message) => message.text);
  facts.failures = reports.count((event) => event.type === 'error');
  await session.close();
  facts.closed = session.state.status;
  return facts;
});

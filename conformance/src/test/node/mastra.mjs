// Mastra's voice: it knows a caller, a speaker and what they write, not events.
import { OpenAIRealtimeVoice } from '@mastra/voice-openai-realtime';
import { z } from 'zod';
import { Readable } from 'node:stream';
import { hold, millis, Reports, SILENCE_MS, turn, turnCount, url } from './call.mjs';

await hold(async () => {
  const facts = { heard: [], said: [], tools: [], responses: [], audioMs: 0, speakers: 0, errors: [] };
  const reports = new Reports();
  const writing = new Map();
  const voice = new OpenAIRealtimeVoice({ url, apiKey: 'any', model: 'gpt-realtime', speaker: 'sage', transcriber: 'gpt-4o-mini-transcribe' });
  voice.addInstructions('You take claims.');
  voice.addTools({
    look_up_policy: { description: 'Finds a policy.', inputSchema: z.object({ name: z.string() }), execute: async ({ name }) => `${name} has a policy` },
  });
  voice.on('error', (error) => facts.errors.push(error.error?.message ?? error.message));
  voice.on('speaking', ({ audio }) => {
    facts.audioMs += millis(audio.length);
    reports.put('speaking');
  });
  voice.on('speaker', () => facts.speakers++);
  voice.on('writing', ({ text, role, response_id }) => {
    const line = writing.get(response_id) ?? '';
    if (text !== '\n') return writing.set(response_id, line + text);
    (role === 'user' ? facts.heard : facts.said).push(line.trim());
    reports.put('written');
  });
  voice.on('tool-call-result', ({ toolName, args, result }) => facts.tools.push({ name: toolName, arguments: args, result }));
  voice.on('response.done', ({ response }) => {
    facts.responses.push(`${response.status} ${response.status_details?.reason ?? ''}`.trim());
    reports.put('done');
  });
  voice.on('session.updated', ({ session }) => {
    facts.voice = session.audio.output.voice;
    reports.put('settled');
  });

  const arrival = (what) => reports.next(what, (report) => report === what);
  /** Half of the turns as a stream, half in pieces: the two ways it takes audio. */
  const say = async (n) => {
    if (n % 2) await voice.send(Readable.from(turn(n)));
    else for (const piece of turn(n)) await voice.send(new Int16Array(piece.buffer.slice(piece.byteOffset, piece.byteOffset + piece.byteLength)));
  };

  await voice.connect();
  await arrival('settled');
  voice.updateConfig({ type: 'realtime', audio: { input: { turn_detection: { type: 'server_vad', silence_duration_ms: SILENCE_MS } } } });
  await arrival('settled');
  await voice.speak('Hello.');
  await arrival('done');
  await say(0);
  await arrival('done');
  await say(1);
  await arrival('done');
  await arrival('done');
  await say(2);
  await arrival('speaking');
  await say(3);
  await arrival('done');
  await arrival('done');
  for (let n = 4; n < turnCount; n++) {
    await say(n);
    await arrival('done');
  }
  if (facts.heard.length < turnCount) await reports.next('the last transcript', () => facts.heard.length === turnCount);
  const closed = new Promise((resolve) => voice.on('close', ({ code }) => resolve(code)));
  voice.close();
  facts.closed = await closed;
  return facts;
});

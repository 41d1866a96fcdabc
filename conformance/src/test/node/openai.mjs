// The official SDK for Node, over TLS as it insists.
import { OpenAI } from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { hold, millis, Reports, SILENCE_MS, turn, turnCount, url } from './call.mjs';

await hold(async () => {
  const client = new OpenAI({ apiKey: 'any', baseURL: url.replace(/^wss/, 'https').replace(/\/realtime$/, '') });
  const realtime = new OpenAIRealtimeWS({ model: 'gpt-realtime' }, client);
  const reports = new Reports();
  const facts = { heard: [], said: [], tools: [], responses: [], audioMs: 0, errors: [], types: [] };
  const types = new Set();
  realtime.on('event', (event) => {
    types.add(event.type);
    reports.put(event);
  });
  realtime.on('error', (error) => facts.errors.push(error.message));
  realtime.on('conversation.item.input_audio_transcription.completed', (event) => facts.heard.push(event.transcript));
  realtime.on('response.output_audio_transcript.done', (event) => facts.said.push(event.transcript));
  realtime.on('response.output_audio.delta', (event) => (facts.audioMs += millis(Buffer.from(event.delta, 'base64').length)));
  realtime.on('response.done', ({ response }) => facts.responses.push(`${response.status} ${response.status_details?.reason ?? ''}`.trim()));

  const arrival = (type) => reports.next(type, (event) => event.type === type);
  const anytime = (type) => reports.seen(type, (event) => event.type === type);
  const say = (n) => {
    for (const piece of turn(n)) realtime.send({ type: 'input_audio_buffer.append', audio: piece.toString('base64') });
  };

  const { session } = await arrival('session.created');
  facts.model = session.model;
  realtime.send({
    type: 'session.update',
    session: {
      type: 'realtime',
      instructions: 'You take claims.',
      tools: [{ type: 'function', name: 'look_up_policy', description: 'Finds a policy.', parameters: { type: 'object', properties: { name: { type: 'string' } } } }],
      audio: { input: { transcription: { model: 'gpt-4o-mini-transcribe' }, turn_detection: { type: 'server_vad', silence_duration_ms: SILENCE_MS } } },
    },
  });
  await arrival('session.updated');

  // The greeting is asked for in writing; then the caller speaks.
  realtime.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Greet the caller.' }] } });
  realtime.send({ type: 'response.create' });
  await arrival('response.done');
  say(0);
  await arrival('response.done');
  say(1);
  const call = (await arrival('response.done')).response.output[0];
  facts.tools.push({ name: call.name, arguments: JSON.parse(call.arguments) });
  realtime.send({ type: 'conversation.item.create', item: { type: 'function_call_output', call_id: call.call_id, output: '{"found":true}' } });
  realtime.send({ type: 'response.create' });
  await arrival('response.done');

  // The caller interrupts the reply to the third turn; what was not played is cut off.
  say(2);
  const playing = await arrival('response.output_audio.delta');
  say(3);
  await arrival('response.done');
  realtime.send({ type: 'conversation.item.truncate', item_id: playing.item_id, content_index: 0, audio_end_ms: 300 });
  facts.truncatedToMs = (await anytime('conversation.item.truncated')).audio_end_ms;
  realtime.send({ type: 'conversation.item.retrieve', item_id: playing.item_id });
  facts.keptMs = millis(Buffer.from((await anytime('conversation.item.retrieved')).item.content[0].audio, 'base64').length);
  facts.answeredInterruption = (await arrival('response.done')).response.status;

  for (let n = 4; n < turnCount; n++) {
    say(n);
    await arrival('response.done');
  }
  if (facts.heard.length < turnCount) await reports.next('the last transcript', () => facts.heard.length === turnCount);
  facts.types = [...types].sort();
  const closed = new Promise((resolve) => realtime.socket.on('close', resolve));
  realtime.close({ code: 1000, reason: 'Goodbye' });
  facts.closed = await closed;
  return facts;
});

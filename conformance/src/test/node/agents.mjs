// The agents SDK with its WebSocket transport: it keeps the history, runs the tools and handles interruptions by itself.
import { OpenAIRealtimeWebSocket, RealtimeAgent, RealtimeSession, tool } from '@openai/agents-realtime';
import { z } from 'zod';
import { hold, millis, Reports, SILENCE_MS, sleep, turn, turnCount, url } from './call.mjs';

await hold(async () => {
  const facts = { heard: [], said: [], tools: [], interruptions: 0, errors: [], notUnderstood: [] };
  const reports = new Reports();
  const lookUp = tool({
    name: 'look_up_policy',
    description: 'Finds a policy.',
    parameters: z.object({ name: z.string() }),
    execute: async ({ name }) => `${name} has a policy`,
  });
  const agent = new RealtimeAgent({ name: 'claims', instructions: 'You take claims.', tools: [lookUp], voice: 'marin' });
  const transport = new OpenAIRealtimeWebSocket({ url });
  const session = new RealtimeSession(agent, {
    transport,
    model: 'gpt-realtime',
    historyStoreAudio: true,
    config: {
      audio: {
        input: { transcription: { model: 'gpt-4o-mini-transcribe' }, turnDetection: { type: 'server_vad', silenceDurationMs: SILENCE_MS, interruptResponse: true } },
      },
    },
  });

  // The transport hands on only under '*' what it cannot read as an event it knows.
  const unread = new Map();
  const watched = new Set();
  transport.on('*', (event) => {
    unread.set(event.event_id, event.type);
    if (!watched.has(event.type)) {
      watched.add(event.type);
      transport.on(event.type, (known) => unread.delete((known.error ?? known).event_id ?? known.event_id));
    }
    reports.put(event);
  });
  const playing = new Map();
  session.on('audio', ({ data, responseId }) => playing.set(responseId, (playing.get(responseId) ?? 0) + millis(data.byteLength)));
  session.on('audio_interrupted', () => facts.interruptions++);
  session.on('agent_tool_end', (_context, _agent, { name }, result, { toolCall }) => facts.tools.push({ name, arguments: JSON.parse(toolCall.arguments), result }));
  session.on('agent_end', (_context, _agent, output) => facts.said.push(output));
  session.on('error', ({ error }) => facts.errors.push(error?.error?.error?.message ?? error?.error?.message ?? String(error)));

  const arrival = (type) => reports.next(type, (event) => event.type === type);
  const say = (n) => {
    for (const piece of turn(n)) session.sendAudio(piece.buffer.slice(piece.byteOffset, piece.byteOffset + piece.byteLength));
  };
  /** The reply, and the time it takes to play it: to this client a caller who speaks sooner interrupts. */
  const reply = async () => {
    const { response } = await arrival('response.done');
    // Some room, for timers are not exact.
    await sleep((playing.get(response.id) ?? 0) + 100);
  };

  await session.connect({ apiKey: 'any', url });
  await arrival('session.updated');
  session.sendMessage('Greet the caller.');
  await reply();
  say(0);
  await reply();
  say(1);
  await reply();
  await reply();
  say(2);
  await arrival('response.output_audio.delta');
  // Something of it must have been played.
  await sleep(100);
  say(3);
  const cut = (await arrival('response.done')).response;
  facts.cut = `${cut.status} ${cut.status_details?.reason}`;
  facts.truncatedToMs = (await reports.seen('the truncation', (event) => event.type === 'conversation.item.truncated')).audio_end_ms;
  await reply();
  for (let n = 4; n < turnCount; n++) {
    say(n);
    await reply();
  }

  const spoken = (item) => item.type === 'message' && item.role === 'user' && item.content[0].type === 'input_audio';
  // It asks for each item once its transcript is complete, and takes the words from the answer.
  const retrieved = () => reports.count((event) => event.type === 'conversation.item.retrieved' && event.item.role === 'user');
  if (retrieved() < turnCount) await reports.seen('the last transcript', () => retrieved() === turnCount);
  facts.heard = session.history.filter(spoken).map((item) => item.content[0].transcript);
  facts.history = session.history.map((item) => (item.type === 'message' ? item.role : item.type));
  facts.statuses = [...new Set(session.history.map((item) => item.status))].sort();
  facts.keptAudio = session.history.filter(spoken).every((item) => item.content[0].audio?.length > 0);
  facts.audioMs = [...playing.values()].reduce((sum, length) => sum + length, 0);
  facts.inputTokens = session.usage.inputTokens;
  facts.outputTokens = session.usage.outputTokens;
  facts.notUnderstood = [...new Set(unread.values())].sort();
  session.close();
  facts.closed = transport.status;
  return facts;
});

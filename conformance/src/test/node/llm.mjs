// A chat endpoint by other hands: answers the requests of the recorded call in their order until its input ends.
import { LLMock } from '@copilotkit/aimock';

const SLOW = 4;
const answers = [
  { content: 'Hello.' },
  { content: 'I am sorry.' },
  { toolCalls: [{ name: 'look_up_policy', arguments: '{"name":"Virtanen"}' }] },
  { content: 'Thank you.' },
  { content: `Your policy number is on the letter. ${'Please have a look at it. '.repeat(40)}` },
];
let next = 0;
const mock = new LLMock({ port: 0 });
const answer = () => answers[next++] ?? { content: 'I see.' };
// So slow that the caller interrupts it for certain.
mock.on({ predicate: () => next === SLOW }, answer, { latency: 200, chunkSize: 16 });
mock.on({}, answer);
await mock.start();
process.stdout.write(`${mock.url}\n`);
process.stdin.on('end', () => process.exit(0)).resume();

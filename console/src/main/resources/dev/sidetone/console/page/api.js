/** An answer of the console other than success: its one line says what happened and what to do. */
export class Refusal extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }

  static silence() {
    return new Refusal(0, 'The console does not answer. Start it again with "sidetone console", then reload this page.');
  }
}

/** Set by the door dialog: asked when the console wants its token; resolves once the door is open. */
let openDoor = () => Promise.reject(new Refusal(401, 'The console asks for its token.'));

export function whenLocked(ask) {
  openDoor = ask;
}

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { ...options, cache: 'no-store' });
  } catch {
    throw Refusal.silence();
  }
  if (answer.status === 401 && path !== '/api/door') {
    await openDoor();
    return ask(path, options);
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  throw new Refusal(answer.status, said.error ?? `The console answered ${answer.status}.`);
}

const asJson = (method, body) => ({ method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

export const api = {
  setup: async () => (await ask('/api/setup')).json(),
  calls: async () => (await (await ask('/api/calls')).json()).calls,
  call: async (id) => (await ask(`/api/calls/${id}`)).json(),
  begin: async (listening) => (await ask('/api/calls', asJson('POST', listening))).json(),
  door: async (token) => void (await ask('/api/door', asJson('POST', { token }))),
  play: async (id, file) =>
    (await ask(`/api/calls/${id}/recording`, { method: 'POST', headers: { 'Content-Type': 'audio/wav', 'X-File-Name': encodeURIComponent(file.name) }, body: file })).json(),
  stopPlaying: async (id) => void (await ask(`/api/calls/${id}/recording`, { method: 'DELETE' })),
};

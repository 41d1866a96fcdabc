import { Refusal } from './api.js';

/** Has the context know the worklet of this name. Its parts come from the console, which may be gone. */
export async function addWorklet(context, name) {
  try {
    await context.audioWorklet.addModule(`/assets/${name}.worklet.js`);
  } catch {
    throw Refusal.silence();
  }
}

import { api, whenLocked } from './api.js';
import { el, find } from './dom.js';

const SINGLE_KEYS = 'sidetone.keys';

/** The door: asks for the token until the console takes it. Answers share one dialog. */
export function doorDialog() {
  let opening = null;
  whenLocked(() => (opening ??= unlocked().finally(() => { opening = null; })));
}

function unlocked() {
  const dialog = find('#door');
  const form = find('#door-form');
  dialog.showModal();
  // There is no page behind a locked door: Escape would leave an empty one.
  dialog.oncancel = (event) => event.preventDefault();
  return new Promise((resolve) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      find('#door-words').textContent = '';
      try {
        await api.door(find('#token').value);
        find('#token').value = '';
        dialog.close();
        resolve();
      } catch (refused) {
        find('#door-words').textContent = refused.message;
        find('#token').select();
      }
    };
  });
}

/**
 * Keys that act, and the dialog that lists them. They rest while the user types, and can be switched off: a single key
 * must not surprise who dictates to the browser.
 *
 * @param {{key: string, does: string, act: () => void}[]} keys
 */
export function keysDialog(keys) {
  const dialog = find('#keys');
  const on = find('#keys-on');
  on.checked = remembered();
  on.addEventListener('change', () => remember(on.checked));
  find('#keys-list').replaceChildren(...keys.map(({ key, does }) => el('div', {}, el('dt', {}, el('kbd', {}, key.toUpperCase())), el('dd', {}, does))));
  const open = () => dialog.showModal();
  find('#keys-open').addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector('dialog[open]')) return;
    if (event.target.closest('input, select, textarea')) return;
    if (event.key === '?') return open();
    const pressed = keys.find(({ key }) => key === event.key.toLowerCase());
    if (!pressed || !on.checked) return;
    event.preventDefault();
    pressed.act();
  });
}

function remembered() {
  try {
    return localStorage.getItem(SINGLE_KEYS) !== 'off';
  } catch {
    return true; // storage is switched off
  }
}

function remember(on) {
  try {
    localStorage.setItem(SINGLE_KEYS, on ? 'on' : 'off');
  } catch { /* for this page only, then */ }
}

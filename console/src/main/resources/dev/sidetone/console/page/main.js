import { api } from './api.js';
import { Bar } from './bar.js';
import { LiveCall } from './call.js';
import { doorDialog, keysDialog } from './dialogs.js';
import { el, find, setText, shown } from './dom.js';
import { clock, sentence } from './format.js';
import { wavDrop } from './drop.js';
import { NoMicrophone } from './microphone.js';
import { CallRecord } from './record.js';
import { Sidebar } from './sidebar.js';
import { announce, Turns } from './turns.js';

const bar = new Bar();
const turns = new Turns();
/** The call at hand, held or ended; null before the first. */
let call = null;
let sidebar;
/** What the page shows: the call at hand, or an earlier one. */
let record = new CallRecord(null);
let starting = false;
let halfDuplex = false;

const held = () => call !== null && !call.over;

// ── the call ────────────────────────────────────────────────────────────────

async function start(withMicrophone = true) {
  if (starting || held()) return;
  starting = true;
  bar.words();
  bar.show(withMicrophone ? 'microphone' : 'connecting');
  try {
    call = await LiveCall.begin(sidebar.chosen(), { microphone: withMicrophone, halfDuplex }, { onChange: changed, onLevel: (side, peak) => bar.level(side, peak), onUnplugged: unplugged });
    leaveEarlier();
    showRecord(call.record);
    showState({ type: 'begun' });
    refreshCalls();
  } catch (failed) {
    bar.show(call ? 'ended' : 'idle');
    explain(failed);
  } finally {
    starting = false;
  }
}

/** After each event of the call at hand. It is drawn only while it is the one that is shown. */
function changed(event, entry) {
  if (!call) return; // the first events come while the call still begins; all is drawn when it has
  showState(event);
  if (event.type === 'turn' && entry.turn) announce(entry);
  if (['totals', 'ended', 'closed'].includes(event.type)) refreshCalls();
  if (record !== call.record) return;
  if (entry) turns.update(entry);
  if (!event.type.endsWith('_delta')) sidebar.show(record, false);
  if (call.over) for (const each of record.entries) turns.update(each);
  bar.sums(record);
}

function showState(event) {
  const { line, ended, remarks, recording } = call.record;
  if (ended) {
    bar.show('ended');
    const broken = ended.reason !== 'hung_up';
    if (event.type === 'ended' || event.type === 'closed') bar.words({ words: sentence(ended.words), kind: broken ? 'trouble' : 'note' });
    return;
  }
  bar.show(line.state === 'up' ? (call.muted ? 'muted' : 'live') : line.state);
  switch (event.type) {
    case 'line': return bar.words(lineWords(call.record));
    case 'budget':
    case 'problem': return bar.words(remark(remarks.at(-1)));
    case 'recording': return bar.words(recording ? playing(recording) : undefined);
  }
}

function remark({ words, advice }) {
  return { words: sentence(words), advice: sentence(advice), kind: 'trouble' };
}

/** A connection that simply stands needs no words. */
function lineWords({ line, wasLost }) {
  if (line.state !== 'up') return { words: sentence(line.words), kind: 'trouble' };
  return wasLost ? { words: 'Connected again.', advice: 'The agent begins anew: it remembers nothing of what was said before.' } : undefined;
}

function hangUp() {
  if (held()) call.hangUp();
}

function mute() {
  if (!held()) return;
  call.mute(!call.muted);
  bar.show(call.muted ? 'muted' : 'live');
}

function unplugged() {
  bar.words({ words: 'The microphone has gone away.', advice: 'Hang up, connect it and call again.', kind: 'trouble' });
}

const button = (words, act) => el('button', { type: 'button', onclick: act }, words);

function explain(failed) {
  const act = failed instanceof NoMicrophone ? button('Call without a microphone', () => start(false)) : null;
  bar.words({ words: sentence(failed.message), advice: failed.advice, kind: 'trouble', act });
  document.activeElement === document.body && find('#start').focus();
}

// ── a recording as the caller ───────────────────────────────────────────────

async function play(file) {
  // Without a click before it, a browser gives no sound: a file that was dropped is none.
  if (navigator.userActivation?.hasBeenActive === false) {
    return bar.words({ words: 'The browser plays no sound before the first click.', act: button('Play it now', () => play(file)) });
  }
  if (!held()) await start(false);
  if (!held()) return;
  try {
    await api.play(call.id, file);
  } catch (refused) {
    explain(refused);
  }
}

function playing({ name, length_ms: length }) {
  const stop = () => api.stopPlaying(call.id).catch(explain);
  return { words: `${name || 'The recording'} speaks as the caller, ${clock(length)}.`, act: button('Stop it', stop) };
}

// ── earlier calls ───────────────────────────────────────────────────────────

function showRecord(shownRecord) {
  record = shownRecord;
  turns.show(record);
  sidebar.show(record, record.id !== null && record !== call?.record);
  bar.sums(call?.record);
}

async function route() {
  const [, id] = location.hash.match(/^#call\/(\w+)$/) ?? [];
  const earlier = id && id !== call?.id;
  try {
    showRecord(earlier ? await earlierCall(id) : call?.record ?? new CallRecord(null));
    setText(find('#turns-title'), earlier ? `Turns of call ${id}` : 'Turns');
    shown(find('#back'), Boolean(earlier));
    if (earlier) find('#turns').focus();
  } catch (failed) {
    explain(failed);
  }
  refreshCalls();
}

async function earlierCall(id) {
  const { events } = await api.call(id);
  const past = new CallRecord(id);
  for (const event of events) past.apply(event);
  return past;
}

function leaveEarlier() {
  if (location.hash) history.replaceState(null, '', location.pathname);
  setText(find('#turns-title'), 'Turns');
  shown(find('#back'), false);
}

async function refreshCalls() {
  sidebar.showCalls(await api.calls().catch(() => []), record.id);
}

// ── the page ────────────────────────────────────────────────────────────────

function themeButton() {
  const button = find('#theme');
  const say = (theme) => setText(find('#theme-name'), { auto: 'Auto', light: 'Light', dark: 'Dark' }[theme]);
  say(window.sidetoneTheme.now());
  button.addEventListener('click', () => say(window.sidetoneTheme.next()));
}

function wire() {
  find('#start').addEventListener('click', () => start());
  find('#hang-up').addEventListener('click', hangUp);
  find('#mute').addEventListener('click', mute);
  wavDrop(play);
  keysDialog([
    { key: 's', does: 'start a call', act: () => start() },
    { key: 'h', does: 'hang up', act: hangUp },
    { key: 'm', does: 'mute and unmute', act: mute },
    { key: 'j', does: 'next turn', act: () => turns.step(1) },
    { key: 'k', does: 'turn before', act: () => turns.step(-1) },
    { key: 'c', does: 'play the caller of this turn', act: () => turns.playFocused('caller') },
    { key: 'r', does: 'play the reply of this turn', act: () => turns.playFocused('reply') },
  ]);
  addEventListener('hashchange', route);
  setInterval(() => bar.length(held() ? performance.now() - call.began : null), 250);
}

async function open() {
  themeButton();
  doorDialog();
  bar.show('idle');
  try {
    const setup = await api.setup();
    halfDuplex = setup.half_duplex;
    sidebar = new Sidebar(setup, (listening) => held() && call.listen(listening));
    wire();
    await route();
  } catch (failed) {
    explain(failed);
  }
}

open();

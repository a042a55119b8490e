// Where an agent writes: text, drafts, and what may be sent now.

import { api } from '../parts/api.js';
import { everySecond } from '../parts/clock.js';
import { icon, keep, kept, make, part, settled } from '../parts/dom.js';
import { complain } from '../parts/toast.js';
import { say } from '../parts/words.js';
import { loadNewer, showHeard, toEnd } from './timeline.js';
import * as tray from './tray.js';

const box = () => document.getElementById('composer');
const talk = () => /** @type {HTMLElement | null} */ (document.querySelector('.desk > .talk'));
const field = () => /** @type {HTMLTextAreaElement | null} */ (box()?.querySelector('textarea') ?? null);
const draftKey = () => `draft.${talk()?.dataset.session}`;

let typedAt = 0;

/** Wakes the composer that has come with the conversation, if there is one. */
export function enter(focus = true) {
    const text = field();
    const form = box()?.querySelector('form');
    if (!text || !form) return;
    text.value = kept(draftKey()) ?? '';
    tray.enter(form);
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        submit();
    });
    text.addEventListener('input', () => {
        saveDraft();
        measure();
        tellTyping();
    });
    text.addEventListener('keydown', (event) => {
        // An input method's Enter chooses a word; it does not send.
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
        if (matchMedia('(pointer: coarse)').matches && !event.ctrlKey) return;
        event.preventDefault();
        submit();
    });
    check();
    measure();
    if (focus && !matchMedia('(pointer: coarse)').matches) text.focus();
    else if (focus) document.getElementById('talk-name')?.focus();
}

/** Keeps what was being written, before another conversation is opened. */
export function leave() {
    if (!field()) return;
    keep(draftKey(), field()?.value.trim() ? field()?.value ?? '' : null);
    tray.leave();
}

const saveDraft = settled(400, () => {
    const text = field();
    if (text) keep(draftKey(), text.value.trim() ? text.value : null);
});

/** Puts text in at the cursor. */
export function insert(/** @type {string} */ words) {
    const text = field();
    if (!text) return;
    text.focus();
    // Keeps the browser's own undo, which setRangeText loses.
    if (!document.execCommand('insertText', false, words)) text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
}

function measure() {
    const text = field();
    const count = box() && part(/** @type {HTMLElement} */ (box()), 'count');
    if (!text || !count) return;
    if (!CSS.supports('field-sizing', 'content')) {
        text.style.height = 'auto';
        text.style.height = `${text.scrollHeight}px`;
    }
    const maximum = Number(talk()?.dataset.maximum) || 0;
    const over = maximum ? [...text.value].length - maximum : 0;
    count.textContent = over > 0 ? say('tooLong', { count: over }) : '';
    count.className = over > 0 ? 'over' : '';
    text.setAttribute('aria-invalid', String(over > 0));
}

function tellTyping() {
    if (!field()?.value.trim() || Date.now() - typedAt < 4000) return;
    typedAt = Date.now();
    api('POST', `/sessions/${talk()?.dataset.session}/typing`).catch(() => {});
}

/** Shows what may be sent now: the window can end while somebody looks (S16). */
export function check(now = Date.now()) {
    const { windowLimited, windowEnds, resume } = talk()?.dataset ?? {};
    const closed = box() && part(/** @type {HTMLElement} */ (box()), 'window-closed');
    const form = box()?.querySelector('form');
    if (!closed || !form) return;
    const isOver = windowLimited === 'yes' && (!windowEnds || Date.parse(windowEnds) <= now);
    if (closed.hidden === !isOver) return;
    closed.hidden = !isOver;
    form.hidden = isOver && resume !== 'humanTag';
}

async function submit() {
    const text = field();
    const session = talk()?.dataset.session;
    if (!text || !session || part(/** @type {HTMLElement} */ (box()), 'count')?.className === 'over') return;
    const words = text.value.trim();
    const files = await tray.take();
    if (!files || (!words && !files.length)) return;
    text.value = '';
    keep(draftKey(), null);
    measure();
    const body = files.length ? { media: files.map((file) => file.id), ...(words && { text: words }) } : { text: words };
    post(session, body, [words, ...files.map((file) => file.name)].filter(Boolean).join('\n'));
}

/**
 * Sends, and shows the message on its way meanwhile; the same key never sends twice.
 * @param {string} session
 * @param {object} body
 * @param {string} shown
 */
async function post(session, body, shown) {
    const key = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const waiting = make('i', { className: 'icon icon-clock tick', 'aria-hidden': 'true' });
    const entry = make('li', { className: 'message ours pending' },
        make('span', { className: 'message-text', dir: 'auto' }, shown), make('span', { className: 'message-foot' }, waiting));
    const list = document.querySelector('#timeline ol');
    list?.append(entry);
    toEnd();
    const attempt = async () => {
        entry.querySelector('.message-problem')?.remove();
        delete entry.dataset.delivery;
        try {
            const message = await api('POST', `/sessions/${session}/messages`, body, { 'Idempotency-Key': key });
            // The feed may have brought it before this answer came.
            if (list?.querySelector(`[data-message="${message.id}"]`)) entry.remove();
            else entry.dataset.message = message.id;
            showHeard(message.id);
            if (entry.isConnected) loadNewer();
        } catch (error) {
            entry.dataset.delivery = 'failed';
            entry.append(make('span', { className: 'message-problem' }, icon('alert'),
                make('span', { className: 'grow' }, /** @type {Error} */ (error).message),
                make('button', { type: 'button', className: 'button small danger', onclick: attempt }, icon('retry'), say('retry'))));
            complain(error);
        }
    };
    await attempt();
}

everySecond((now) => check(now));
addEventListener('pagehide', leave);

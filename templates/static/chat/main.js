// The chat of visitors. Nothing typed is lost or sent twice: each message has an id of ours, and is
// kept until the server has it on disk.

import { icon, make } from '../parts/dom.js';
import { say, size } from '../parts/words.js';
import * as entries from './entries.js';
import { readStream } from './stream.js';
import { call, forget, introduce, isKnown, outbox } from './visitor.js';

const form = /** @type {HTMLFormElement} */ (document.getElementById('form'));
const text = /** @type {HTMLTextAreaElement} */ (document.getElementById('text'));
const file = /** @type {HTMLInputElement} */ (document.getElementById('file'));
const tray = /** @type {HTMLElement} */ (document.getElementById('tray'));
const who = /** @type {HTMLElement} */ (document.getElementById('who'));
const lost = /** @type {HTMLElement} */ (document.getElementById('lost'));
const fields = /** @type {HTMLFormElement} */ (document.getElementById('fields'));
const protocol = /** @type {HTMLElement} */ (document.getElementById('protocol'));
const visit = /** @type {HTMLElement} */ (document.getElementById('visit'));
const isFramed = window.parent !== window;

let isReading = false;
let isSending = false;

if (isFramed) document.body.classList.add('framed');
if (/^#[0-9a-f]{6}$/i.test(visit.dataset.accent ?? '')) visit.style.setProperty('--visit-accent', visit.dataset.accent ?? '');

/**
 * Tells the site around the frame something.
 * @param {string} kind
 */
function tellSite(kind) {
    // It holds nothing that another site may not know.
    if (isFramed) window.parent.postMessage({ conecta: kind }, '*');
}

/** @param {{ protocol: string, phase: string, agent: string | null } | null} session */
function showSession(session) {
    const isClosed = session?.phase === 'closed';
    who.textContent = !session ? who.dataset.idle ?? ''
        : isClosed ? say('closed') : session.agent ? say('served', { agent: session.agent }) : say('waiting');
    protocol.textContent = session ? (protocol.dataset.words ?? '').replace('%protocol%', session.protocol) : '';
    // Data may be left, never must: a person is reached without it.
    if (session && !isClosed && fields.elements.length > 2 && !sessionStorage.getItem('conecta.fields')) fields.hidden = false;
}

async function load() {
    const answer = await (await call('GET', '/messages')).json();
    entries.clear();
    for (const entry of answer.items) entries.show(entry);
    settle(answer.items);
    showSession(answer.session);
    entries.toEnd();
    return String(answer.lastEventId ?? '');
}

/** What is in the books need not be kept here. @param {entries.Entry[]} known */
function settle(known) {
    const ids = new Set(known.map((entry) => entry.clientId));
    outbox.write(outbox.read().filter((message) => !ids.has(message.id)));
}

async function listen() {
    if (isReading) return;
    isReading = true;
    const last = await load().catch(() => '');
    readStream(last, (kind, data) => {
        switch (kind) {
            case 'connected':
                lost.hidden = true;
                flush();
                break;
            case 'lost':
                lost.hidden = false;
                break;
            case 'reset':
                load().catch(() => {});
                break;
            case 'forgotten':
                isReading = false;
                break;
            case 'message':
                entries.showTyping('', 0);
                settle([data]);
                if (entries.show(data) && data.from === 'agent') tellSite('message');
                break;
            case 'typing':
                entries.showTyping(data.name ?? '', data.seconds);
                break;
            case 'session':
                showSession(data);
                break;
        }
    });
}

function newID() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Sends what waits, in order. */
async function flush() {
    if (isSending) return;
    isSending = true;
    try {
        for (let waiting = outbox.read(); waiting.length; waiting = outbox.read()) {
            const [message] = waiting;
            if (!entries.isPending(message.id)) entries.showPending(message.id, words(message));
            try {
                if (!isKnown()) await introduce();
                await call('POST', '/messages', message);
                outbox.write(outbox.read().filter((other) => other.id !== message.id));
                listen();
            } catch (error) {
                const { status, after } = /** @type {any} */ (error);
                if (status === 401) {
                    forget();
                    continue;
                }
                if (status === 0 || status === 429 || status >= 500) {
                    // It goes when the connection is back, or after the break that the server asks for.
                    setTimeout(flush, Math.max(2, after) * 1000);
                    return;
                }
                outbox.write(outbox.read().filter((other) => other.id !== message.id));
                entries.showFailed(message.id, /** @type {Error} */ (error).message, () => send(message));
            }
        }
    } finally {
        isSending = false;
    }
}

/** @typedef {{ id: string, text?: string, file?: string, choice?: { id: string, title: string } }} Sent */

/** @param {Sent} message */
function send(message) {
    outbox.write([...outbox.read(), message]);
    flush();
}

/** What is shown of a message on its way. @param {Sent} message */
function words(message) {
    return message.text ?? message.choice?.title ?? '📎';
}

entries.onChoice((choice) => {
    const message = { id: newID(), choice };
    entries.showPending(message.id, choice.title);
    send(message);
    text.focus();
});

form.addEventListener('submit', (event) => {
    event.preventDefault();
    const said = text.value.trim();
    text.value = '';
    if (!said) return;
    const message = { id: newID(), text: said };
    entries.showPending(message.id, said);
    send(message);
    text.focus();
});

text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
});

let typedAt = 0;
text.addEventListener('input', () => {
    if (!isKnown() || Date.now() - typedAt < 4000 || !text.value.trim()) return;
    typedAt = Date.now();
    call('POST', '/typing').catch(() => {});
});

document.getElementById('attach')?.addEventListener('click', () => file.click());
file.addEventListener('change', () => {
    for (const one of file.files ?? []) attach(one);
    file.value = '';
});
form.addEventListener('paste', (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    for (const one of event.clipboardData.files) attach(one);
});

/** @param {File} one */
async function attach(one) {
    const entry = make('li', { className: 'tray-item' }, icon('file'), make('span', { className: 'grow cut' }, one.name, ' ', make('small', { className: 'mute' }, say('uploading'))));
    tray.append(entry);
    try {
        if (one.size > 25e6) throw new Error(say('tooLarge', { name: one.name, maximum: size(25e6) }));
        if (!isKnown()) await introduce();
        const sent = await (await call('POST', `/files?name=${encodeURIComponent(one.name)}`, one)).json();
        entry.remove();
        const message = { id: newID(), file: sent.id };
        entries.showPending(message.id, `📎 ${one.name}`);
        send(message);
    } catch (error) {
        entry.replaceChildren(icon('alert'), make('span', { className: 'grow' }, `${one.name}: ${/** @type {Error} */ (error).message}`),
            make('button', { type: 'button', className: 'button plain small square', 'aria-label': say('removeFile', { name: one.name }), onclick: () => entry.remove() }, icon('cross')));
    }
}

const closeFields = () => {
    fields.hidden = true;
    try {
        sessionStorage.setItem('conecta.fields', 'asked');
    } catch {
        // It is asked once more then.
    }
};
fields.addEventListener('reset', closeFields);
fields.addEventListener('submit', async (event) => {
    event.preventDefault();
    const data = /** @type {Record<string, string>} */ (Object.fromEntries(
        [...new FormData(fields)].filter(([, value]) => String(value).trim())));
    try {
        await introduce(data);
        closeFields();
    } catch (error) {
        entries.show({ id: 'fields', clientId: null, from: 'system', name: null, at: '', text: /** @type {Error} */ (error).message, attachments: [], deleted: false, edited: false });
    }
});

const leave = document.getElementById('leave');
if (isFramed && leave) {
    leave.hidden = false;
    leave.addEventListener('click', () => tellSite('fold'));
    addEventListener('keydown', (event) => event.key === 'Escape' && tellSite('fold'));
    addEventListener('message', (event) => event.data?.conecta === 'open' && text.focus());
}

for (const message of outbox.read()) entries.showPending(message.id, words(message));
if (isKnown()) listen();
flush();
if (!isFramed && matchMedia('(pointer: fine)').matches) text.focus();
document.documentElement.dataset.live = 'yes';

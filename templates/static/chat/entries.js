// The messages of a visitor's conversation, as they are shown.

import { icon, make } from '../parts/dom.js';
import { language, say, size } from '../parts/words.js';

/**
 * @typedef {object} Entry The shape of docs/api.md.
 * @property {string} id
 * @property {string | null} clientId
 * @property {'visitor' | 'agent' | 'system'} from
 * @property {string | null} name
 * @property {string} at
 * @property {string} text
 * @property {string} [kind] Entries of the page's own have none.
 * @property {{ id: string, title: string, detail: string }[]} [options]
 * @property {{ mediaType: string, name: string, size: number, url: string, inline: boolean }[]} attachments
 * @property {boolean} deleted
 * @property {boolean} edited
 */

const list = /** @type {HTMLElement} */ (document.getElementById('entries'));
const box = /** @type {HTMLElement} */ (document.getElementById('timeline'));
const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });

/** @type {(choice: { id: string, title: string }) => void} */
let choose = () => {};

/**
 * Says what happens when the visitor chooses an option of a menu.
 * @param {typeof choose} action
 */
export function onChoice(action) {
    choose = action;
}

/** Shows the newest. */
export function toEnd() {
    box.scrollTop = box.scrollHeight;
}

/** @param {string | null | undefined} id */
function shown(id) {
    return id ? /** @type {HTMLElement | null} */ (list.querySelector(`[data-id="${CSS.escape(id)}"], [data-client="${CSS.escape(id)}"]`)) : null;
}

/**
 * Shows an entry, in the place of an earlier state of it.
 * @param {Entry} entry
 * @returns {boolean} Whether it was not there before.
 */
export function show(entry) {
    const wasAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 120;
    const old = shown(entry.id) ?? shown(entry.clientId);
    const element = draw(entry);
    // What was asked is answered, by whatever the visitor says.
    if (entry.from === 'visitor') endMenus();
    // A menu that was answered stays so when its words change.
    if (old?.querySelector('.message-options button:disabled')) endMenus(element);
    if (old) old.replaceWith(element);
    else list.insertBefore(element, list.querySelector('.pending, .typing'));
    if (wasAtEnd || entry.from === 'visitor') toEnd();
    return !old;
}

/** Takes away what the server has told, and keeps what is on its way. */
export function clear() {
    for (const element of list.querySelectorAll('[data-id]')) element.remove();
}

/** @param {Entry} entry */
function draw(entry) {
    if (entry.from === 'system' && !entry.kind) {
        return make('li', { className: 'line', 'data-id': entry.id }, make('span', {}, entry.text));
    }
    const isOurs = entry.from === 'visitor';
    const element = make('li', { className: `message ${isOurs ? 'ours' : ''}`, 'data-id': entry.id, 'data-client': entry.clientId ?? undefined });
    if (isOurs || entry.name) element.append(make('span', { className: isOurs ? 'unseen' : 'message-author' }, isOurs ? say('you') : entry.name ?? ''));
    for (const file of entry.attachments) element.append(attachment(file));
    if (entry.deleted) element.append(make('em', { className: 'mute' }, say('deleted')));
    else if (entry.text) element.append(make('span', { className: 'message-text', dir: 'auto' }, ...linked(entry.text)));
    element.append(make('span', { className: 'message-foot' }, ...(entry.edited ? [say('edited')] : []),
        make('time', { dateTime: entry.at }, time.format(new Date(entry.at))), ...(isOurs ? [icon('check')] : [])));
    if (entry.options?.length && !entry.deleted) element.append(menu(entry.options));
    return element;
}

/** @param {NonNullable<Entry['options']>} options */
function menu(options) {
    return make('ul', { className: 'message-options' }, ...options.map((option) => make('li', {},
        make('button', { type: 'button', className: 'button small', onclick: () => choose({ id: option.id, title: option.title }) },
            make('span', {}, option.title), ...(option.detail ? [make('small', { className: 'mute' }, option.detail)] : [])))));
}

/**
 * Ends the menus in which nothing can be chosen any more.
 * @param {Element} [within]
 */
function endMenus(within = list) {
    for (const button of within.querySelectorAll('.message-options button')) /** @type {HTMLButtonElement} */ (button).disabled = true;
}

/** @param {Entry['attachments'][number]} file */
function attachment(file) {
    if (file.inline && file.mediaType.startsWith('image/')) {
        const image = make('img', { src: file.url, alt: file.name, loading: 'lazy', onload: () => box.scrollHeight - box.scrollTop - box.clientHeight < 400 && toEnd() });
        return make('a', { className: 'message-picture', href: file.url, target: '_blank', rel: 'noopener' }, image);
    }
    if (file.inline && file.mediaType.startsWith('audio/')) return make('audio', { controls: true, preload: 'none', src: file.url });
    if (file.inline && file.mediaType.startsWith('video/')) return make('video', { controls: true, preload: 'metadata', src: file.url });
    return make('a', { className: 'message-file', href: file.url, download: file.name }, icon('file'),
        make('span', { className: 'grow' }, file.name, ' ', make('small', { className: 'mute' }, size(file.size))));
}

/**
 * Cuts a text at its addresses.
 * @param {string} text
 * @returns {(string | Node)[]}
 */
function linked(text) {
    return text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/).map((piece, index) => index % 2
        ? make('a', { href: piece, target: '_blank', rel: 'noopener noreferrer' }, piece) : piece);
}

/**
 * Shows a message that is on its way.
 * @param {string} id
 * @param {string} text
 */
export function showPending(id, text) {
    endMenus();
    list.append(make('li', { className: 'message ours pending', 'data-client': id },
        make('span', { className: 'message-text', dir: 'auto' }, text), make('span', { className: 'message-foot' }, icon('clock'))));
    toEnd();
}

/**
 * Says that a message could not be sent, and offers to try again.
 * @param {string} id
 * @param {string} reason
 * @param {() => void} again
 */
export function showFailed(id, reason, again) {
    const element = shown(id);
    if (!element?.matches('.pending')) return;
    element.dataset.delivery = 'failed';
    const problem = make('span', { className: 'message-problem' }, icon('alert'), make('span', { className: 'grow' }, reason));
    problem.append(make('button', {
        type: 'button', className: 'button small danger', onclick: () => {
            problem.remove();
            delete element.dataset.delivery;
            again();
        },
    }, say('retry')));
    element.append(problem);
}

/**
 * Takes away a message that will not be sent, when it is still on its way.
 * @param {string} id
 */
export function isPending(id) {
    return shown(id)?.matches('.pending') ?? false;
}

let typingTimer = 0;

/**
 * Shows for a while that an agent writes.
 * @param {string} name
 * @param {number} seconds 0 ends it.
 */
export function showTyping(name, seconds) {
    clearTimeout(typingTimer);
    const old = list.querySelector('.typing');
    if (!seconds) {
        old?.remove();
        return;
    }
    typingTimer = window.setTimeout(showTyping, seconds * 1000, '', 0);
    if (old) return;
    list.append(make('li', { className: 'typing', 'aria-label': say('typing', { name }) }, make('i'), make('i'), make('i')));
    toEnd();
}

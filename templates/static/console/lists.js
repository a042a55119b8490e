// The two lists: in service above, waiting below.

import { api } from '../parts/api.js';
import { everySecond, serverNow } from '../parts/clock.js';
import { onFeed } from '../parts/feed.js';
import { fillCard, makeCard, tickCard } from './card.js';
import { me, page, sessions } from './state.js';

/** @typedef {import('./state.js').Session} Session */

const serving = /** @type {HTMLElement} */ (document.getElementById('serving'));
const waiting = /** @type {HTMLElement} */ (document.getElementById('waiting'));
const find = /** @type {HTMLInputElement} */ (document.getElementById('lists-find'));
const everyone = /** @type {HTMLInputElement | null} */ (document.getElementById('everyone'));

/** @type {Set<() => void>} */
const watchers = new Set();

/**
 * Calls back after the lists changed.
 * @param {() => void} watcher
 */
export function onLists(watcher) {
    watchers.add(watcher);
}

/**
 * The card of a session, when it is on a list.
 * @param {string} id
 * @returns {HTMLElement | null}
 */
export function cardOf(id) {
    return document.querySelector(`.card[data-session="${CSS.escape(id)}"]`);
}

/** How many sessions wait in the viewer's lists. */
export function waitingCount() {
    return waiting.children.length;
}

/**
 * The list a session belongs to, or nothing.
 * @param {Session} session
 */
function listOf(session) {
    if (session.phase === 'waiting') return waiting;
    if (session.phase !== 'inService') return null;
    return session.agent?.id === me || everyone?.checked ? serving : null;
}

/** @param {Session} session */
function order(session) {
    return (session.phase === 'inService' ? session.serviceSince : session.waitingSince) ?? session.startedAt;
}

/**
 * Puts a session where it belongs, as it is now.
 * @param {Session} session
 * @param {boolean} [isNew] Whether the card should draw the eye.
 */
export function place(session, isNew = false) {
    if (session.phase === 'closed') return remove(session.id);
    sessions.set(session.id, session);
    const list = listOf(session);
    let card = cardOf(session.id);
    if (!list) {
        card?.remove();
        return settle();
    }
    if (card) fillCard(card, session);
    else card = makeCard(session);
    if (isNew) {
        card.classList.add('arriving');
        card.addEventListener('animationend', () => card.classList.remove('arriving'), { once: true });
    }
    const after = [...list.children].find((other) => {
        const known = sessions.get(/** @type {HTMLElement} */ (other).dataset.session ?? '');
        return other !== card && known && order(known) > order(session);
    });
    // Moving an element takes the focus from it: only when it has to.
    const stands = card.parentElement === list && card.nextElementSibling === (after ?? null);
    if (!stands) {
        const had = card.contains(document.activeElement) && /** @type {HTMLElement} */ (document.activeElement);
        list.insertBefore(card, after ?? null);
        if (had) had.focus();
    }
    settle();
}

/**
 * Takes a session off the lists.
 * @param {string} id
 */
export function remove(id) {
    sessions.delete(id);
    cardOf(id)?.remove();
    settle();
}

/** Counts, empty states, the search, and whoever watches. */
function settle() {
    const words = find.value.trim().toLocaleLowerCase();
    for (const list of [serving, waiting]) {
        for (const card of /** @type {HTMLElement[]} */ ([...list.children])) {
            const session = sessions.get(card.dataset.session ?? '');
            const text = session ? [session.contact.name, session.channel.name, session.team?.name, session.protocol,
                session.preview, ...session.tags.map((tag) => tag.name)].join(' ') : card.textContent ?? '';
            card.hidden = words !== '' && !text.toLocaleLowerCase().includes(words);
        }
        const count = list.parentElement?.querySelector('.count');
        if (count) {
            count.textContent = String(list.children.length);
            count.setAttribute('data-count', String(list.children.length));
        }
        const empty = /** @type {HTMLElement | null} */ (list.parentElement?.querySelector('.empty'));
        if (empty) empty.hidden = list.children.length > 0;
    }
    for (const watcher of watchers) watcher();
}

/**
 * Loads the lists whole.
 * @returns {Promise<number>} The place in the feed that they are of.
 */
export async function loadLists() {
    const found = new Map();
    let asOf;
    let cursor = '';
    do {
        const answer = await api('GET', `/sessions?phase=waiting,inService&limit=200${cursor && `&cursor=${cursor}`}`);
        // What happens while the pages are read comes again by the feed: the first page's place counts.
        asOf ??= answer.asOf;
        for (const session of answer.items) found.set(session.id, session);
        cursor = answer.nextCursor ?? '';
    } while (cursor && found.size < 1000);
    for (const card of document.querySelectorAll('.card')) {
        if (!found.has(/** @type {HTMLElement} */ (card).dataset.session)) card.remove();
    }
    for (const id of sessions.keys()) if (!found.has(id)) sessions.delete(id);
    for (const session of found.values()) place(session);
    settle();
    return asOf ?? page.asOf;
}

onFeed('session', ({ session, alert }) => place(session, alert));
onFeed('session-removed', ({ id }) => remove(id));
onFeed('contact', ({ contact }) => {
    for (const session of sessions.values()) {
        if (session.contact.id === contact.id) place({ ...session, contact: { id: contact.id, name: contact.name } });
    }
});

find.addEventListener('input', settle);
everyone?.addEventListener('change', () => {
    for (const session of sessions.values()) place(session);
});

everySecond(() => {
    const now = serverNow();
    for (const card of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.cards > .card'))) {
        tickCard(card, sessions.get(card.dataset.session ?? ''), now);
    }
});

// The timeline of the open conversation: older parts above, what happens below.

import { api, fragment } from '../parts/api.js';
import { act, icon, make, part } from '../parts/dom.js';
import { onFeed } from '../parts/feed.js';
import { complain } from '../parts/toast.js';
import { say } from '../parts/words.js';

/** @type {IntersectionObserver | null} */
let watch = null;
let isFetching = false;
let isBehind = false;
let typingTimer = 0;

/**
 * How far messages got and which ones changed, as heard lately: a part of the timeline may have been read before
 * the feed told it, and come after.
 */
const heard = {
    /** @type {Map<string, { delivery: string, error: { text: string, code: string } | null }>} */
    deliveries: new Map(),
    /** @type {Set<string>} */
    changes: new Set(),
};
const mostHeard = 500;

const box = () => document.getElementById('timeline');
const list = () => box()?.querySelector('ol') ?? null;
const openID = () => /** @type {HTMLElement | null} */ (document.querySelector('.desk > .talk'))?.dataset.session ?? '';

/** Wakes the timeline that has come with the conversation. */
export function enter() {
    const timeline = box();
    if (!timeline) return;
    isFetching = isBehind = false;
    toEnd();
    // Pictures grow after the first layout.
    for (const image of timeline.querySelectorAll('img')) {
        image.addEventListener('load', () => isNearEnd(400) && toEnd(), { once: true });
    }
    watchOlder();
    for (const item of timeline.querySelectorAll('[data-message]')) catchUp(/** @type {HTMLElement} */ (item));
}

/** @param {number} reach */
function isNearEnd(reach = 120) {
    const timeline = box();
    return !timeline || timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight < reach;
}

/** Shows the newest. */
export function toEnd() {
    const timeline = box();
    if (!timeline) return;
    timeline.scrollTop = timeline.scrollHeight;
    timeline.querySelector('.timeline-new')?.remove();
}

// MARK: Older

function watchOlder() {
    watch?.disconnect();
    const older = box()?.querySelector('.older');
    if (!older) return;
    watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && loadOlder(),
        { root: box(), rootMargin: '160px 0px 0px' });
    watch.observe(older);
}

async function loadOlder() {
    const timeline = box();
    const older = timeline?.querySelector('.older');
    const link = older?.querySelector('a');
    if (!timeline || !older || !link || link.getAttribute('aria-busy') === 'true') return;
    link.setAttribute('aria-busy', 'true');
    const id = openID();
    try {
        const part = await fragment(link.getAttribute('href') ?? '');
        if (openID() !== id) return;
        const fresh = part.querySelector('ol');
        const items = [...(fresh?.children ?? [])];
        const first = list()?.firstElementChild;
        // The day of our first message stands in the older part now.
        const days = new Set(items.map((item) => /** @type {HTMLElement} */ (item).dataset.day).filter(Boolean));
        for (const day of list()?.querySelectorAll('.day') ?? []) {
            if (days.has(/** @type {HTMLElement} */ (day).dataset.day)) day.remove();
        }
        const before = timeline.scrollHeight - timeline.scrollTop;
        list()?.prepend(...items);
        for (const item of items) catchUp(/** @type {HTMLElement} */ (item));
        timeline.scrollTop = timeline.scrollHeight - before;
        const next = fresh?.dataset.older;
        if (next && first) {
            link.href = next;
            link.removeAttribute('aria-busy');
            watchOlder();
        } else {
            older.remove();
        }
    } catch (error) {
        link.removeAttribute('aria-busy');
        watch?.disconnect();
        complain(error);
    }
}

// MARK: Newer

/** Gets what has happened since the last item shown. */
export async function loadNewer() {
    if (isFetching) {
        isBehind = true;
        return;
    }
    isFetching = true;
    const id = openID();
    try {
        do {
            isBehind = false;
            const part = await fragment(`/console/${id}/timeline?after=${list()?.dataset.last ?? 0}`);
            if (openID() !== id) return;
            append(/** @type {HTMLElement} */ (part.querySelector('ol')));
        } while (isBehind);
    } catch (error) {
        complain(error);
    } finally {
        isFetching = false;
    }
}

/** @param {HTMLElement} fresh */
function append(fresh) {
    const all = list();
    if (!all || !fresh) return;
    const wasAtEnd = isNearEnd();
    let hasNews = false;
    for (const item of /** @type {HTMLElement[]} */ ([...fresh.children])) {
        const { key, day, message } = item.dataset;
        if (day && all.querySelector(`[data-day="${day}"]`)) continue;
        if (key && all.querySelector(`[data-key="${key}"]`)) continue;
        const pending = message && (all.querySelector(`.pending[data-message="${message}"]`) ?? unnamed(item));
        if (pending) {
            pending.replaceWith(item);
        } else {
            // What is on its way stays at the end.
            all.insertBefore(item, all.querySelector('.pending'));
            hasNews = true;
        }
        catchUp(item);
        if (item.matches('.message:not(.ours, .note)')) hear(item);
    }
    if (Number(fresh.dataset.last) > Number(all.dataset.last ?? 0)) all.dataset.last = fresh.dataset.last;
    if (wasAtEnd) toEnd();
    else if (hasNews) offerEnd();
}

/**
 * The message on its way that this one is, when it came before the answer that names it.
 * @param {HTMLElement} item
 */
function unnamed(item) {
    if (!item.matches('.ours')) return null;
    const text = item.querySelector('.message-text')?.textContent;
    return [...list()?.querySelectorAll('.pending:not([data-message])') ?? []]
        .find((pending) => pending.querySelector('.message-text')?.textContent === text) ?? null;
}

/** @param {HTMLElement} item */
function hear(item) {
    showTyping(0);
    const said = document.getElementById('said');
    if (said) said.textContent = `${item.querySelector('.unseen')?.textContent ?? ''} ${item.querySelector('.message-text')?.textContent ?? ''}`;
}

function offerEnd() {
    const timeline = box();
    if (!timeline || timeline.querySelector('.timeline-new')) return;
    const button = make('button', { type: 'button', className: 'button main', onclick: toEnd }, icon('down'), say('newMessages'));
    timeline.append(make('p', { className: 'timeline-new' }, button));
}

/** Gets what stands at the end once more, for what may have changed unheard. */
async function reload() {
    await loadNewer();
    const id = openID();
    const part = await fragment(`/console/${id}/timeline`).catch(() => null);
    if (!part || openID() !== id) return;
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll('[data-message][data-key]'))) {
        list()?.querySelector(`[data-key="${item.dataset.key}"]`)?.replaceWith(item);
        catchUp(item);
    }
}

// MARK: Changes

/**
 * Shows what was heard of a message before it stood here.
 * @param {HTMLElement} item
 */
function catchUp(item) {
    const id = item.dataset.message;
    if (!id) return;
    showHeard(id);
    if (heard.changes.delete(id)) replaceMessage(id);
}

/**
 * Shows how far a message got as heard before it had its name here.
 * @param {string} id
 */
export function showHeard(id) {
    const known = heard.deliveries.get(id);
    if (known) showDelivery(id, known.delivery, known.error);
}

/** @param {Map<string, any> | Set<string>} some */
function forgetOldest(some) {
    for (const id of some.keys()) {
        if (some.size <= mostHeard) return;
        some.delete(id);
    }
}

/**
 * Shows how far a message got.
 * @param {string} id
 * @param {string} delivery
 * @param {{ text: string, code: string } | null} error
 */
function showDelivery(id, delivery, error) {
    const message = /** @type {HTMLElement | null} */ (list()?.querySelector(`[data-message="${id}"]`));
    if (!message) return;
    message.dataset.delivery = delivery;
    const order = ['queued', 'accepted', 'delivered', 'read', 'failed', 'unknown', 'held'];
    const ticks = /** @type {HTMLTemplateElement} */ (document.getElementById('ticks')).content.children;
    const tick = ticks[Math.max(0, order.indexOf(delivery))].cloneNode(true);
    message.querySelector('.tick')?.replaceWith(tick);
    const problem = part(message, 'problem');
    const isBad = delivery === 'failed' || delivery === 'unknown';
    if (!problem) return;
    problem.hidden = !isBad;
    const text = part(message, 'problem-text');
    if (text && isBad) text.textContent = [say(`delivery.${delivery}`), error?.text].filter(Boolean).join(': ');
    const again = /** @type {HTMLElement | null} */ (problem.querySelector('[data-do="resend"]'));
    if (again) again.hidden = !isBad;
}

async function replaceMessage(/** @type {string} */ id) {
    if (!list()?.querySelector(`[data-message="${id}"]`)) {
        heard.changes.add(id);
        forgetOldest(heard.changes);
        return;
    }
    const fresh = await fragment(`/console/${openID()}/timeline?message=${id}`).catch(() => null);
    const item = /** @type {HTMLElement | null | undefined} */ (fresh?.querySelector(`[data-message="${id}"]`));
    const old = /** @type {HTMLElement | null} */ (list()?.querySelector(`[data-message="${id}"]`));
    if (!item || !old) return;
    item.dataset.key = old.dataset.key;
    old.replaceWith(item);
    catchUp(item);
}

/** @param {number} seconds */
function showTyping(seconds) {
    clearTimeout(typingTimer);
    const all = list();
    const shown = all?.querySelector('.typing');
    if (!seconds) {
        shown?.remove();
        return;
    }
    typingTimer = window.setTimeout(showTyping, seconds * 1000, 0);
    if (shown || !all) return;
    const wasAtEnd = isNearEnd();
    const name = /** @type {HTMLElement | null} */ (document.querySelector('.talk'))?.dataset.name ?? '';
    all.append(make('li', { className: 'typing', role: 'status', 'aria-label': say('typing', { name }) }, make('i'), make('i'), make('i')));
    if (wasAtEnd) toEnd();
}

act({
    older: (_, event) => {
        event.preventDefault();
        loadOlder();
    },
    resend: async (button) => {
        const { message = '' } = /** @type {HTMLElement} */ (button.closest('[data-message]')).dataset;
        heard.deliveries.delete(message);
        try {
            await api('POST', `/messages/${message}/resend`);
            // The feed may have told how it went before this answer came.
            if (!heard.deliveries.has(message)) showDelivery(message, 'queued', null);
        } catch (error) {
            complain(error);
        }
    },
});

onFeed('timeline', ({ session }) => session === openID() && loadNewer());
onFeed('delivery', ({ session, message, delivery, error }) => {
    heard.deliveries.delete(message);
    heard.deliveries.set(message, { delivery, error });
    forgetOldest(heard.deliveries);
    if (session === openID()) showDelivery(message, delivery, error);
});
onFeed('message', ({ message }) => replaceMessage(message.id));
onFeed('typing', ({ session, seconds }) => session === openID() && showTyping(seconds));
onFeed('ready', () => openID() && loadNewer());
// What happened meanwhile is not told again: what was heard before may be out of date.
for (const kind of ['reset', 'joined']) {
    onFeed(kind, () => {
        heard.deliveries.clear();
        if (openID()) reload();
    });
}

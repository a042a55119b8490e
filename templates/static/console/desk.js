// The open conversation: which one it is, and keeping it as it is on the server.

import { api, fragment } from '../parts/api.js';
import { moveClocks } from '../parts/clock.js';
import { act, copyOf } from '../parts/dom.js';
import { onFeed } from '../parts/feed.js';
import { complain, toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import { cardOf, place, remove } from './lists.js';
import { sessions } from './state.js';
import * as timeline from './timeline.js';
import * as composer from './composer.js';

const desk = /** @type {HTMLElement} */ (document.getElementById('desk'));
const whole = /** @type {HTMLElement} */ (document.getElementById('console'));
let loading = new AbortController();
let signature = '';

/** The id of the open conversation; empty for none. */
export function openID() {
    return /** @type {HTMLElement | null} */ (desk.querySelector('.talk'))?.dataset.session ?? '';
}

/**
 * Opens a conversation beside the lists.
 * @param {string} id
 * @param {{ push?: boolean, focus?: boolean }} [options] Whether the address changes, and the focus goes to it.
 */
export async function open(id, options = {}) {
    const { push = true, focus = true } = options;
    composer.leave();
    loading.abort();
    loading = new AbortController();
    markCurrent(id);
    try {
        const part = await fragment(`/console/${id}/desk`, loading.signal);
        desk.replaceChildren(part);
        whole.dataset.open = 'yes';
        if (push && location.pathname !== `/console/${id}`) history.pushState(null, '', `/console/${id}`);
        enter(focus);
    } catch (error) {
        if (/** @type {any} */ (error).name === 'AbortError') return;
        complain(error);
        if (/** @type {any} */ (error).status === 404) {
            remove(id);
            show(push);
        }
    }
}

/**
 * Shows the lists alone.
 * @param {boolean} [push]
 */
export function show(push = true) {
    composer.leave();
    markCurrent('');
    delete whole.dataset.open;
    desk.replaceChildren(copyOf('no-desk'));
    if (push && location.pathname !== '/console') history.pushState(null, '', '/console');
}

/** Wakes what the server has put into the page. */
export function enter(focus = false) {
    const id = openID();
    signature = sign(id);
    if (!id) return;
    markCurrent(id);
    restoreSide();
    moveClocks();
    timeline.enter();
    composer.enter(focus);
    markRead();
}

/** Takes note of what is known of the open conversation, once the lists are loaded. */
export function known() {
    signature = sign(openID());
    markCurrent(openID());
    markRead();
}

/** @param {string} id */
function markCurrent(id) {
    for (const card of document.querySelectorAll('.card[aria-current]')) card.removeAttribute('aria-current');
    cardOf(id)?.setAttribute('aria-current', 'true');
}

/**
 * Takes a waiting session into service and opens it (S9).
 * @param {string} id
 */
export async function start(id) {
    try {
        place(await api('POST', `/sessions/${id}/start`));
    } catch (error) {
        const { code, problem } = /** @type {import('../parts/api.js').Refused} */ (error);
        if (code !== 'session-taken') return complain(error);
        toast(say('taken', { agent: problem.agent?.name ?? '' }), { look: 'bad' });
        remove(id);
        return;
    }
    await open(id);
}

// What of a session changes more than the timeline.
function sign(/** @type {string} */ id) {
    const session = sessions.get(id);
    if (!session) return '';
    const { phase, team, agent, tags, may, contact, window, overflow } = session;
    return JSON.stringify([phase, team, agent, tags, may, contact, window.endsAt, overflow]);
}

/** Brings header, side menu and composer up to date, and leaves the timeline and the draft. */
export async function refresh() {
    const id = openID();
    if (!id) return;
    let part;
    try {
        part = await fragment(`/console/${id}/desk`);
    } catch (error) {
        if (/** @type {any} */ (error).status === 404) leaveGone(id);
        return;
    }
    if (openID() !== id) return;
    const fresh = /** @type {HTMLElement} */ (part.querySelector('.talk'));
    const talk = /** @type {HTMLElement} */ (desk.querySelector('.talk'));
    Object.assign(talk.dataset, fresh.dataset);
    talk.querySelector('.talk-head')?.replaceWith(/** @type {Node} */ (fresh.querySelector('.talk-head')));
    const foot = talk.lastElementChild;
    const next = fresh.lastElementChild;
    if (foot && next && (foot.className !== next.className || next.matches('.preview-bar'))) {
        composer.leave();
        foot.replaceWith(next);
        composer.enter(false);
    }
    replaceSide(/** @type {HTMLElement} */ (part.querySelector('.side')));
    moveClocks();
    signature = sign(id);
}

/** @param {HTMLElement} fresh */
function replaceSide(fresh) {
    const side = document.getElementById('side');
    if (!side) return;
    // Words being written stay.
    for (const field of /** @type {NodeListOf<HTMLTextAreaElement>} */ (side.querySelectorAll('textarea, input[name="name"]'))) {
        const same = /** @type {HTMLTextAreaElement | null} */ (fresh.querySelector(`[data-form="${field.form?.dataset.form}"] [name="${field.name}"]`));
        if (same && field.value !== field.defaultValue) same.value = field.value;
    }
    const focused = side.contains(document.activeElement) && /** @type {HTMLTextAreaElement} */ (document.activeElement);
    const { scrollTop } = side;
    const form = focused && focused.form?.dataset.form;
    side.replaceWith(fresh);
    fresh.scrollTop = scrollTop;
    restoreSide();
    if (form) /** @type {HTMLElement | null} */ (fresh.querySelector(`[data-form="${form}"] [name="${focused.name}"]`))?.focus();
}

const narrow = matchMedia('(width < 1180px)');
let isSideWanted = true;

function restoreSide() {
    const side = document.getElementById('side');
    if (!side) return;
    side.hidden = narrow.matches ? true : !isSideWanted;
    desk.querySelector('.side-toggle')?.setAttribute('aria-expanded', String(!side.hidden));
}

act({
    side: (button) => {
        const side = document.getElementById('side');
        if (!side) return;
        side.hidden = !side.hidden;
        if (!narrow.matches) isSideWanted = !side.hidden;
        button.setAttribute('aria-expanded', String(!side.hidden));
    },
    lists: (_, event) => {
        event.preventDefault();
        show();
    },
    start: (_, event) => {
        event.preventDefault();
        start(openID());
    },
});

/** Says that the messages of the open conversation were seen. */
export function markRead() {
    const id = openID();
    const session = sessions.get(id);
    if (!id || document.hidden || !session?.unread || session.phase !== 'inService') return;
    api('POST', `/sessions/${id}/read`).catch(() => {});
}

/** @param {string} id */
function leaveGone(id) {
    if (openID() !== id) return;
    show();
}

document.addEventListener('visibilitychange', markRead);
narrow.addEventListener('change', restoreSide);

onFeed('session', ({ session }) => {
    if (session.id !== openID()) return;
    if (sign(session.id) !== signature) refresh();
    markRead();
});
onFeed('session-removed', ({ id, why }) => {
    if (id !== openID()) return;
    if (why === 'moved') {
        toast(say('gone'));
        leaveGone(id);
    } else {
        refresh();
    }
});

addEventListener('popstate', () => {
    const id = location.pathname.split('/')[2];
    if (id) open(id, { push: false });
    else show(false);
});

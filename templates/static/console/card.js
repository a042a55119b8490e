// A card of the lists: fills the elements of fragments/card.xml.

import { copyOf, part } from '../parts/dom.js';
import { say } from '../parts/words.js';
import { elapsed } from '../parts/clock.js';
import { isWindowOver, me } from './state.js';

/** @typedef {import('./state.js').Session} Session */

const drawn = ['whatsapp', 'instagram', 'webchat', 'email', 'telegram'];

/**
 * The drawing of a channel's plugin.
 * @param {string} plugin
 */
export function channelIcon(plugin) {
    return drawn.find((name) => plugin.includes(name)) ?? 'channel';
}

/**
 * The letters of an avatar: the first of the first and of the last word.
 * @param {string} name
 */
export function initials(name) {
    const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
    const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0] ?? '?'];
    return letters.map((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? '').join('').toUpperCase();
}

/**
 * The colour of an avatar, the same as the server's.
 * @param {string} id
 */
export function hue(id) {
    let sum = 0;
    for (const letter of id) sum += letter.codePointAt(0) ?? 0;
    return sum % 8;
}

/**
 * @param {HTMLElement | null} element
 * @param {string | null | undefined} text Nothing hides the element.
 */
function show(element, text) {
    if (!element) return;
    element.hidden = !text;
    const words = element.querySelector('.cut') ?? element;
    if (text && words.textContent !== text) words.textContent = text;
}

/**
 * Makes the card of a session.
 * @param {Session} session
 */
export function makeCard(session) {
    const card = copyOf('card-prototype');
    fillCard(card, session);
    return card;
}

/**
 * Shows a session as it is now.
 * @param {HTMLElement} card
 * @param {Session} session
 */
export function fillCard(card, session) {
    const { id, contact, channel, team, agent, reservedFor, overflow } = session;
    card.dataset.session = id;
    card.dataset.phase = session.phase;
    card.toggleAttribute('data-unread', session.unread > 0);
    card.querySelector('a')?.setAttribute('href', `/console/${id}`);

    const avatar = part(card, 'avatar');
    if (avatar) {
        avatar.textContent = initials(contact.name);
        avatar.className = `avatar hue-${hue(contact.id)}`;
    }
    const drawing = channelIcon(channel.plugin);
    const mark = part(card, 'mark');
    if (mark) {
        mark.className = `card-channel channel-${drawing}`;
        mark.firstElementChild?.setAttribute('class', `icon icon-${drawing}`);
    }
    const clock = part(card, 'clock');
    const since = (session.phase === 'inService' ? session.serviceSince : session.waitingSince) ?? session.startedAt;
    clock?.setAttribute('datetime', since);

    for (const [name, text] of [['name', contact.name], ['channel', channel.name], ['team', team?.name ?? '']]) {
        const element = part(card, name);
        if (element && element.textContent !== text) element.textContent = text;
    }
    const preview = part(card, 'preview');
    if (preview) preview.textContent = session.preview;
    show(part(card, 'unread'), session.unread ? String(session.unread) : null);
    show(part(card, 'overflow'), overflow && say('overflowFrom', { team: overflow.origin.name }));
    if (overflow) part(card, 'overflow')?.setAttribute('title', say(`overflow.${overflow.cause}`));
    const reserved = part(card, 'reserved');
    if (reserved) reserved.hidden = reservedFor?.id !== me;
    const other = [agent, reservedFor].find((person) => person && person.id !== me);
    show(part(card, 'agent'), other?.name);

    const window = part(card, 'window');
    if (window) {
        window.toggleAttribute('data-limited', session.window.limited);
        window.dataset.ends = session.window.endsAt ?? '';
    }
    part(card, 'more')?.setAttribute('aria-label', say('actions', { name: contact.name }));
    card.querySelector('.card-more')?.setAttribute('aria-label', say('actions', { name: contact.name }));
    tickCard(card, session, Date.now());
}

/**
 * Moves what depends on the time: the clock, the mark of a late answer, the window's icon.
 * @param {HTMLElement} card
 * @param {Session | undefined} session
 * @param {number} now
 */
export function tickCard(card, session, now) {
    const clock = part(card, 'clock');
    const since = Date.parse(clock?.getAttribute('datetime') ?? '');
    if (!clock || Number.isNaN(since)) return;
    const seconds = (now - since) / 1000;
    const text = elapsed(seconds);
    if (clock.textContent !== text) clock.textContent = text;
    const target = Number(card.dataset.target) || 300;
    card.toggleAttribute('data-late', card.dataset.phase === 'waiting' && seconds > target);
    const window = part(card, 'window');
    if (window && session) window.hidden = !isWindowOver(session, now);
}

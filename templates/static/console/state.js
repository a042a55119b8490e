// What the console knows: the open sessions, by id, and who looks.

import { facts } from '../parts/dom.js';

/**
 * @typedef {{ id: string, name: string }} Reference
 * @typedef {object} Session The shape of docs/api.md.
 * @property {string} id
 * @property {string} protocol
 * @property {'selfService' | 'waiting' | 'inService' | 'closed'} phase
 * @property {{ id: string, name: string, slug: string, plugin: string }} channel
 * @property {Reference} contact
 * @property {Reference | null} team
 * @property {Reference | null} agent
 * @property {Reference | null} reservedFor
 * @property {string} startedAt
 * @property {string | null} waitingSince
 * @property {string | null} serviceSince
 * @property {{ limited: boolean, endsAt: string | null, resume: 'none' | 'template' | 'humanTag' }} window
 * @property {string} preview
 * @property {number} unread
 * @property {(Reference & { slug: string })[]} tags
 * @property {{ origin: Reference, cause: 'unavailable' | 'waitLimit' } | null} overflow
 * @property {string[]} may
 */

/** What the server put into the page: `asOf`, `now`, `feed`, `supervises`. */
export const page = facts('state');

/** The id of the person who looks. */
export const me = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="agent"]')).content;

/** @type {Map<string, Session>} */
export const sessions = new Map();

/**
 * Tells whether free messages may no longer go on a session.
 * @param {Session} session
 * @param {number} now Milliseconds since 1970.
 */
export function isWindowOver(session, now) {
    const { limited, endsAt } = session.window;
    return limited && (!endsAt || Date.parse(endsAt) <= now);
}

/**
 * Tells whether a viewer may do something with a session now.
 * @param {string} id
 * @param {string} what One of the words of `may`.
 */
export function may(id, what) {
    return sessions.get(id)?.may.includes(what) ?? false;
}

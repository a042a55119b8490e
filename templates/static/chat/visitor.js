// Who the visitor is, and calls to the server on their behalf. No cookie: it works in another site's frame.

import { say } from '../parts/words.js';

const channel = /** @type {HTMLElement} */ (document.getElementById('visit')).dataset.channel ?? '';
const base = `/chat/${encodeURIComponent(channel)}`;
const key = `conecta.chat.${channel}`;

let token = recall('token');

/** @param {string} name */
function recall(name) {
    try {
        return localStorage.getItem(`${key}.${name}`) ?? '';
    } catch {
        // Frames of other sites may have no storage: the conversation lasts as long as the page.
        return '';
    }
}

/**
 * @param {string} name
 * @param {string} value
 */
function remember(name, value) {
    try {
        localStorage.setItem(`${key}.${name}`, value);
    } catch {
        // See above.
    }
}

/** Is an answer that says no; `status` 0 when there was none. */
export class Refused extends Error {
    /**
     * @param {number} status
     * @param {any} problem
     * @param {number} after Seconds until another try makes sense.
     */
    constructor(status, problem, after) {
        super(problem?.detail || say(status ? 'failed' : 'unreachable'));
        this.status = status;
        this.after = after;
    }
}

/**
 * Calls the server.
 * @param {string} method
 * @param {string} path
 * @param {BodyInit | object} [body]
 * @param {{ signal?: AbortSignal, headers?: Record<string, string> }} [options]
 * @returns {Promise<Response>}
 * @throws {Refused}
 */
export async function call(method, path, body, options = {}) {
    const isRaw = body instanceof Blob;
    const headers = {
        ...(token && { 'X-Visitor-Token': token }),
        ...(body !== undefined && { 'Content-Type': isRaw ? body.type || 'application/octet-stream' : 'application/json' }),
        ...options.headers,
    };
    let response;
    try {
        response = await fetch(base + path, {
            method, headers, signal: options.signal, cache: 'no-store', credentials: 'omit',
            body: body === undefined || isRaw ? body : JSON.stringify(body),
        });
    } catch (error) {
        if (/** @type {Error} */ (error).name === 'AbortError') throw error;
        throw new Refused(0, {}, 0);
    }
    if (response.ok) return response;
    if (response.status === 401) forget();
    throw new Refused(response.status, await response.json().catch(() => ({})), Number(response.headers.get('Retry-After')) || 0);
}

/** Whether somebody has been here before. */
export function isKnown() {
    return token !== '';
}

/** Forgets who the visitor was: their token no longer holds. */
export function forget() {
    token = '';
    remember('token', '');
}

/**
 * Says who the visitor is; a first visit makes them.
 * @param {Record<string, string>} [data]
 */
export async function introduce(data = {}) {
    const page = new URLSearchParams(location.search).get('page') ?? document.referrer;
    const response = await call('POST', '/visitor', { ...data, ...(page && { page }) });
    const answer = await response.json();
    token = answer.token;
    remember('token', token);
}

/** What could not be sent before the page was left. */
export const outbox = {
    /** @returns {{ id: string, text?: string, file?: string, choice?: { id: string, title: string } }[]} */
    read() {
        try {
            return JSON.parse(recall('outbox') || '[]');
        } catch {
            return [];
        }
    },
    /** @param {{ id: string, text?: string, file?: string, choice?: { id: string, title: string } }[]} messages */
    write(messages) {
        remember('outbox', JSON.stringify(messages));
    },
};

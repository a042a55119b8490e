// Calls to the server, and what they say when they fail.

import { say } from './words.js';

/** Is an answer of the server that was no success; `code` is one of docs/api.md. */
export class Refused extends Error {
    /**
     * @param {number} status 0 when the server did not answer.
     * @param {Record<string, any>} problem
     */
    constructor(status, problem) {
        super(problem.detail || problem.title || say(status ? 'failed' : 'unreachable'));
        this.status = status;
        this.code = problem.code ?? (status ? 'unknown' : 'unreachable');
        this.problem = problem;
    }
}

const csrf = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="csrf"]'))?.content ?? '';

/**
 * Sends a request and gives the response when it is a success.
 * @param {string} method
 * @param {string} path
 * @param {{ body?: BodyInit, headers?: Record<string, string>, signal?: AbortSignal }} [options]
 * @returns {Promise<Response>}
 * @throws {Refused}
 */
export async function request(method, path, options = {}) {
    const headers = { Accept: 'application/json', 'X-CSRF-Token': csrf, ...options.headers };
    let response;
    try {
        response = await fetch(path, { method, ...options, headers, credentials: 'same-origin', redirect: 'error' });
    } catch (error) {
        if (/** @type {Error} */ (error).name === 'AbortError') throw error;
        throw new Refused(0, {});
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    if (response.status === 401) document.dispatchEvent(new CustomEvent('conecta:logged-out'));
    throw new Refused(response.status, problem);
}

/**
 * Speaks JSON with the API.
 * @param {string} method
 * @param {string} path Below `/api/v1`.
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>} `null` when there is nothing in the answer.
 */
export async function api(method, path, body, headers = {}) {
    const options = body === undefined ? { headers } : {
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', ...headers },
    };
    const response = await request(method, `/api/v1${path}`, options);
    return response.status === 204 ? null : response.json();
}

/**
 * Fetches a part of a page.
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<DocumentFragment>}
 */
export async function fragment(path, signal) {
    const response = await request('GET', path, { headers: { Accept: 'text/html' }, signal });
    const holder = document.createElement('template');
    // The server escapes by context; nothing in it runs, and the policy forbids inline script.
    holder.innerHTML = await response.text();
    return holder.content;
}

/**
 * Sends a file, to be used in a message.
 * @param {Blob} file
 * @param {string} name
 * @param {(share: number) => void} onProgress From 0 to 1.
 * @returns {Promise<{ id: string, mediaType: string, name: string, size: number }>}
 */
export function upload(file, name, onProgress) {
    return new Promise((resolve, reject) => {
        // Only XMLHttpRequest tells how far an upload is.
        const call = new XMLHttpRequest();
        call.open('POST', `/api/v1/media?name=${encodeURIComponent(name)}`);
        call.setRequestHeader('X-CSRF-Token', csrf);
        call.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
        call.responseType = 'json';
        call.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
        call.onload = () => {
            if (call.status === 201) resolve(call.response);
            else reject(new Refused(call.status, call.response ?? {}));
        };
        call.onerror = () => reject(new Refused(0, {}));
        call.send(file);
    });
}

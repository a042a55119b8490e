// What a trial of a channel showed.

import { make } from '../parts/dom.js';
import { say } from '../parts/words.js';

/** The fields of an event in the order in which people look for them. */
const order = ['kind', 'conversation', 'contactName', 'identities', 'text', 'attachments', 'choice', 'message', 'target', 'state'];

/**
 * @param {{ level: string, text: string }[]} notes
 */
function notes(notes) {
    if (!notes.length) return [];
    return [make('ul', { className: 'trial-notes' }, ...notes.map((note) => make('li', {}, note.text)))];
}

/**
 * @param {Record<string, string>} event
 */
function event(event) {
    const names = Object.keys(event).sort((one, other) => {
        const [first, second] = [order.indexOf(one), order.indexOf(other)];
        return (first < 0 ? 99 : first) - (second < 0 ? 99 : second) || one.localeCompare(other);
    });
    const list = make('dl', { className: 'trial-event' });
    for (const name of names) list.append(make('dt', {}, name), make('dd', {}, event[name]));
    return list;
}

/**
 * @param {any} heard
 */
function webhook(heard) {
    const isIn = ['passed', 'none', 'handshake'].includes(heard.verification);
    const parts = [
        make('p', {}, make('span', { className: `badge ${isIn ? heard.verification === 'none' ? 'warn' : 'good' : 'bad'}` },
            say(`verification.${heard.verification}`))),
    ];
    if (heard.error) parts.push(make('p', { className: 'notice bad' }, heard.error));
    for (const reason of heard.refused) parts.push(make('p', { className: 'notice bad' }, reason));
    parts.push(make('h3', {}, heard.events.length ? say('events') : say('noEvents')));
    parts.push(...heard.events.map(event), ...notes(heard.notes));
    return parts;
}

/**
 * @param {any} said
 */
function message(said) {
    const parts = [make('h3', {}, said.requests.length ? say('request') : say('noRequest'))];
    for (const request of said.requests) {
        const headers = request.headers.map((/** @type {any} */ header) => `${header.name}: ${header.value}`);
        const lines = [`${request.method} ${request.url}`, ...headers, '', pretty(request.body)];
        parts.push(make('pre', {}, lines.join('\n')));
    }
    const look = said.outcome === 'accepted' ? 'good' : 'bad';
    parts.push(make('p', {}, make('span', { className: `badge ${look}` }, say(`outcome.${said.outcome}`)), ` ${said.id}`));
    if (said.error) parts.push(make('p', { className: 'notice bad' }, said.error));
    return [...parts, ...notes(said.notes)];
}

/**
 * JSON with its lines broken; anything else as it is.
 * @param {string} body
 */
function pretty(body) {
    try {
        return JSON.stringify(JSON.parse(body), null, 2);
    } catch {
        return body;
    }
}

/**
 * Shows a result.
 * @param {HTMLElement} place
 * @param {any} result
 * @param {(pointer: string) => void} go Leads to the field that a finding is about.
 */
export function show(place, result, go) {
    const findings = result.findings.map((/** @type {any} */ finding) => {
        const look = finding.level === 'error' ? 'bad' : 'warn';
        const line = make('p', { className: `notice ${look}` });
        if (finding.pointer) {
            const link = make('button', { className: 'button small', type: 'button' }, finding.pointer);
            link.addEventListener('click', () => go(finding.pointer));
            line.append(link, ' ');
        }
        line.append(finding.text);
        return line;
    });
    const isStopped = !result.webhook && !result.message;
    place.replaceChildren(
        ...findings,
        ...(isStopped ? [make('p', { className: 'mute' }, say('cannot'))] : []),
        ...(result.webhook ? webhook(result.webhook) : []),
        ...(result.message ? message(result.message) : []),
    );
}

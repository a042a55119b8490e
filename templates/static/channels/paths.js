// The paths that a pasted sample has, offered where a path is typed.

import { make } from '../parts/dom.js';

/** The most paths that are offered. */
const maximum = 200;

/**
 * One step of a path.
 * @param {string} name
 */
function step(name) {
    return /^[\p{L}\p{N}_-]+$/u.test(name) ? `.${name}` : `['${name.replace(/(['\\])/g, '\\$1')}']`;
}

/**
 * Lists the paths of a value; lists are gone into by their first element.
 * @param {any} value
 * @returns {string[]}
 */
export function pathsOf(value) {
    /** @type {string[]} */
    const paths = [];
    /**
     * @param {any} one
     * @param {string} whole From the body.
     * @param {string} near From the nearest element of a list.
     */
    const walk = (one, whole, near) => {
        if (paths.length >= maximum || whole.length > 300) return;
        if (Array.isArray(one)) {
            paths.push(`${whole}[*]`);
            if (one.length) walk(one[0], `${whole}[0]`, '@');
        } else if (one && typeof one === 'object') {
            for (const [name, member] of Object.entries(one)) {
                walk(member, whole + step(name), near ? near + step(name) : '');
            }
        } else {
            paths.push(near || whole);
        }
    };
    walk(value, '$', '');
    return [...new Set(paths)];
}

/**
 * Offers the paths of a sample.
 * @param {string} body
 */
export function offer(body) {
    const list = document.getElementById('paths');
    let value;
    try {
        value = JSON.parse(body);
    } catch {
        return;
    }
    list?.replaceChildren(...pathsOf(value).map((path) => make('option', { value: path })));
}

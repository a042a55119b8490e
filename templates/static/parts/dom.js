// Small things about elements that every page's script needs.

/**
 * Finds the part of an element that carries `data-part`.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement | null}
 */
export function part(root, name) {
    return root.querySelector(`[data-part="${name}"]`);
}

/**
 * Copies the one element of a `<template>`.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function copyOf(id) {
    const holder = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
    return /** @type {HTMLElement} */ (holder.content.firstElementChild.cloneNode(true));
}

/**
 * Makes an element with properties and children.
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] Names with a dash, and `role`, become attributes.
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (value === undefined || value === null) continue;
        if (name.includes('-') || name === 'role') element.setAttribute(name, String(value));
        else element[name] = value;
    }
    element.append(...children);
    return element;
}

/**
 * Makes one of the drawings of icons.svg.
 * @param {string} name
 */
export function icon(name) {
    return make('i', { className: `icon icon-${name}`, 'aria-hidden': 'true' });
}

/** @type {Map<string, (element: HTMLElement, event: Event) => void>} */
const actions = new Map();

/**
 * Says what a click does on every element whose `data-do` has one of these names, now and later.
 * @param {Record<string, (element: HTMLElement, event: Event) => void>} handlers
 */
export function act(handlers) {
    for (const [name, handler] of Object.entries(handlers)) actions.set(name, handler);
}

document.addEventListener('click', (event) => {
    const origin = /** @type {Element} */ (event.target);
    const element = /** @type {HTMLElement | null} */ (origin.closest?.('[data-do]'));
    const action = element && actions.get(element.dataset.do ?? '');
    // A click that asks for a new tab is left to the browser.
    if (!action || event.ctrlKey || event.metaKey || event.shiftKey) return;
    action(element, event);
});

/**
 * Reads the JSON that the server put into the page.
 * @param {string} id
 */
export function facts(id) {
    return JSON.parse(document.getElementById(id)?.textContent || '{}');
}

/**
 * Waits until calls have stopped coming for a while.
 * @template {unknown[]} Arguments
 * @param {number} milliseconds
 * @param {(...given: Arguments) => void} action
 * @returns {(...given: Arguments) => void}
 */
export function settled(milliseconds, action) {
    let timer = 0;
    return (...given) => {
        clearTimeout(timer);
        timer = window.setTimeout(() => action(...given), milliseconds);
    };
}

/**
 * Keeps a value in this browser; a browser that keeps nothing is no reason to fail.
 * @param {string} key
 * @param {string | null} value `null` forgets it.
 */
export function keep(key, value) {
    try {
        if (value === null) localStorage.removeItem(`conecta.${key}`);
        else localStorage.setItem(`conecta.${key}`, value);
    } catch {
        // Storage is off or full.
    }
}

/**
 * Reads a value kept in this browser.
 * @param {string} key
 * @returns {string | null}
 */
export function kept(key) {
    try {
        return localStorage.getItem(`conecta.${key}`);
    } catch {
        return null;
    }
}

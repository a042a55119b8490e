// The emoji picker. Names are found in Portuguese and English.

import { act, keep, kept, make } from '../parts/dom.js';
import { placeBeside } from '../parts/dialog.js';
import { say } from '../parts/words.js';
import { insert } from './composer.js';
import { groups } from './emoji-list.js';

const panel = /** @type {HTMLElement} */ (document.getElementById('emoji-panel'));
const find = /** @type {HTMLInputElement} */ (panel.querySelector('input'));
const holder = /** @type {HTMLElement} */ (panel.querySelector('.emoji-groups'));

/** @returns {string[]} */
function recent() {
    return (kept('emoji') ?? '').split(' ').filter(Boolean);
}

/** @param {string} emoji */
function choose(emoji) {
    keep('emoji', [emoji, ...recent().filter((other) => other !== emoji)].slice(0, 16).join(' '));
    panel.hidePopover();
    insert(emoji);
}

/**
 * @param {string} title
 * @param {[string, string][]} list
 */
function section(title, list) {
    const grid = make('div', { className: 'emoji-grid' });
    for (const [emoji, names] of list) {
        grid.append(make('button', { type: 'button', title: names, 'aria-label': names, onclick: () => choose(emoji) }, emoji));
    }
    return [make('h3', {}, title), grid];
}

function show() {
    const words = plain(find.value.trim());
    if (words) {
        const found = Object.values(groups).flat().filter(([, names]) => plain(names).includes(words));
        holder.replaceChildren(...(found.length
            ? section(`${found.length}`, found) : [make('p', { className: 'empty' }, say('emoji.none'))]));
        return;
    }
    const all = new Map(Object.values(groups).flat());
    const last = /** @type {[string, string][]} */ (recent().map((emoji) => [emoji, all.get(emoji) ?? '']));
    holder.replaceChildren(
        ...(last.length ? section(say('emoji.recent'), last) : []),
        ...Object.entries(groups).flatMap(([name, list]) => section(say(`emoji.${name}`), list)),
    );
}

/** @param {string} text */
function plain(text) {
    return text.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase();
}

find.addEventListener('input', show);
panel.addEventListener('keydown', (event) => {
    const buttons = /** @type {HTMLElement[]} */ ([...holder.querySelectorAll('button')]);
    const index = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (event.key === 'Enter' && event.target === find) {
        event.preventDefault();
        buttons[0]?.click();
    } else if (step && (index >= 0 || event.key === 'ArrowDown')) {
        event.preventDefault();
        if (index + step < 0) find.focus();
        else buttons[index < 0 ? 0 : Math.min(index + step, buttons.length - 1)]?.focus();
    }
});

act({
    emoji: (button) => {
        find.value = '';
        show();
        panel.showPopover();
        placeBeside(panel, button);
        find.focus();
    },
});

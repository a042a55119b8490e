// Lists of things to choose one of, in dialogs.

import { make } from '../parts/dom.js';

/**
 * Fills a group with radio buttons.
 * @param {HTMLElement} group
 * @param {string} name The field's name in the form.
 * @param {{ value: string, title: string, text?: string, before?: Node, isDisabled?: boolean }[]} entries
 * @param {string} nothing What to say when there are none.
 */
export function fillChoices(group, name, entries, nothing) {
    if (!entries.length) {
        group.replaceChildren(make('p', { className: 'empty' }, nothing));
        return;
    }
    group.replaceChildren(...entries.map(({ value, title, text, before, isDisabled }) => make('label', { className: 'choice' },
        make('input', { type: 'radio', name, value, required: true, disabled: isDisabled ?? false }),
        ...(before ? [before] : []),
        make('span', { className: 'choice-text grow' }, make('span', { className: 'strong cut' }, title),
            ...(text ? [make('small', { className: 'mute' }, text)] : [])))));
}

/**
 * Hides the choices without some words.
 * @param {HTMLElement} group
 * @param {string} words
 */
export function narrow(group, words) {
    const wanted = words.trim().toLocaleLowerCase();
    for (const choice of /** @type {NodeListOf<HTMLElement>} */ (group.querySelectorAll('.choice'))) {
        choice.hidden = !(choice.textContent ?? '').toLocaleLowerCase().includes(wanted);
    }
}

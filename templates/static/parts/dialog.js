// Dialogs that answer a question, and menus in the top layer.

import { act, part } from './dom.js';
import { complain } from './toast.js';

act({
    dismiss: (element) => element.closest('dialog')?.close(),
});

/**
 * Opens a dialog and runs `submit` when its form is sent; it stays open while that runs, and when it fails.
 * @param {string} id
 * @param {(form: FormData, dialog: HTMLDialogElement) => Promise<void> | void} submit
 * @returns {HTMLDialogElement}
 */
export function openDialog(id, submit) {
    const dialog = /** @type {HTMLDialogElement} */ (document.getElementById(id));
    const form = dialog.querySelector('form');
    const button = part(dialog, 'submit');
    const over = new AbortController();
    dialog.addEventListener('close', () => over.abort(), { signal: over.signal });
    // A click beside the sheet dismisses it.
    dialog.addEventListener('pointerdown', (event) => event.target === dialog && dialog.close(), { signal: over.signal });
    form?.addEventListener('submit', async (event) => {
        event.preventDefault();
        if (button?.getAttribute('aria-busy') === 'true') return;
        button?.setAttribute('aria-busy', 'true');
        try {
            await submit(new FormData(form), dialog);
            dialog.close();
        } catch (error) {
            complain(error);
        } finally {
            button?.removeAttribute('aria-busy');
        }
    }, { signal: over.signal });
    button?.removeAttribute('aria-busy');
    dialog.showModal();
    return dialog;
}

/**
 * Opens a menu at the button that asked for it, with arrow keys as menus have them.
 * @param {HTMLElement} menu
 * @param {HTMLElement} opener
 */
export function openMenu(menu, opener) {
    const items = () => /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('[role^="menuitem"]')])
        .filter((item) => item.checkVisibility());
    menu.showPopover();
    opener.setAttribute('aria-expanded', 'true');
    placeBeside(menu, opener);
    items()[0]?.focus();
    const over = new AbortController();
    menu.addEventListener('keydown', (event) => {
        const all = items();
        const index = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
        const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: all.length - 1 }[event.key];
        if (next === undefined) {
            if (event.key === 'Tab') menu.hidePopover();
            return;
        }
        event.preventDefault();
        all[(next + all.length) % all.length]?.focus();
    }, { signal: over.signal });
    menu.addEventListener('toggle', (event) => {
        if (/** @type {ToggleEvent} */ (event).newState !== 'closed') return;
        over.abort();
        opener.removeAttribute('aria-expanded');
        if (menu.contains(document.activeElement) || document.activeElement === document.body) opener.focus();
    }, { signal: over.signal });
    menu.addEventListener('click', () => menu.hidePopover(), { signal: over.signal });
}

/**
 * Puts something of the top layer beside an element, wholly inside the window.
 * @param {HTMLElement} layer
 * @param {HTMLElement} beside
 */
export function placeBeside(layer, beside) {
    const edge = 8;
    const { left, right, top, bottom } = beside.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = layer;
    const fitsBelow = bottom + height + edge <= innerHeight;
    const x = left + width + edge <= innerWidth ? left : right - width;
    const y = fitsBelow ? bottom + 4 : top - height - 4;
    layer.style.left = `${Math.max(edge, Math.min(x, innerWidth - width - edge))}px`;
    layer.style.top = `${Math.max(edge, Math.min(y, innerHeight - height - edge))}px`;
}

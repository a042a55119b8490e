// Short words at the edge of the page that go away by themselves.

import { icon, make } from './dom.js';

const holder = /** @type {HTMLElement} */ (document.getElementById('toasts'));

/**
 * Shows words for a while.
 * @param {string} text
 * @param {{ look?: 'plain' | 'good' | 'bad', label?: string, action?: () => void, seconds?: number }} [options]
 *   With `label` and `action` there is a button, such as *undo*.
 */
export function toast(text, options = {}) {
    const { look = 'plain', label, action } = options;
    const seconds = options.seconds ?? (action ? 9 : look === 'bad' ? 8 : 4);
    const entry = make('div', { className: `toast ${look}` }, make('span', {}, text));
    const dismiss = () => {
        entry.remove();
        if (!holder.children.length) holder.hidePopover?.();
    };
    if (label && action) {
        entry.append(make('button', {
            type: 'button',
            textContent: label,
            onclick: () => {
                dismiss();
                action();
            },
        }));
    }
    entry.append(make('button', { type: 'button', 'aria-label': holder.dataset.dismiss, onclick: dismiss }, icon('cross')));
    while (holder.children.length > 3) holder.firstElementChild?.remove();
    holder.append(entry);
    // Shown again, it comes above a dialog that was opened later.
    if (holder.matches(':popover-open')) holder.hidePopover();
    holder.showPopover?.();
    let timer = window.setTimeout(dismiss, seconds * 1000);
    // Whoever reads or is about to press keeps it.
    entry.addEventListener('mouseenter', () => clearTimeout(timer));
    entry.addEventListener('focusin', () => clearTimeout(timer));
    entry.addEventListener('mouseleave', () => (timer = window.setTimeout(dismiss, 2500)));
}

/**
 * Shows why something failed.
 * @param {unknown} error
 */
export function complain(error) {
    if (/** @type {Error} */ (error).name === 'AbortError') return;
    // A login that ended has words of its own, once.
    if (/** @type {any} */ (error).status === 401) return;
    toast(/** @type {Error} */ (error).message, { look: 'bad' });
}

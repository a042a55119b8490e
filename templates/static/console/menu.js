// The (…) menu of cards and of the conversation: the same actions in both (S3, S11).

import { api } from '../parts/api.js';
import { act, part } from '../parts/dom.js';
import { openDialog, openMenu } from '../parts/dialog.js';
import { toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import { editContact, showHistory } from './contact.js';
import { open, openID, start } from './desk.js';
import { remove } from './lists.js';
import { sendTemplate } from './message-templates.js';
import { chooseTags } from './side.js';
import { may, sessions } from './state.js';
import { transfer } from './transfer.js';

const menu = /** @type {HTMLElement} */ (document.getElementById('card-menu'));
let target = '';

/**
 * Opens the menu with the actions that are possible on a session now.
 * @param {string} id
 * @param {HTMLElement} opener
 */
function show(id, opener) {
    target = id;
    for (const entry of /** @type {NodeListOf<HTMLElement>} */ (menu.querySelectorAll('[data-may]'))) {
        entry.hidden = !may(id, entry.dataset.may ?? '');
    }
    part(menu, 'open')?.setAttribute('href', `/console/${id}`);
    /** @type {HTMLElement} */ (part(menu, 'open')?.parentElement).hidden = id === openID();
    part(menu, 'history')?.setAttribute('href', `/history?contact=${sessions.get(id)?.contact.id ?? ''}`);
    openMenu(menu, opener);
}

/** @param {string} id */
function close(id) {
    const session = sessions.get(id);
    const name = session?.contact.name ?? /** @type {HTMLElement | null} */ (document.querySelector('.talk'))?.dataset.name ?? '';
    const dialog = openDialog('close-dialog', async () => {
        await api('POST', `/sessions/${id}/close`, {});
        remove(id);
        toast(say('closed', { name }), { look: 'good' });
    });
    for (const [key, text] of [['name', name], ['protocol', session?.protocol ?? '']]) {
        const element = part(dialog, key);
        if (element) element.textContent = text;
    }
    part(dialog, 'submit')?.focus();
}

/** @param {(id: string) => void} action */
function onTarget(action) {
    return (/** @type {HTMLElement} */ _, /** @type {Event} */ event) => {
        event.preventDefault();
        action(target);
    };
}

act({
    'card-menu': (button) => show(/** @type {HTMLElement} */ (button.closest('.card')).dataset.session ?? '', button),
    'talk-menu': (button) => show(openID(), button),
    'menu-start': onTarget(start),
    'menu-open': onTarget(open),
    'menu-template': onTarget(sendTemplate),
    'menu-history': onTarget((id) => showHistory(sessions.get(id)?.contact.id ?? '')),
    'menu-contact': onTarget(editContact),
    'menu-transfer': onTarget(transfer),
    'menu-tag': onTarget(chooseTags),
    'menu-close': onTarget(close),
    transfer: () => transfer(openID()),
    close: () => close(openID()),
    template: () => sendTemplate(openID()),
});

document.addEventListener('contextmenu', (event) => {
    const card = /** @type {Element} */ (event.target).closest('.card');
    const button = /** @type {HTMLElement | null} */ (card?.querySelector('.card-more'));
    if (!card || !button || event.shiftKey) return;
    event.preventDefault();
    show(/** @type {HTMLElement} */ (card).dataset.session ?? '', button);
});

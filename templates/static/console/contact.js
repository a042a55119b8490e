// A contact's data, its history, and the pictures it shared.

import { api, fragment } from '../parts/api.js';
import { act, make, part } from '../parts/dom.js';
import { openDialog } from '../parts/dialog.js';
import { complain, toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import { sessions } from './state.js';

/**
 * Changes a contact, also while it waits (S7).
 * @param {string} session
 */
export async function editContact(session) {
    const id = sessions.get(session)?.contact.id;
    if (!id) return;
    let contact;
    try {
        contact = await api('GET', `/contacts/${id}`);
    } catch (error) {
        return complain(error);
    }
    const dialog = openDialog('contact-dialog', async (form) => {
        await api('PATCH', `/contacts/${id}`, { name: String(form.get('name')).trim(), note: String(form.get('note')) });
        toast(say('saved'), { look: 'good' });
    });
    const form = /** @type {HTMLFormElement} */ (dialog.querySelector('form'));
    const name = /** @type {HTMLInputElement} */ (form.elements.namedItem('name'));
    name.value = contact.name;
    /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('note')).value = contact.note;
    part(dialog, 'identities')?.replaceChildren(...contact.identities.flatMap(({ kind, value }) => [
        make('dt', {}, say(`identity.${kind}`)), make('dd', {}, value),
    ]));
    name.select();
}

/**
 * Shows a contact's closed sessions over the conversation, with the history's own filters (S6).
 * @param {string} contact
 */
export async function showHistory(contact) {
    const dialog = openDialog('history-dialog', () => {});
    const body = /** @type {HTMLElement} */ (part(dialog, 'body'));
    const load = async (/** @type {string} */ address) => {
        body.setAttribute('aria-busy', 'true');
        try {
            const page = await fragment(address);
            const found = page.querySelector('#history');
            part(dialog, 'whole')?.setAttribute('href', address);
            if (found) body.replaceChildren(found);
        } catch (error) {
            complain(error);
        }
        body.removeAttribute('aria-busy');
    };
    body.replaceChildren();
    body.onsubmit = (event) => {
        event.preventDefault();
        const form = /** @type {HTMLFormElement} */ (event.target);
        load(`/history?${new URLSearchParams(/** @type {any} */ (new FormData(form)))}`);
    };
    body.onclick = (event) => {
        const link = /** @type {Element} */ (event.target).closest('a');
        if (!link) return;
        const inList = link.getAttribute('href')?.startsWith('/history?');
        if (!inList) {
            // A session's own page stays beside the work.
            link.target = '_blank';
            return;
        }
        event.preventDefault();
        load(link.getAttribute('href') ?? '/history');
    };
    await load(`/history?contact=${contact}`);
}

act({
    history: (link, event) => {
        event.preventDefault();
        const { contact } = /** @type {HTMLElement} */ (link.closest('[data-contact]')).dataset;
        showHistory(contact ?? '');
    },
    picture: (link, event) => {
        event.preventDefault();
        const dialog = openDialog('picture-dialog', () => {});
        const image = /** @type {HTMLImageElement} */ (part(dialog, 'image'));
        const name = link.querySelector('img')?.alt ?? '';
        image.src = link.getAttribute('href') ?? '';
        image.alt = name;
        const title = part(dialog, 'name');
        if (title) title.textContent = name;
        part(dialog, 'download')?.setAttribute('href', image.src);
    },
});

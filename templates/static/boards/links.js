// Links by which screens show a board without a login: made and ended here.

import { api } from '../parts/api.js';
import { openDialog } from '../parts/dialog.js';
import { act, part } from '../parts/dom.js';
import { complain, toast } from '../parts/toast.js';
import { say } from '../parts/words.js';

const sheet = /** @type {HTMLElement} */ (document.getElementById('links'));
const base = `/boards/${encodeURIComponent(sheet.dataset.slug ?? '')}/links`;
const form = /** @type {HTMLFormElement} */ (document.getElementById('new-link'));
const made = /** @type {HTMLElement} */ (document.getElementById('made'));
const page = /** @type {HTMLInputElement} */ (document.getElementById('made-page'));
const picture = /** @type {HTMLInputElement} */ (document.getElementById('made-picture'));

form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = part(form, 'submit');
    if (button?.getAttribute('aria-busy') === 'true') return;
    button?.setAttribute('aria-busy', 'true');
    const given = new FormData(form);
    const until = String(given.get('until') ?? '');
    try {
        const link = await api('POST', base, {
            name: String(given.get('name') ?? '').trim(),
            showsNames: given.has('showsNames'),
            // The link lives to the end of the day that was chosen, where the browser is.
            ...(until && { expiresAt: new Date(`${until}T23:59:59`).toISOString() }),
        });
        const address = new URL(link.url, location.href);
        page.value = address.href;
        picture.value = address.href.replace('?', '.png?');
        made.hidden = false;
        sheet.querySelector('.empty')?.remove();
        form.reset();
        page.focus();
        page.select();
    } catch (error) {
        complain(error);
    } finally {
        button?.removeAttribute('aria-busy');
    }
});

act({
    'copy-link': async () => {
        page.select();
        try {
            await navigator.clipboard.writeText(page.value);
            toast(say('copied'), { look: 'good' });
        } catch {
            // Without the permission the words are selected, to be copied by hand.
        }
    },
    'revoke-link': (button) => {
        const dialog = openDialog('revoke-dialog', async () => {
            await api('DELETE', `${base}/${button.dataset.id}`);
            location.reload();
        });
        const name = part(dialog, 'name');
        if (name) name.textContent = button.dataset.name ?? '';
    },
});

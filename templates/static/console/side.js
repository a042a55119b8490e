// The side menu: protocol, notes, tags, the contact's form (S12).

import { api } from '../parts/api.js';
import { act, make, part } from '../parts/dom.js';
import { openDialog } from '../parts/dialog.js';
import { complain, toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import { openID, refresh } from './desk.js';
import { place } from './lists.js';
import { sessions } from './state.js';
import { loadNewer } from './timeline.js';

/**
 * Puts a tag on a session; the words that say so can take it back.
 * @param {string} session
 * @param {string} tag
 * @param {string} name
 */
async function addTag(session, tag, name) {
    try {
        place(await api('POST', `/sessions/${session}/tags`, { tag }));
        toast(say('tagged', { tag: name }), { label: say('undo'), action: () => removeTag(session, tag, name) });
    } catch (error) {
        complain(error);
    }
    if (session === openID()) refresh();
}

/**
 * @param {string} session
 * @param {string} tag
 * @param {string} name
 */
async function removeTag(session, tag, name) {
    try {
        place(await api('DELETE', `/sessions/${session}/tags/${tag}`));
        toast(say('untagged', { tag: name }), { label: say('undo'), action: () => addTag(session, tag, name) });
    } catch (error) {
        complain(error);
    }
    if (session === openID()) refresh();
}

/**
 * Chooses the tags of a session from the card's menu.
 * @param {string} id
 */
export async function chooseTags(id) {
    let tags;
    try {
        tags = (await api('GET', '/tags?limit=200')).items.filter((tag) => tag.published);
    } catch (error) {
        return complain(error);
    }
    const had = new Set(sessions.get(id)?.tags.map((tag) => tag.id));
    const dialog = openDialog('tag-dialog', async (form) => {
        const wanted = new Set(form.getAll('tag'));
        for (const tag of tags) {
            if (wanted.has(tag.id) && !had.has(tag.id)) place(await api('POST', `/sessions/${id}/tags`, { tag: tag.id }));
            if (!wanted.has(tag.id) && had.has(tag.id)) place(await api('DELETE', `/sessions/${id}/tags/${tag.id}`));
        }
    });
    part(dialog, 'choices')?.replaceChildren(...tags.map((tag) => make('label', { className: 'choice' },
        make('input', { type: 'checkbox', name: 'tag', value: tag.id, checked: had.has(tag.id) }), make('span', { className: 'grow' }, tag.name))));
}

document.addEventListener('submit', async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const kind = form.dataset.form;
    if (!kind) return;
    event.preventDefault();
    const fields = new FormData(form);
    try {
        if (kind === 'note') {
            await api('POST', `/sessions/${openID()}/notes`, { text: String(fields.get('text')) });
            form.reset();
            await loadNewer();
            await refresh();
        } else if (kind === 'contact') {
            await api('PATCH', `/contacts/${form.dataset.contact}`, { name: String(fields.get('name')).trim(), note: String(fields.get('note')) });
            toast(say('saved'), { look: 'good' });
        }
    } catch (error) {
        complain(error);
    }
});

document.addEventListener('change', (event) => {
    const choice = /** @type {HTMLSelectElement} */ (event.target);
    if (choice.form?.dataset.form !== 'tag' || !choice.value) return;
    addTag(openID(), choice.value, choice.selectedOptions[0].textContent ?? '');
});

act({
    untag: (button) => removeTag(openID(), button.dataset.tag ?? '', button.dataset.name ?? ''),
    copy: async (button) => {
        const text = button.dataset.text ?? '';
        try {
            await navigator.clipboard.writeText(text);
        } catch {
            // Without HTTPS there is no clipboard: at least select it.
            getSelection()?.selectAllChildren(/** @type {Node} */ (document.getElementById('protocol-number')));
            if (!document.execCommand('copy')) return;
        }
        toast(say('copied'));
    },
});

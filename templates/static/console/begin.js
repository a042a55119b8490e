// Starting a conversation: channel, contact, first words (S19).

import { api } from '../parts/api.js';
import { act, part, settled } from '../parts/dom.js';
import { openDialog } from '../parts/dialog.js';
import { complain, toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import { fillChoices } from './choices.js';
import { open } from './desk.js';
import { place } from './lists.js';
import { offerTemplates } from './message-templates.js';

function begin() {
    /** @type {ReturnType<typeof offerTemplates>} */
    let readTemplate = () => null;
    const dialog = openDialog('begin-dialog', async (form) => {
        const isNew = !newFields.hidden;
        const phone = String(form.get('phone')).replace(/\D/g, '');
        const contact = String(form.get('contact') ?? '');
        if (!isNew && !contact) throw new Error(say('chooseContact'));
        const template = needsTemplate() ? readTemplate(form) : null;
        if (needsTemplate() && !template) throw new Error(say('noTemplates'));
        const body = {
            channel: form.get('channel'),
            ...(form.get('team') && { team: form.get('team') }),
            ...(isNew ? { identity: { kind: 'phone', value: phone }, name: String(form.get('name')).trim() } : { contact }),
            ...(template ? { template } : { text: String(form.get('text')).trim() }),
        };
        try {
            const session = await api('POST', '/sessions', body);
            place(session);
            open(session.id);
        } catch (error) {
            const { code, problem } = /** @type {import('../parts/api.js').Refused} */ (error);
            if (code !== 'has-open-session') throw error;
            const words = problem.agent ? say('hasOpen', { agent: problem.agent.name }) : say('hasOpenWaiting');
            toast(words, { label: say('openIt'), action: () => open(problem.session) });
        }
    });
    const form = /** @type {HTMLFormElement} */ (dialog.querySelector('form'));
    form.reset();
    const channel = /** @type {HTMLSelectElement} */ (form.elements.namedItem('channel'));
    const newFields = /** @type {HTMLElement} */ (part(dialog, 'new'));
    const choices = /** @type {HTMLElement} */ (part(dialog, 'choices'));
    const find = /** @type {HTMLInputElement} */ (part(dialog, 'find'));
    const needsTemplate = () => channel.selectedOptions[0]?.dataset.template === 'yes';

    const showNew = (/** @type {boolean} */ isNew) => {
        newFields.hidden = !isNew;
        for (const field of newFields.querySelectorAll('input')) field.required = isNew;
        if (isNew) choices.replaceChildren();
    };
    const search = settled(250, async () => {
        const words = find.value.trim();
        find.setAttribute('aria-expanded', String(words !== ''));
        if (!words) return choices.replaceChildren();
        try {
            const { items } = await api('GET', `/contacts?limit=8&q=${encodeURIComponent(words)}`);
            if (find.value.trim() !== words) return;
            fillChoices(choices, 'contact', items.map((contact) => ({
                value: contact.id, title: contact.name, text: contact.identities.map((identity) => identity.value).join(' · '),
            })), say('noContact'));
        } catch (error) {
            complain(error);
        }
    });
    const showChannel = async () => {
        const byTemplate = /** @type {HTMLElement} */ (part(dialog, 'by-template'));
        const byText = /** @type {HTMLElement} */ (part(dialog, 'by-text'));
        byTemplate.hidden = !needsTemplate();
        byText.hidden = needsTemplate();
        const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('text'));
        text.required = !needsTemplate();
        if (!needsTemplate()) {
            // Hidden required fields would keep the form from being sent.
            part(byTemplate, 'templates')?.replaceChildren();
            part(byTemplate, 'parameters')?.replaceChildren();
            return;
        }
        try {
            const { items } = await api('GET', `/templates?channel=${channel.value}&limit=200`);
            readTemplate = offerTemplates(byTemplate, items.filter((template) => template.state === 'approved'), '');
        } catch (error) {
            complain(error);
        }
    };
    find.oninput = () => {
        showNew(false);
        search();
    };
    channel.onchange = showChannel;
    const add = /** @type {HTMLElement} */ (dialog.querySelector('[data-do="begin-new"]'));
    add.onclick = () => {
        showNew(true);
        /** @type {HTMLInputElement} */ (form.elements.namedItem('name')).value = /\d{6}/.test(find.value) ? '' : find.value;
        if (/\d{6}/.test(find.value)) /** @type {HTMLInputElement} */ (form.elements.namedItem('phone')).value = find.value;
        /** @type {HTMLElement | null} */ (newFields.querySelector('input'))?.focus();
    };
    // The first field of a template is nearly always the contact's first name.
    const address = (/** @type {string} */ name) => {
        const first = /** @type {HTMLInputElement | null} */ (dialog.querySelector('[name="parameter"]'));
        if (first && first.value === (first.dataset.guess ?? '')) first.dataset.guess = first.value = name.trim().split(' ')[0];
    };
    const chosenName = () => newFields.hidden
        ? dialog.querySelector('[name="contact"]:checked ~ .choice-text .strong')?.textContent ?? ''
        : /** @type {HTMLInputElement} */ (form.elements.namedItem('name')).value;
    form.oninput = () => address(chosenName());
    form.onchange = () => address(chosenName());
    choices.replaceChildren();
    showNew(false);
    showChannel();
}

act({ begin });

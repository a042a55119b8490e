// Sending an approved template: which one, and what stands in its fields (S5).

import { api } from '../parts/api.js';
import { make, part } from '../parts/dom.js';
import { openDialog } from '../parts/dialog.js';
import { complain, toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import { fillChoices } from './choices.js';
import { sessions } from './state.js';

/** @typedef {{ id: string, name: string, language: string, body: string, parameterNames: string[], parameters?: string[] }} Template */

/**
 * Shows templates and the fields of the chosen one.
 * @param {HTMLElement} root Has the parts `choices` (or `templates`), `parameters` and perhaps `preview`.
 * @param {Template[]} templates
 * @param {string} name What the first field is filled with: nearly always the contact's name.
 * @returns {(form: FormData) => { name: string, language: string, parameters: string[] } | null} Reads the choice.
 */
export function offerTemplates(root, templates, name) {
    const choices = /** @type {HTMLElement} */ (part(root, 'templates') ?? part(root, 'choices'));
    const parameters = /** @type {HTMLElement} */ (part(root, 'parameters'));
    const preview = part(root, 'preview');
    parameters.replaceChildren();
    if (preview) preview.hidden = true;
    fillChoices(choices, 'template', templates.map((template) => ({
        value: template.id, title: template.name.replaceAll('_', ' '), text: template.body,
    })), say('noTemplates'));

    const chosen = (/** @type {string} */ id) => templates.find((template) => template.id === id);
    const fields = () => /** @type {HTMLInputElement[]} */ ([...parameters.querySelectorAll('input')]);
    const show = (/** @type {Template} */ template) => {
        const text = preview && part(preview, 'text');
        if (!preview || !text) return;
        preview.hidden = false;
        const values = fields().map((field) => field.value);
        text.textContent = template.body.replace(/\{\{\s*([a-z0-9_]+)\s*\}\}/g, (whole, name) => values[template.parameterNames.indexOf(name)] || whole);
    };
    choices.onchange = (event) => {
        const template = chosen(/** @type {HTMLInputElement} */ (event.target).value);
        if (!template) return;
        parameters.replaceChildren(...template.parameterNames.map((parameter, index) => make('label', { className: 'field' },
            // A name of the provider's says more than a number.
            make('span', {}, /^\d+$/.test(parameter) ? say('parameter', { number: parameter }) : parameter.replaceAll('_', ' ')),
            make('input', {
                className: 'input', name: 'parameter', required: true, autocomplete: 'off',
                value: template.parameters?.[index] ?? (index === 0 ? name.split(' ')[0] : ''), oninput: () => show(template),
            }))));
        show(template);
    };
    if (templates.length === 1) /** @type {HTMLElement | null} */ (choices.querySelector('input'))?.click();
    return (form) => {
        const template = chosen(String(form.get('template') ?? ''));
        return template ? { name: template.name, language: template.language, parameters: form.getAll('parameter').map(String) } : null;
    };
}

/**
 * Asks which template to send on a session, and sends it.
 * @param {string} id
 */
export async function sendTemplate(id) {
    const session = sessions.get(id);
    let templates;
    try {
        templates = (await api('GET', `/sessions/${id}/templates`)).items;
    } catch (error) {
        return complain(error);
    }
    /** @type {ReturnType<typeof offerTemplates>} */
    let read;
    const dialog = openDialog('template-dialog', async (form) => {
        const template = read(form);
        if (!template) return;
        await api('POST', `/sessions/${id}/messages`, { template });
        toast(say('templateSent'), { look: 'good' });
    });
    const submit = /** @type {HTMLButtonElement} */ (part(dialog, 'submit'));
    submit.disabled = !templates.length;
    read = offerTemplates(dialog, templates, session?.contact.name ?? '');
}

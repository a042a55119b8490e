// The form of a channel: fields of the plugin's schema, ready mappings, saving, and trying.

import { api } from '../parts/api.js';
import { act, facts, make, part, settled } from '../parts/dom.js';
import { complain, toast } from '../parts/toast.js';
import { language, say } from '../parts/words.js';
import { BadField, ConfigurationForm } from './fields.js';
import { offer } from './paths.js';
import { show } from './trial.js';

const channel = facts('channel-facts');
const isNew = !channel.slug;
const schema = JSON.parse(channel.schema || '{}');
const form = /** @type {HTMLFormElement} */ (document.getElementById('channel-form'));
const problem = /** @type {HTMLElement} */ (document.getElementById('form-problem'));
const trial = /** @type {HTMLFormElement | null} */ (document.getElementById('trial'));
const result = /** @type {HTMLElement | null} */ (document.getElementById('trial-result'));
const secrets = channel.secrets.map((/** @type {{ name: string }} */ secret) => secret.name);
const fields = new ConfigurationForm(schema, /** @type {HTMLElement} */ (document.getElementById('fields')), secrets);
/** @type {any} */
let sample;

fields.show(JSON.parse(channel.config || '{}'));
showHook();
showPresets();

const kept = new URLSearchParams(location.search).get('said');
if (kept === 'saved') toast(say('saved'), { look: 'good' });

/** Shows where the provider must send its webhooks. */
function showHook() {
    const hook = document.getElementById('hook');
    const slug = String(new FormData(form).get('slug') || '').trim();
    if (hook) hook.textContent = slug ? `${location.origin}/hooks/${slug}` : '—';
}

/** Offers the ready mappings of the plugin. */
function showPresets() {
    const presets = schema['x-presets'] ?? [];
    const place = document.getElementById('presets');
    if (!place || !presets.length) return;
    place.hidden = !isNew;
    setSample(presets.find((/** @type {any} */ preset) => preset.sample)?.sample);
    for (const preset of presets) {
        const title = preset[`x-title-${language}`] ?? preset.title;
        const button = make('button', { className: 'button', type: 'button' }, title);
        button.addEventListener('click', () => {
            fields.show(preset.config);
            setSample(preset.sample);
            /** @type {HTMLInputElement} */ (form.elements.namedItem('name')).focus();
        });
        part(place, 'list')?.append(button);
    }
}

/**
 * Keeps what the button for a sample fills in.
 * @param {any} given
 */
function setSample(given) {
    sample = given;
    const button = document.getElementById('sample');
    if (button) button.hidden = !given;
}

/**
 * Leads to a field, opening what hides it.
 * @param {HTMLElement | null} field
 */
function go(field) {
    for (let place = field?.parentElement; place; place = place.parentElement) {
        if (place instanceof HTMLDetailsElement) place.open = true;
    }
    if (field instanceof HTMLDetailsElement) field.open = true;
    const target = field instanceof HTMLDetailsElement ? field.querySelector('summary') : field;
    target?.focus();
    target?.scrollIntoView({ block: 'center' });
}

/**
 * Reads the plugin's fields; leads to the first that cannot be read.
 * @returns {Record<string, any> | null}
 */
function configuration() {
    try {
        return fields.change(isNew);
    } catch (error) {
        if (!(error instanceof BadField)) throw error;
        complainAbout(error.message);
        go(error.field);
        return null;
    }
}

/**
 * Says what is wrong with the form.
 * @param {string} words
 */
function complainAbout(words) {
    problem.textContent = words;
    problem.hidden = !words;
}

/**
 * Does something once, until it is done.
 * @param {HTMLElement | null} button
 * @param {() => Promise<void>} work
 */
async function once(button, work) {
    if (button?.getAttribute('aria-busy') === 'true') return;
    button?.setAttribute('aria-busy', 'true');
    try {
        await work();
    } finally {
        button?.removeAttribute('aria-busy');
    }
}

form.addEventListener('input', showHook);

form.addEventListener('submit', async (event) => {
    event.preventDefault();
    complainAbout('');
    const config = configuration();
    if (!config) return;
    await once(part(form, 'submit'), async () => {
        const given = new FormData(form);
        const slug = String(given.get('slug') ?? '').trim();
        const body = {
            name: String(given.get('name') ?? '').trim(),
            ...(slug && { slug }),
            team: given.get('team'),
            active: given.has('active'),
            flow: given.get('flow') || null,
            config,
        };
        try {
            const stored = isNew
                ? await api('POST', '/channels', { ...body, plugin: channel.plugin })
                : await api('PATCH', `/channels/${encodeURIComponent(channel.slug)}`, body);
            location.assign(`/channels/${encodeURIComponent(stored.slug)}?said=saved`);
        } catch (error) {
            const words = /** @type {Error} */ (error).message;
            complainAbout(words);
            // The plugin says which field it is about: /incoming/contact: …
            const pointer = /^(\/[^\s:]+)/.exec(words)?.[1];
            if (pointer) go(fields.find(pointer));
        }
    });
});

/**
 * Reads headers, one in a line.
 * @param {string} text
 */
function headersOf(text) {
    /** @type {Record<string, string>} */
    const headers = {};
    for (const line of text.split('\n')) {
        const colon = line.indexOf(':');
        if (colon > 0) headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
    }
    return headers;
}

trial?.addEventListener('submit', async (event) => {
    event.preventDefault();
    complainAbout('');
    const config = configuration();
    if (!config || !result) return;
    await once(part(trial, 'submit'), async () => {
        const given = new FormData(trial);
        const words = (/** @type {string} */ name) => String(given.get(name) ?? '');
        const body = words('body');
        const request = {
            config,
            ...(isNew && { plugin: channel.plugin }),
            ...(body.trim() && { webhook: { body, headers: { 'Content-Type': 'application/json', ...headersOf(words('headers')) } } }),
            message: { conversation: words('to'), text: words('text'), ...(given.has('file') && { fileName: 'amostra.txt' }) },
            answer: { status: Number(words('status')) || 200, ...(words('answer').trim() && { body: words('answer') }) },
        };
        const path = isNew ? '/channels/try' : `/channels/${encodeURIComponent(channel.slug)}/try`;
        try {
            show(result, await api('POST', path, request), (pointer) => go(fields.find(pointer)));
        } catch (error) {
            complain(error);
        }
    });
});

trial?.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) trial.requestSubmit();
});

trial?.elements.namedItem('body')?.addEventListener('input', settled(300, () => {
    offer(/** @type {HTMLTextAreaElement} */ (trial.elements.namedItem('body')).value);
}));

act({
    sample: () => {
        if (!trial || !sample) return;
        const body = /** @type {HTMLTextAreaElement} */ (trial.elements.namedItem('body'));
        body.value = JSON.stringify(sample.body, null, 2);
        const headers = /** @type {HTMLTextAreaElement} */ (trial.elements.namedItem('headers'));
        headers.value = Object.entries(sample.headers ?? {}).map(([name, value]) => `${name}: ${value}`).join('\n');
        const answer = /** @type {HTMLTextAreaElement} */ (trial.elements.namedItem('answer'));
        answer.value = sample.answer ? JSON.stringify(sample.answer) : '';
        offer(body.value);
        trial.requestSubmit();
    },
});

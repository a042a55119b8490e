// Reports: a download that takes long goes on in the background by itself; the list there stays fresh.

import { api, fragment, request } from '../parts/api.js';
import { act, part } from '../parts/dom.js';
import { complain, toast } from '../parts/toast.js';

const panel = document.getElementById('exports');
const list = panel && part(panel, 'exports');

/** How long somebody waits for a download before it goes on in the background. */
const patience = 4000;

/** How long an export that was asked for in the background may take before words say where it is. */
const glance = 1500;

let timer = 0;

/** Fetches the list anew, and comes back soon while something is being made. */
async function refresh() {
    clearTimeout(timer);
    if (!panel || !list) return;
    try {
        if (!document.hidden) replace(await fragment(panel.dataset.refresh ?? ''));
    } catch (error) {
        if (/** @type {any} */ (error).status === 401) return;
    }
    const isBusy = list.querySelector('[data-busy="yes"]');
    timer = window.setTimeout(refresh, isBusy ? 1000 : 20_000);
}

/**
 * Puts a fresh list in place, and leaves the keyboard where it was.
 * @param {DocumentFragment} fresh
 */
function replace(fresh) {
    if (!list || fresh.firstElementChild?.outerHTML === list.firstElementChild?.outerHTML) return;
    const scroll = list.querySelector('.export-list')?.scrollTop ?? 0;
    const focused = list.contains(document.activeElement) ? document.activeElement?.id : '';
    list.replaceChildren(fresh);
    const inner = list.querySelector('.export-list');
    if (inner) inner.scrollTop = scroll;
    if (focused) {
        const next = document.getElementById(focused)
            ?? list.querySelector(`[id^="${focused.replace(/[^-]*$/, '')}"]`);
        /** @type {HTMLElement | null} */ (next)?.focus();
    }
}

/**
 * Asks for a report in the background.
 * @param {HTMLFormElement} form
 * @param {string} format
 */
function order(form, format) {
    /** @type {Record<string, FormDataEntryValue>} */
    const parameters = {};
    for (const [name, value] of new FormData(form)) if (value) parameters[name] = value;
    return api('POST', '/exports', { report: form.dataset.report, formats: [format], parameters });
}

/**
 * Looks at an export until it is over, or for so long, and gives its last state.
 * @param {string} id
 * @param {number} span
 */
async function settle(id, span) {
    const end = Date.now() + span;
    for (let pause = 80; ; pause = Math.min(500, pause * 1.5)) {
        const now = await api('GET', `/exports/${id}`);
        if (!isOpen(now) || Date.now() >= end) return now;
        await new Promise((resolve) => setTimeout(resolve, pause));
    }
}

/**
 * Whether an export is still being made.
 * @param {{ state: string }} now
 */
function isOpen({ state }) {
    return state === 'queued' || state === 'running';
}

/**
 * Says what an export that is not there yet came to: it goes on, or it failed.
 * @param {{ state: string, error?: { text?: string } }} now
 */
function tell(now) {
    if (isOpen(now)) toast(panel?.dataset.far ?? '');
    if (now.state === 'failed') toast(now.error?.text ?? panel?.dataset.failed ?? '', { look: 'bad' });
}

/**
 * Downloads a report when it is made soon; else it stays in the list.
 * @param {HTMLFormElement} form
 * @param {string} format
 */
async function download(form, format) {
    const made = await order(form, format);
    const now = await settle(made.id, patience);
    if (now.state === 'done') location.assign(now.files[0].url);
    else tell(now);
    await refresh();
}

/**
 * Does something for a form while its button says so.
 * @param {HTMLElement | null} button
 * @param {() => Promise<unknown>} work
 */
async function busy(button, work) {
    if (button?.getAttribute('aria-busy') === 'true') return;
    button?.setAttribute('aria-busy', 'true');
    try {
        await work();
    } catch (error) {
        complain(error);
    } finally {
        button?.removeAttribute('aria-busy');
    }
}

document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.cancel) {
        event.preventDefault();
        busy(event.submitter, async () => {
            await request('POST', `/api/v1/exports/${form.dataset.cancel}/cancel`);
            await refresh();
        });
        return;
    }
    const place = event.submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
    const format = place.match(/\.(pdf|csv)$/)?.[1];
    // A page opens beside this one, and a schedule is made on its own.
    if (!form.dataset.report || !format) return;
    event.preventDefault();
    busy(event.submitter, () => download(form, format));
});

act({
    background: (button) => {
        const form = /** @type {HTMLFormElement} */ (button.closest('form'));
        if (!form.reportValidity()) return;
        busy(button, async () => {
            const made = await order(form, 'pdf');
            await refresh();
            tell(await settle(made.id, glance));
            await refresh();
        });
    },
});

for (const button of document.querySelectorAll('[data-do="background"]')) {
    /** @type {HTMLElement} */ (button).hidden = false;
}
document.addEventListener('visibilitychange', () => document.hidden || refresh());
refresh();

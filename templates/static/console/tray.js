// Files on their way into a message: chosen, pasted, dropped or recorded.

import { upload } from '../parts/api.js';
import { act, icon, make, part } from '../parts/dom.js';
import { complain, toast } from '../parts/toast.js';
import { say, size } from '../parts/words.js';

const largest = 25e6;

/** @typedef {{ id: string, name: string }} Sent */
/** @type {Map<HTMLElement, Promise<Sent | null>>} */
const items = new Map();
/** @type {HTMLElement | null} */
let tray = null;

/**
 * Wakes the tray of a composer.
 * @param {HTMLFormElement} form
 */
export function enter(form) {
    leave();
    const input = /** @type {HTMLInputElement | null} */ (part(form, 'file'));
    tray = input && part(form, 'tray');
    if (!input || !tray) return;
    input.addEventListener('change', () => {
        add(input.files ?? []);
        input.value = '';
    });
    form.addEventListener('paste', (event) => {
        const files = event.clipboardData?.files;
        if (!files?.length) return;
        event.preventDefault();
        add(files);
    });
    const target = /** @type {HTMLElement} */ (form.closest('.composer'));
    const talk = /** @type {HTMLElement} */ (form.closest('.talk'));
    let depth = 0;
    const carries = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files');
    talk.addEventListener('dragenter', (event) => carries(event) && target.classList.toggle('dropping', ++depth > 0));
    talk.addEventListener('dragleave', (event) => carries(event) && target.classList.toggle('dropping', --depth > 0));
    talk.addEventListener('dragover', (event) => carries(event) && event.preventDefault());
    talk.addEventListener('drop', (event) => {
        depth = 0;
        target.classList.remove('dropping');
        if (!event.dataTransfer?.files.length) return;
        event.preventDefault();
        add(event.dataTransfer.files);
    });
}

/** Forgets everything in the tray. */
export function leave() {
    for (const item of items.keys()) item.remove();
    items.clear();
    tray = null;
}

/**
 * Adds files and begins to send them to the server.
 * @param {Iterable<File>} files
 */
export function add(files) {
    for (const file of files) {
        if (file.size > largest) toast(say('tooLarge', { name: file.name, maximum: size(largest) }), { look: 'bad' });
        else if (file.size) show(file);
    }
}

/** @param {File} file */
function show(file) {
    if (!tray) return;
    const progress = /** @type {HTMLElement} */ (make('small', { className: 'mute' }, say('uploading')));
    const entry = make('li', { className: 'tray-item' });
    entry.append(look(file), make('span', { className: 'grow' }, make('span', { className: 'cut strong' }, file.name), make('br'), progress));
    const remove = () => {
        items.delete(entry);
        entry.remove();
    };
    entry.append(make('button', {
        type: 'button', className: 'button plain small square', 'aria-label': say('removeFile', { name: file.name }), onclick: remove,
    }, icon('cross')));
    tray.append(entry);
    items.set(entry, upload(file, file.name, (share) => (progress.textContent = `${Math.round(share * 100)} %`))
        .then((sent) => {
            progress.textContent = size(sent.size);
            return sent;
        }, (error) => {
            complain(error);
            remove();
            return null;
        }));
}

/** @param {File} file */
function look(file) {
    if (!/^(image|audio)\//.test(file.type)) return icon('file');
    const url = URL.createObjectURL(file);
    if (file.type.startsWith('image/')) return make('img', { src: url, alt: '', onload: () => URL.revokeObjectURL(url) });
    return make('audio', { src: url, controls: true, className: 'tray-audio' });
}

/**
 * Waits for what is still being sent, and empties the tray.
 * @returns {Promise<Sent[] | null>} `null` when something could not be sent: the rest stays.
 */
export async function take() {
    const all = await Promise.all(items.values());
    if (all.includes(null)) return null;
    for (const item of items.keys()) item.remove();
    items.clear();
    return /** @type {Sent[]} */ (all);
}

act({
    attach: (button) => {
        const form = /** @type {HTMLFormElement} */ (button.closest('form'));
        part(form, 'file')?.click();
    },
});

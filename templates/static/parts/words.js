// The words of the page in the language of whoever looks; they come with the page (fragments/words.xml).

/** @type {Map<string, string>} */
const words = new Map();

const holder = /** @type {HTMLTemplateElement | null} */ (document.getElementById('words'));
for (const entry of holder?.content.querySelectorAll('[data-words]') ?? []) {
    words.set(/** @type {HTMLElement} */ (entry).dataset.words ?? '', entry.textContent ?? '');
}

/**
 * Gives the words of a key, with `%name%` filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
    const text = words.get(key) ?? key;
    return text.replace(/%(\w+)%/g, (whole, name) => String(values[name] ?? whole));
}

/** The language of the page, as a BCP 47 tag. */
export const language = document.documentElement.lang || 'pt-BR';

/**
 * Writes a count of bytes.
 * @param {number} bytes
 */
export function size(bytes) {
    const [unit, value] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6];
    return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 })
        .format(value);
}

// The fields of a plugin's configuration: made of its JSON Schema, filled, and read again.

import { make } from '../parts/dom.js';
import { language, say } from '../parts/words.js';

/** Says that a field's words are not what they must be. */
export class BadField extends Error {
    /**
     * @param {string} words
     * @param {HTMLElement} field
     */
    constructor(words, field) {
        super(words);
        this.field = field;
    }
}

/**
 * The words of a schema in the page's language.
 * @param {any} schema
 * @param {string} key
 * @returns {string | undefined}
 */
function words(schema, key) {
    return schema[`x-${key}-${language}`] ?? schema[key];
}

/**
 * How a property is shown.
 * @param {any} schema
 */
function look(schema) {
    if (schema['x-control'] === 'json') return 'json';
    if (schema['x-secret'] || schema.secret) return 'secret';
    if (schema['x-control'] === 'path') return 'path';
    if (schema.type === 'object') return schema.properties ? 'group' : 'json';
    if (schema.type === 'array') {
        if (schema.items?.type === 'string') return 'lines';
        return schema.items?.type === 'integer' ? 'numbers' : 'json';
    }
    if (schema.enum) return 'choice';
    if (schema.type === 'boolean') return 'truth';
    return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text';
}

/**
 * Writes a value as its field shows it.
 * @param {string} kind
 * @param {any} value
 */
function written(kind, value) {
    if (value === undefined || value === null) return '';
    if (kind === 'json') return JSON.stringify(value, null, 2);
    if (kind === 'lines') return value.join('\n');
    if (kind === 'numbers') return value.join(', ');
    if (kind === 'path') return Array.isArray(value) ? value.join(' | ') : String(value);
    return String(value);
}

/**
 * Reads what stands in a field; `undefined` for nothing.
 * @param {string} kind
 * @param {any} control
 * @param {string} title
 */
function read(kind, control, title) {
    if (kind === 'truth') return control.checked ? true : undefined;
    const text = control.value.trim();
    if (!text) return undefined;
    if (kind === 'number') return Number(text);
    if (kind === 'lines') return text.split('\n').map((/** @type {string} */ line) => line.trim()).filter(Boolean);
    if (kind === 'numbers') return text.split(/[\s,;]+/).map(Number);
    if (kind === 'path') {
        const paths = text.split(' | ').map((/** @type {string} */ path) => path.trim());
        return paths.length > 1 ? paths : text;
    }
    if (kind !== 'json') return kind === 'secret' ? control.value : text;
    try {
        return JSON.parse(text);
    } catch {
        throw new BadField(say('notJSON', { name: title }), control);
    }
}

/** Is the form of one object of a configuration, with the forms of the objects in it. */
class Group {
    /**
     * @param {any} schema
     * @param {string} pointer
     * @param {any} value
     * @param {string[]} secrets Names of secrets that have a value already.
     */
    constructor(schema, pointer, value, secrets) {
        this.isWhole = pointer === '';
        /** @type {HTMLElement[]} What is shown, in the order of the schema. */
        this.blocks = [];
        /** @type {{ name: string, read: () => any, isSecret?: boolean }[]} */
        this.parts = [];
        for (const [name, property] of Object.entries(schema.properties ?? {})) {
            this.#add(name, property, `${pointer}/${name}`, value?.[name], schema.required?.includes(name), secrets);
        }
    }

    /** Where the next field goes: beside the last, or below the last group. */
    get #place() {
        const last = this.blocks.at(-1);
        if (last && !(last instanceof HTMLDetailsElement)) return last;
        const place = make('div', { className: this.isWhole ? 'panel channel-fields' : 'channel-fields' });
        this.blocks.push(place);
        return place;
    }

    #add(name, schema, pointer, value, isRequired, secrets) {
        const kind = look(schema);
        const title = words(schema, 'title') ?? name;
        if (kind === 'group') {
            const group = new Group(schema, pointer, value, []);
            const isOpen = isRequired || value !== undefined;
            const details = make('details', { className: 'panel channel-group', open: isOpen, 'data-pointer': pointer });
            details.append(make('summary', {}, title), ...group.blocks);
            this.blocks.push(details);
            this.parts.push({ name, read: () => group.value() });
            return;
        }
        const control = this.#control(kind, schema, value, isRequired, secrets.includes(name));
        control.dataset.pointer = pointer;
        if (kind === 'truth') {
            const label = make('label', { className: 'choice' }, control, title);
            this.#place.append(label);
        } else {
            const hint = words(schema, 'description') ?? (kind === 'lines' ? say('lines') : '');
            const isWide = kind === 'json' || kind === 'lines';
            const label = make('label', { className: isWide ? 'field wide' : 'field' }, make('span', {}, title), control);
            if (hint) label.append(make('small', { className: 'mute' }, hint));
            this.#place.append(label);
        }
        this.parts.push({ name, read: () => read(kind, control, title), isSecret: kind === 'secret' });
    }

    #control(kind, schema, value, isRequired, isKept) {
        if (kind === 'truth') return make('input', { type: 'checkbox', checked: value === true });
        const className = kind === 'path' || kind === 'json' ? 'input code' : 'input';
        if (kind === 'json' || kind === 'lines') {
            const text = written(kind, value);
            const rows = Math.min(12, Math.max(2, text.split('\n').length));
            return make('textarea', { className, rows, spellcheck: false, value: text });
        }
        if (kind === 'choice') {
            const select = make('select', { className });
            if (!isRequired) select.append(make('option', { value: '' }, say('unset')));
            for (const one of schema.enum) {
                const isChosen = one === (value ?? (isRequired ? schema.default : undefined));
                select.append(make('option', { value: one, selected: isChosen }, one));
            }
            return select;
        }
        const input = make('input', { className, value: kind === 'secret' ? '' : written(kind, value) });
        if (kind === 'path') {
            input.setAttribute('list', 'paths');
            input.title = say('alternatives');
            input.spellcheck = false;
        }
        if (kind === 'secret') {
            input.type = 'password';
            input.autocomplete = 'new-password';
            input.placeholder = isKept ? say('kept') : '';
        }
        if (kind === 'number') input.type = 'number';
        if (schema.default !== undefined && !input.placeholder) input.placeholder = String(schema.default);
        return input;
    }

    /** The object that the fields make; `undefined` when all are empty. */
    value() {
        /** @type {Record<string, any>} */
        const made = {};
        for (const part of this.parts) {
            const value = part.read();
            if (value !== undefined) made[part.name] = value;
        }
        return Object.keys(made).length ? made : undefined;
    }
}

/** Is the whole form of a configuration. */
export class ConfigurationForm {
    /**
     * @param {any} schema
     * @param {HTMLElement} place
     * @param {string[]} secrets
     */
    constructor(schema, place, secrets) {
        this.schema = schema;
        this.place = place;
        this.secrets = secrets;
        this.group = new Group(schema, '', {}, secrets);
    }

    /**
     * Shows a configuration; secrets that were typed stay.
     * @param {any} config
     */
    show(config) {
        const typed = new Map(this.group.parts.filter((part) => part.isSecret).map((part) => [part.name, part.read()]));
        this.group = new Group(this.schema, '', config, this.secrets);
        this.place.replaceChildren(...this.group.blocks);
        for (const [name, value] of typed) {
            const control = /** @type {HTMLInputElement | null} */ (this.find(`/${name}`));
            if (control && value) control.value = value;
        }
    }

    /**
     * What the fields say, as a change: `null` for what is empty, nothing for a secret that stays.
     * @param {boolean} isNew
     */
    change(isNew) {
        /** @type {Record<string, any>} */
        const change = {};
        for (const part of this.group.parts) {
            const value = part.read();
            if (value !== undefined) change[part.name] = value;
            else if (!isNew && !part.isSecret) change[part.name] = null;
        }
        return change;
    }

    /**
     * Finds the field that a JSON pointer leads to, or the nearest around it.
     * @param {string} pointer
     * @returns {HTMLElement | null}
     */
    find(pointer) {
        for (let place = pointer; place; place = place.slice(0, place.lastIndexOf('/'))) {
            const found = /** @type {HTMLElement | null} */ (
                this.place.querySelector(`[data-pointer="${CSS.escape(place)}"]`)
            );
            if (found) return found;
        }
        return null;
    }
}

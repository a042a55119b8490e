// Builds a board: its parts on a grid of 12 × 12, moved by mouse, keys or numbers, with a picture of what it will be.

import { api, request } from '../parts/api.js';
import { openDialog } from '../parts/dialog.js';
import { act, facts, make, settled } from '../parts/dom.js';
import { complain, toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import { free, inside, sizes, tidy } from './plan.js';

/** @typedef {import('./plan.js').Widget} Widget */

const board = facts('board');
const grid = /** @type {HTMLElement} */ (document.getElementById('grid'));
const form = /** @type {HTMLFormElement} */ (document.getElementById('fields'));
const name = /** @type {HTMLInputElement} */ (document.getElementById('name'));
const shared = /** @type {HTMLInputElement} */ (document.getElementById('shared'));
const problems = /** @type {HTMLElement} */ (document.getElementById('problems'));
const preview = /** @type {HTMLImageElement} */ (document.getElementById('preview'));
const undoButton = /** @type {HTMLButtonElement} */ (document.getElementById('undo'));
const metrics = new Map(board.metrics.map((/** @type {any} */ metric) => [metric.id, metric]));

/** @type {Widget[]} */
let widgets = board.widgets.map(tidy);
/** The part whose fields are shown; -1 for none. */
let chosen = -1;
/** @type {string[]} What it was before each change. */
const past = [];
let saved = state();
let isLeaving = false;

function state() {
    return JSON.stringify({ name: name.value, shared: shared.checked, widgets });
}

/** The name of a part, for people. @param {Widget} widget */
function label(widget) {
    const own = widget.title || (widget.type === 'figure' && metrics.get(widget.metric)?.name);
    return own || say(`widget.${widget.type}`);
}

/** Notes how it is, so that the next change can be undone. */
function remember() {
    past.push(JSON.stringify({ widgets, chosen }));
    if (past.length > 100) past.shift();
}

/** @param {Partial<Widget>} change */
function change(change) {
    const widget = widgets[chosen];
    if (!widget) return;
    const next = tidy({ ...widget, ...change });
    if (JSON.stringify(next) === JSON.stringify(widget)) return;
    remember();
    widgets[chosen] = next;
    show();
}

function undo() {
    const before = past.pop();
    if (!before) return;
    ({ widgets, chosen } = JSON.parse(before));
    show();
    if (chosen >= 0) grid.children[chosen]?.focus();
}

/** @param {number} index */
function choose(index) {
    chosen = index;
    paint();
}

// MARK: What is shown

function show() {
    paint();
    draw();
}

function paint() {
    undoButton.disabled = !past.length;
    const focused = grid.contains(document.activeElement);
    grid.replaceChildren(...widgets.map((widget, index) => {
        const words = say('place', {
            widget: label(widget), column: widget.column + 1, row: widget.row + 1, width: widget.width, height: widget.height,
        });
        const button = make('button', {
            type: 'button', className: 'builder-widget', textContent: label(widget), title: words,
            'aria-label': words, 'aria-current': index === chosen ? 'true' : 'false',
            onclick: () => choose(index),
            onfocus: () => index === chosen || choose(index),
            onkeydown: (/** @type {KeyboardEvent} */ event) => move(event),
        });
        button.dataset.index = String(index);
        const place = inside(widget);
        button.style.gridArea = `${place.row + 1} / ${place.column + 1} / span ${place.height} / span ${place.width}`;
        return button;
    }));
    if (focused && chosen >= 0) grid.children[chosen]?.focus();
    showFields();
}

function showFields() {
    const widget = widgets[chosen];
    const nothing = /** @type {HTMLElement} */ (document.getElementById('nothing'));
    const title = /** @type {HTMLElement} */ (document.getElementById('fields-title'));
    form.hidden = !widget;
    nothing.hidden = Boolean(widget);
    if (!widget) return;
    title.textContent = say('fieldsOf', { widget: label(widget) });
    for (const part of form.querySelectorAll('[data-for]')) {
        part.hidden = !part.dataset.for.split(' ').includes(widget.type);
    }
    for (const field of form.elements) {
        if (!field.name || field === document.activeElement) continue;
        const value = widget[field.name];
        const isPlace = field.name === 'column' || field.name === 'row';
        field.value = value === undefined || value === null ? '' : String(isPlace ? value + 1 : value);
    }
    const metric = metrics.get(widget.metric);
    const definition = /** @type {HTMLElement} */ (document.getElementById('definition'));
    const unit = /** @type {HTMLElement} */ (document.getElementById('limit-unit'));
    definition.textContent = metric?.definition ?? '';
    unit.textContent = say(`unit.${['duration', 'ratio'].includes(metric?.unit) ? metric.unit : 'count'}`);
}

/** @param {{ code: string, pointer: string, message: string }[]} found */
function tell(found) {
    problems.replaceChildren(...found.map((problem) => {
        const index = Number(/^\/widgets\/(\d+)/.exec(problem.pointer)?.[1] ?? -1);
        const widget = widgets[index];
        const isName = problem.pointer === '/title';
        const words = isName ? say('name-missing') : say(`problem.${problem.code}`, { widget: widget ? label(widget) : '' });
        const go = () => {
            if (isName) return name.focus();
            if (!widget) return;
            choose(index);
            grid.children[index]?.focus();
        };
        return make('li', {}, make('button', { type: 'button', textContent: words, title: problem.message, onclick: go }));
    }));
    problems.hidden = !found.length;
    const bad = new Set(found.map((problem) => /^\/widgets\/(\d+)/.exec(problem.pointer)?.[1]));
    for (const button of grid.children) {
        if (bad.has(button.dataset.index)) button.dataset.bad = '';
        else delete button.dataset.bad;
    }
}

let drawing = new AbortController();

/** Draws the preview once changes have stopped coming for a moment. */
const draw = settled(350, async () => {
    drawing.abort();
    drawing = new AbortController();
    const none = /** @type {HTMLElement} */ (document.getElementById('no-preview'));
    none.hidden = widgets.length > 0;
    if (!widgets.length) {
        preview.hidden = true;
        return tell([]);
    }
    try {
        const response = await request('POST', '/api/v1/boards/preview?size=1920x1080&scale=0.5', {
            body: JSON.stringify({ name: name.value.trim() || ' ', widgets }),
            headers: { 'Content-Type': 'application/json', Accept: 'image/png' },
            signal: drawing.signal,
        });
        const url = URL.createObjectURL(await response.blob());
        if (preview.src) URL.revokeObjectURL(preview.src);
        preview.src = url;
        preview.hidden = false;
        delete preview.dataset.old;
        tell([]);
    } catch (error) {
        if (error.name === 'AbortError') return;
        // The picture of before stays, dimmed, while what is wrong is told.
        preview.dataset.old = '';
        if (error.problem?.boardProblems) tell(error.problem.boardProblems);
        else complain(error);
    }
});

// MARK: What people do

/** Arrows move a part, with Shift they make it larger or smaller. @param {KeyboardEvent} event */
function move(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') {
        event.preventDefault();
        return removeWidget();
    }
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const widget = widgets[chosen];
    const [x, y] = step;
    const next = event.shiftKey
        ? { ...widget, width: widget.width + x, height: widget.height + y }
        : { ...widget, column: widget.column + x, row: widget.row + y };
    // At the edge nothing happens: a key never makes a part leave the grid.
    if (JSON.stringify(inside(next)) === JSON.stringify(tidy(next))) change(next);
}

function removeWidget() {
    if (chosen < 0) return;
    remember();
    widgets.splice(chosen, 1);
    chosen = Math.min(chosen, widgets.length - 1);
    show();
    (grid.children[chosen] ?? document.getElementById('add'))?.focus();
}

function addWidget() {
    const type = /** @type {HTMLSelectElement} */ (document.getElementById('kind')).value;
    const place = free(widgets, sizes[type]);
    if (!place) return toast(say('noRoom'), { look: 'bad' });
    remember();
    /** @type {Widget} */
    const widget = { type, ...place };
    if (type === 'figure') widget.metric = 'waiting_now';
    if (type === 'chart') widget.chart = 'volume';
    if (type === 'text') widget.text = '…';
    widgets.push(tidy(widget));
    chosen = widgets.length - 1;
    show();
    grid.children[chosen]?.focus();
}

async function save() {
    const button = /** @type {HTMLElement} */ (document.getElementById('save'));
    if (button.getAttribute('aria-busy') === 'true') return;
    if (!name.value.trim()) {
        tell([{ code: 'too-long', pointer: '/title', message: '' }]);
        return name.focus();
    }
    button.setAttribute('aria-busy', 'true');
    const body = { name: name.value.trim(), isShared: shared.checked, widgets };
    try {
        if (board.slug) await api('PATCH', `/boards/${encodeURIComponent(board.slug)}`, body);
        else await api('POST', '/boards', body);
        isLeaving = true;
        location.assign('/boards');
    } catch (error) {
        if (error.problem?.boardProblems) {
            tell(error.problem.boardProblems);
            problems.querySelector('button')?.focus();
        } else complain(error);
    } finally {
        button.removeAttribute('aria-busy');
    }
}

act({
    undo,
    save,
    'add-widget': addWidget,
    'remove-widget': removeWidget,
    'remove-board': () => openDialog('remove-dialog', async () => {
        await api('DELETE', `/boards/${encodeURIComponent(board.slug)}`);
        isLeaving = true;
        location.assign('/boards');
    }),
});

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const text = field.value;
    if (['column', 'row', 'width', 'height'].includes(field.name)) {
        if (!/^\d+$/.test(text)) return;
        const isPlace = field.name === 'column' || field.name === 'row';
        return change({ [field.name]: Number(text) - (isPlace ? 1 : 0) });
    }
    if (field.name === 'warning' || field.name === 'critical') {
        return change({ [field.name]: text === '' ? undefined : Number(text) });
    }
    change({ [field.name]: text });
});
addEventListener('keydown', (event) => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !isTyping) {
        event.preventDefault();
        undo();
    } else if (event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        save();
    }
});
name.addEventListener('input', draw);
addEventListener('beforeunload', (event) => {
    if (!isLeaving && state() !== saved) event.preventDefault();
});

/** Puts choices into a list. @param {string} field @param {{ id: string, name: string }[]} items */
function offer(field, items) {
    const list = /** @type {HTMLSelectElement} */ (form.elements.namedItem(field));
    list.append(...items.map((item) => make('option', { value: item.id, textContent: item.name })));
}
offer('metric', board.metrics);
offer('team', board.teams);
offer('channel', board.channels);
saved = state();
show();

// The parts of a board as plain values, and where there is room for another.

/**
 * @typedef {{ type: string, column: number, row: number, width: number, height: number, title?: string, metric?: string,
 *   team?: string, channel?: string, warning?: number, critical?: number, symbol?: string, chart?: string, text?: string }} Widget
 */

/** How many fields a side of the grid has. */
const fields = 12;

/** How large each kind of part is at first. @type {Record<string, { width: number, height: number }>} */
export const sizes = {
    figure: { width: 3, height: 3 },
    teams: { width: 6, height: 5 },
    queue: { width: 6, height: 5 },
    agents: { width: 6, height: 5 },
    channels: { width: 6, height: 4 },
    exceptions: { width: 6, height: 4 },
    chart: { width: 6, height: 4 },
    text: { width: 3, height: 2 },
    clock: { width: 3, height: 3 },
};

/**
 * Leaves out what is empty, and what its kind does not have.
 * @param {any} widget
 * @returns {Widget}
 */
export function tidy(widget) {
    const own = {
        figure: ['title', 'metric', 'team', 'channel', 'warning', 'critical', 'symbol'],
        queue: ['title', 'team'], chart: ['title', 'chart'], text: ['title', 'text'], clock: ['title', 'symbol'],
    }[widget.type] ?? ['title'];
    const kept = ['type', 'column', 'row', 'width', 'height', ...own]
        .filter((key) => widget[key] !== undefined && widget[key] !== null && widget[key] !== '')
        .map((key) => [key, widget[key]]);
    return /** @type {Widget} */ (Object.fromEntries(kept));
}

/**
 * The nearest place of a part that lies wholly on the grid.
 * @param {Widget} widget
 * @returns {Widget}
 */
export function inside(widget) {
    const between = (/** @type {number} */ value, /** @type {number} */ least, /** @type {number} */ most) =>
        Math.max(least, Math.min(most, value));
    const column = between(widget.column, 0, fields - 1);
    const row = between(widget.row, 0, fields - 1);
    return tidy({
        ...widget, column, row,
        width: between(widget.width, 1, fields - column), height: between(widget.height, 1, fields - row),
    });
}

/**
 * The first place with room for a part, row by row; smaller when there is no room for all of it.
 * @param {Widget[]} widgets
 * @param {{ width: number, height: number }} size
 */
export function free(widgets, size) {
    const isFree = (/** @type {any} */ place) => widgets.every((other) =>
        place.column >= other.column + other.width || other.column >= place.column + place.width
        || place.row >= other.row + other.height || other.row >= place.row + place.height);
    for (let { width, height } = size; width >= 1 && height >= 1; width -= 1, height = Math.max(1, height - 1)) {
        for (let row = 0; row + height <= fields; row += 1) {
            for (let column = 0; column + width <= fields; column += 1) {
                const place = { column, row, width, height };
                if (isFree(place)) return place;
            }
        }
    }
    return null;
}

// Times that tick: one timer for the whole page.

/** How far the server's clock is ahead of this one, in milliseconds. */
let ahead = 0;

/**
 * Sets the server's time, so that a wrong clock here shows no wrong waits.
 * @param {string | undefined} now RFC 3339.
 */
export function setServerTime(now) {
    const moment = Date.parse(now ?? '');
    if (!Number.isNaN(moment)) ahead = moment - Date.now();
}

/** The server's time in milliseconds since 1970. */
export function serverNow() {
    return Date.now() + ahead;
}

/**
 * Writes a duration as `4:05`, `1:04:05` or, from a day on, `2d 3h`.
 * @param {number} seconds
 */
export function elapsed(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const two = (/** @type {number} */ part) => String(part).padStart(2, '0');
    const [days, hours, minutes] = [Math.floor(whole / 86400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60];
    if (days) return `${days}d ${hours}h`;
    if (hours) return `${hours}:${two(minutes)}:${two(whole % 60)}`;
    return `${minutes}:${two(whole % 60)}`;
}

/** @type {Set<(now: number) => void>} */
const listeners = new Set();

/**
 * Calls back every second, and once at once.
 * @param {(now: number) => void} listener
 */
export function everySecond(listener) {
    listeners.add(listener);
    listener(serverNow());
}

everySecond((now) => {
    for (const time of document.querySelectorAll('time[data-elapsed]')) {
        const since = Date.parse(time.getAttribute('datetime') ?? '');
        if (!Number.isNaN(since)) time.textContent = elapsed((now - since) / 1000);
    }
});

/** Moves every clock at once, because new ones are in the page. */
export function moveClocks() {
    for (const listener of listeners) listener(serverNow());
}

function tick() {
    moveClocks();
    // Just after the next whole second, so that no second is skipped.
    window.setTimeout(tick, 1005 - (serverNow() % 1000));
}

tick();
document.addEventListener('visibilitychange', () => {
    if (!document.hidden) moveClocks();
});

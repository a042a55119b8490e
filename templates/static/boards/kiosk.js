// A wallboard on a wall: a fresh picture every few seconds, for ever; it never goes blank, and says when it is old.

import { elapsed } from '../parts/clock.js';

const stage = /** @type {HTMLElement} */ (document.getElementById('stage'));
const age = /** @type {HTMLElement} */ (document.getElementById('age'));
const pause = Math.max(2, Number(stage.dataset.seconds) || 5) * 1000;
let picture = /** @type {HTMLImageElement} */ (document.getElementById('picture'));
let tag = '';
let fresh = Date.now();
let failures = 0;

/** The address of the picture at the size of this screen. */
function address() {
    const url = new URL(stage.dataset.picture ?? '', location.href);
    const { innerWidth: width, innerHeight: height } = window;
    // At least the size of a small board: narrower screens show it smaller, not cut.
    const scale = Math.max(1, 960 / Math.max(width, 1));
    url.searchParams.set('size', `${Math.round(width * scale)}x${Math.round(height * scale)}`);
    url.searchParams.set('scale', String(Math.min(2, Math.max(1, Math.round(devicePixelRatio)))));
    url.searchParams.set('theme', matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark');
    return url;
}

async function refresh() {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 20_000);
    try {
        const response = await fetch(address(), {
            headers: tag ? { 'If-None-Match': tag } : {}, signal: controller.signal, cache: 'no-store', redirect: 'error',
        });
        if (response.status !== 304) {
            if (!response.ok) throw new Error(String(response.status));
            await show(await response.blob());
            tag = response.headers.get('ETag') ?? '';
        }
        fresh = Date.now();
        failures = 0;
    } catch {
        failures += 1;
        // A login may have ended, or a new server speak otherwise: the page itself comes anew.
        if (failures % 40 === 0) location.reload();
    } finally {
        clearTimeout(timer);
        // Many screens must not come back in the same moment.
        setTimeout(refresh, pause * Math.min(6, 1 + failures / 2) + Math.random() * 500);
    }
}

/**
 * Swaps the picture once it is decoded, so that nothing flickers.
 * @param {Blob} blob
 */
async function show(blob) {
    const next = /** @type {HTMLImageElement} */ (picture.cloneNode());
    const url = URL.createObjectURL(blob);
    next.src = url;
    try {
        await next.decode();
        const old = picture.src;
        picture.replaceWith(next);
        picture = next;
        if (old.startsWith('blob:')) URL.revokeObjectURL(old);
    } catch (error) {
        URL.revokeObjectURL(url);
        throw error;
    }
}

setInterval(() => {
    const seconds = (Date.now() - fresh) / 1000;
    const state = seconds > 300 ? 'dead' : seconds > Math.max(30, pause / 250) ? 'old' : '';
    stage.dataset.age = state;
    age.hidden = !state;
    if (state) age.textContent = (age.dataset.words ?? '').replace('%age%', elapsed(seconds));
}, 1000);

document.getElementById('whole')?.addEventListener('click', () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
});

let idle = 0;
for (const touch of ['mousemove', 'pointerdown', 'keydown']) {
    addEventListener(touch, () => {
        document.body.classList.remove('idle');
        clearTimeout(idle);
        idle = window.setTimeout(() => document.body.classList.add('idle'), 4000);
    });
}

// A screen on a wall should stay awake, where the browser lets it.
async function stayAwake() {
    try {
        await navigator.wakeLock?.request('screen');
    } catch {
        // Not allowed now; asked again when the page is seen.
    }
}
document.addEventListener('visibilitychange', () => document.hidden || stayAwake());
stayAwake();
refresh();

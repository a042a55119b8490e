// A wallboard on a wall: asks for the next picture for ever, shows it when it is there, and says when it is old.

import { elapsed } from '../parts/clock.js';

const stage = /** @type {HTMLElement} */ (document.getElementById('stage'));
const age = /** @type {HTMLElement} */ (document.getElementById('age'));
const since = /** @type {HTMLElement} */ (document.getElementById('since'));
/** How many seconds the server may wait with its answer until the picture is another one. */
const wait = Math.max(2, Number(stage.dataset.seconds) || 25);
let picture = /** @type {HTMLImageElement} */ (document.getElementById('picture'));
let tag = '';
let fresh = Date.now();
let failures = 0;
let hasEnded = false;
/** @type {AbortController | undefined} */
let asking;

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
    asking = new AbortController();
    const timer = setTimeout(() => asking?.abort(), (wait + 15) * 1000);
    let pause = 250;
    try {
        const url = address();
        if (tag) url.searchParams.set('wait', String(wait));
        const response = await fetch(url, {
            headers: tag ? { 'If-None-Match': tag } : {}, signal: asking.signal, cache: 'no-store', redirect: 'error',
        });
        hasEnded = response.status === 401 || response.status === 403;
        if (hasEnded) forget();
        if (response.status !== 304) {
            if (!response.ok) throw new Error(String(response.status));
            await show(await response.blob());
            tag = response.headers.get('ETag') ?? '';
        }
        fresh = Date.now();
        failures = 0;
    } catch {
        failures += 1;
        // Many screens must not come back in the same moment.
        pause = 1000 * Math.min(30, 1.5 ** Math.min(failures, 9)) * (0.75 + Math.random() / 2);
        // A new server may speak otherwise: the page itself comes anew, once the server answers.
        if (failures % 20 === 0) await renew();
    } finally {
        clearTimeout(timer);
        setTimeout(refresh, pause);
    }
}

/** Loads the page anew when there is one; without a network the old page goes on. */
async function renew() {
    const response = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
    if (response?.ok) location.reload();
}

/** What a link that ended has shown is shown no longer. */
function forget() {
    if (picture.src.startsWith('blob:')) URL.revokeObjectURL(picture.src);
    picture.removeAttribute('src');
    tag = '';
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

function tell() {
    const seconds = (Date.now() - fresh) / 1000;
    // The server answers at least every `wait` seconds, even when nothing changed.
    const state = hasEnded ? 'ended' : seconds > 300 ? 'dead' : seconds > wait + 20 ? 'old' : '';
    stage.dataset.age = state;
    age.hidden = !state;
    if (state === 'ended') age.textContent = age.dataset.ended ?? '';
    else if (state) age.textContent = (age.dataset.words ?? '').replace('%age%', elapsed(seconds));
    // While an answer is awaited that need not come yet, the picture is as good as new.
    since.hidden = Boolean(state) || seconds < (failures ? 10 : wait + 5);
    since.textContent = (since.dataset.words ?? '').replace('%age%', elapsed(seconds));
}
setInterval(tell, 1000);

// Another size of the screen wants another picture, and a network that is back an answer, now.
for (const moment of ['resize', 'online']) {
    addEventListener(moment, () => {
        tag = '';
        asking?.abort();
    });
}

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

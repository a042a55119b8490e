// Voice recorded in the browser; what is in the way is said clearly (S14).

import { act, part } from '../parts/dom.js';
import { elapsed } from '../parts/clock.js';
import { toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import * as tray from './tray.js';

/** What phones play: the first that this browser can record. */
const types = ['audio/ogg;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4', 'audio/webm;codecs=opus', 'audio/webm'];

/** @type {{ stop: (keepIt: boolean) => void } | null} */
let running = null;

/** @param {HTMLElement} composer */
async function record(composer) {
    if (running) return;
    if (!window.isSecureContext) return refuse('microphoneInsecure');
    if (!navigator.mediaDevices || typeof MediaRecorder !== 'function') return refuse('microphoneUnknown');
    let stream;
    try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    } catch (error) {
        const reasons = {
            NotAllowedError: 'microphoneRefused', SecurityError: 'microphoneRefused',
            NotFoundError: 'noMicrophone', OverconstrainedError: 'noMicrophone', NotReadableError: 'microphoneBusy',
        };
        return refuse(reasons[/** @type {Error} */ (error).name] ?? 'microphoneUnknown');
    }
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType, audioBitsPerSecond: 32_000 } : {});
    /** @type {Blob[]} */
    const pieces = [];
    recorder.ondataavailable = (event) => pieces.push(event.data);

    const bar = /** @type {HTMLElement} */ (part(composer, 'recorder'));
    const box = /** @type {HTMLElement} */ (part(composer, 'box'));
    bar.hidden = false;
    box.hidden = true;
    const endMeter = meter(stream, bar);
    const stop = (/** @type {boolean} */ keepIt) => {
        if (!running) return;
        running = null;
        recorder.onstop = () => {
            for (const track of stream.getTracks()) track.stop();
            endMeter();
            bar.hidden = true;
            box.hidden = false;
            if (keepIt && pieces.length) tray.add([file(pieces, recorder.mimeType)]);
            /** @type {HTMLElement | null} */ (box.querySelector('textarea'))?.focus();
        };
        recorder.stop();
    };
    running = { stop };
    // Unplugged in mid-sentence: what was said is kept.
    stream.getAudioTracks()[0].onended = () => stop(true);
    recorder.start(1000);
    /** @type {HTMLElement | null} */ (bar.querySelector('.main'))?.focus();
}

/**
 * @param {Blob[]} pieces
 * @param {string} mimeType
 */
function file(pieces, mimeType) {
    const type = mimeType.split(';')[0] || 'audio/webm';
    const ending = { 'audio/ogg': 'ogg', 'audio/mp4': 'm4a', 'audio/webm': 'webm' }[type] ?? 'audio';
    const moment = new Date().toTimeString().slice(0, 8).replaceAll(':', '-');
    return new File(pieces, `${say('voice')} ${moment}.${ending}`, { type });
}

/**
 * Shows that the microphone hears something.
 * @param {MediaStream} stream
 * @param {HTMLElement} bar
 * @returns {() => void} Ends it.
 */
function meter(stream, bar) {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const level = /** @type {HTMLMeterElement} */ (part(bar, 'level'));
    const clock = /** @type {HTMLElement} */ (part(bar, 'recorded'));
    const began = Date.now();
    const timer = setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        level.value = Math.min(1, Math.max(...samples.map(Math.abs)) * 1.6);
        clock.textContent = elapsed((Date.now() - began) / 1000);
    }, 120);
    return () => {
        clearInterval(timer);
        context.close();
    };
}

/** @param {string} reason */
function refuse(reason) {
    toast(say(reason), { look: 'bad', seconds: 12 });
}

act({
    record: (button) => record(/** @type {HTMLElement} */ (button.closest('.composer'))),
    'record-done': () => running?.stop(true),
    'record-cancel': () => running?.stop(false),
});
addEventListener('pagehide', () => running?.stop(false));

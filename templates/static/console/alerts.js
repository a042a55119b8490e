// What calls an agent: sound, notification, and the count in the title (S1).

import { keep, kept } from '../parts/dom.js';
import { onFeed } from '../parts/feed.js';
import { toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import { onLists, waitingCount } from './lists.js';
import { open, openID } from './desk.js';
import { me, sessions } from './state.js';

const button = /** @type {HTMLElement} */ (document.getElementById('sound'));
const title = document.title;
let isOn = kept('sound') !== 'off';
/** @type {AudioContext | null} */
let audio = null;

/**
 * Two or more short tones.
 * @param {number[]} tones In hertz.
 */
function ring(tones) {
    if (!isOn || !audio || audio.state !== 'running') return;
    tones.forEach((tone, index) => {
        const begin = audio.currentTime + index * 0.16;
        const gain = new GainNode(audio, { gain: 0 });
        gain.gain.setValueAtTime(0, begin);
        gain.gain.linearRampToValueAtTime(0.22, begin + 0.02);
        gain.gain.exponentialRampToValueAtTime(0.001, begin + 0.45);
        const voice = new OscillatorNode(audio, { type: 'sine', frequency: tone });
        voice.connect(gain).connect(audio.destination);
        voice.start(begin);
        voice.stop(begin + 0.5);
    });
}

function showSound() {
    button.setAttribute('aria-pressed', String(isOn));
    button.querySelector('.icon')?.setAttribute('class', `icon icon-${isOn ? 'sound' : 'mute'}`);
}

/** Browsers allow sound only after somebody has touched the page. */
function wakeSound() {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') audio.resume();
}

button.addEventListener('click', () => {
    isOn = !isOn;
    keep('sound', isOn ? 'on' : 'off');
    showSound();
    toast(say(isOn ? 'soundOn' : 'soundOff'));
    ring([660]);
});
for (const touch of ['pointerdown', 'keydown']) addEventListener(touch, wakeSound, { once: true });

/**
 * @param {string} heading
 * @param {string} body
 * @param {string} id The session that a click opens.
 */
function notify(heading, body, id) {
    if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden) return;
    try {
        const notification = new Notification(heading, { body, tag: `conecta-${id}`, icon: '/static/mark.svg' });
        notification.onclick = () => {
            window.focus();
            open(id);
            notification.close();
        };
    } catch {
        // Phones allow notifications from service workers alone.
    }
}

function askForNotifications() {
    if (!('Notification' in window) || Notification.permission !== 'default' || kept('asked')) return;
    keep('asked', 'yes');
    toast(say('allowAlerts'), { label: say('allow'), action: () => Notification.requestPermission(), seconds: 20 });
}

onLists(() => {
    const count = waitingCount();
    document.title = count ? `(${count}) ${title}` : title;
});

onFeed('session', ({ session, alert }) => {
    if (!alert) return;
    const words = say('arrived', { name: session.contact.name, team: session.team?.name ?? '' });
    ring([784, 1047]);
    notify(say('arrivedTitle'), words, session.id);
    const said = document.getElementById('said');
    if (said) said.textContent = words;
    askForNotifications();
});

onFeed('timeline', ({ session: id, item }) => {
    const session = sessions.get(id);
    if (item.kind !== 'message' || item.message.direction !== 'inbound' || session?.agent?.id !== me) return;
    if (id === openID() && !document.hidden) return;
    ring([587]);
    notify(say('wrote', { name: session.contact.name }), item.message.text, id);
});

showSound();

// The agent's screen. The page is there and useful before this has run; from here on it is live.

import { setServerTime } from '../parts/clock.js';
import { onFeed, openFeed } from '../parts/feed.js';
import { complain, toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import './alerts.js';
import './begin.js';
import './emoji.js';
import './menu.js';
import './recorder.js';
import './side.js';
import { enter, known, open, openID, start } from './desk.js';
import { loadLists } from './lists.js';
import { me, page, sessions } from './state.js';

setServerTime(page.now);

// A click on a waiting card starts service, on another it opens the conversation (S9).
document.addEventListener('click', (event) => {
    const body = /** @type {Element} */ (event.target).closest('.cards .card-body');
    if (!body || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const id = /** @type {HTMLElement} */ (body.closest('.card')).dataset.session ?? '';
    const session = sessions.get(id);
    if (session?.phase === 'waiting' && session.may.includes('start')) start(id);
    else open(id);
});

// Alt and an arrow go through the lists.
document.addEventListener('keydown', (event) => {
    const step = event.altKey && { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.cards > .card:not([hidden])')]);
    const index = cards.findIndex((card) => card.dataset.session === openID());
    const next = cards[(index + step + cards.length) % cards.length];
    if (!next) return;
    open(next.dataset.session ?? '');
    next.scrollIntoView({ block: 'nearest' });
});

const lost = /** @type {HTMLElement} */ (document.getElementById('link-lost'));
let lostTimer = 0;
onFeed('lost', () => {
    // A connection that comes back at once is nobody's business.
    clearTimeout(lostTimer);
    lostTimer = window.setTimeout(() => (lost.hidden = false), 2500);
});
onFeed('connected', () => {
    clearTimeout(lostTimer);
    lost.hidden = true;
});
for (const kind of ['reset', 'joined']) onFeed(kind, () => loadLists().catch(complain));

document.addEventListener('conecta:logged-out', () => {
    const next = encodeURIComponent(location.pathname);
    toast(say('loggedOut'), { look: 'bad', label: say('logIn'), action: () => location.assign(`/login?next=${next}`), seconds: 3600 });
}, { once: true });

enter();
try {
    const asOf = await loadLists();
    known();
    await openFeed(`${page.feed}?after=${asOf}`, me);
} catch (error) {
    complain(error);
    await openFeed(page.feed, me);
}
document.documentElement.dataset.live = 'yes';

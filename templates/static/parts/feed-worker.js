// A shared worker: one connection to the feed for all tabs of a browser.

import { readFeed } from './feed-source.js';

/** @type {Map<MessagePort, number>} Each tab with the time it was last heard. */
const tabs = new Map();
/** @type {(() => void) | null} */
let end = null;
let isConnected = false;

/** @param {{ kind: string, data?: any }} message */
function tell(message) {
    if (message.kind === 'connected') isConnected = true;
    if (message.kind === 'lost') isConnected = false;
    for (const tab of tabs.keys()) tab.postMessage(message);
}

function sweep() {
    for (const [tab, heard] of tabs) {
        if (Date.now() - heard > 150_000) tabs.delete(tab);
    }
    if (tabs.size === 0) {
        end?.();
        end = null;
    }
}

setInterval(sweep, 30_000);

self.addEventListener('connect', (event) => {
    const tab = /** @type {MessageEvent} */ (event).ports[0];
    tab.onmessage = ({ data }) => {
        if (data.kind === 'bye') {
            tabs.delete(tab);
            sweep();
            return;
        }
        tabs.set(tab, Date.now());
        if (data.kind !== 'open') return;
        if (!end) {
            end = readFeed(data.url, tell);
        } else {
            // The stream is ahead of the page or behind it: let it load its lists once more.
            tab.postMessage({ kind: isConnected ? 'connected' : 'lost' });
            tab.postMessage({ kind: 'joined' });
        }
    };
    tab.start();
});

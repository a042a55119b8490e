// What happens, live: the page's end of the feed.

/** @type {Map<string, Set<(data: any) => void>>} */
const listeners = new Map();

/**
 * Calls back for every event of a kind; the kinds of docs/api.md, `connected`, `lost`, and `joined`
 * when this page joined a stream that other tabs were reading already.
 * @param {string} kind
 * @param {(data: any) => void} listener
 */
export function onFeed(kind, listener) {
    const some = listeners.get(kind) ?? new Set();
    listeners.set(kind, some.add(listener));
}

/** @param {{ kind: string, data?: any }} message */
function tell(message) {
    for (const listener of listeners.get(message.kind) ?? []) {
        try {
            listener(message.data);
        } catch (error) {
            // One listener's fault must not keep the others from hearing.
            console.error(error);
        }
    }
}

/**
 * Begins to listen.
 * @param {string} url
 * @param {string} agent Each person has a worker of their own.
 */
export async function openFeed(url, agent) {
    const address = new URL(url, location.href).href;
    if (typeof SharedWorker === 'function') {
        try {
            const file = new URL('./feed-worker.js', import.meta.url);
            const { port } = new SharedWorker(file, { name: `feed-${agent}`, type: 'module' });
            port.onmessage = ({ data }) => tell(data);
            port.start();
            port.postMessage({ kind: 'open', url: address });
            setInterval(() => port.postMessage({ kind: 'here' }), 30_000);
            addEventListener('pagehide', () => port.postMessage({ kind: 'bye' }));
            addEventListener('pageshow', (event) => event.persisted && location.reload());
            return;
        } catch {
            // Some browsers know shared workers and refuse modules in them.
        }
    }
    const { readFeed } = await import('./feed-source.js');
    readFeed(address, tell);
}

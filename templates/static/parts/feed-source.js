// Reads the server's feed for as long as anybody listens, and comes back after every loss.

const names = [
    'ready', 'reset', 'session', 'session-removed', 'timeline', 'delivery', 'message', 'contact', 'presence',
    'connection', 'configured', 'notice', 'typing',
];

/**
 * Opens the feed.
 * @param {string} url With `after`, the place from which to read.
 * @param {(message: { kind: string, data?: any }) => void} tell
 * @returns {() => void} Ends it.
 */
export function readFeed(url, tell) {
    /** @type {EventSource | null} */
    let source = null;
    let last = new URL(url).searchParams.get('after') ?? '';
    let pause = 500;
    let timer = 0;
    let heard = Date.now();

    function open() {
        const address = new URL(url);
        // A new EventSource forgets the last id of the one before it.
        if (last) address.searchParams.set('after', last);
        source = new EventSource(address, { withCredentials: true });
        heard = Date.now();
        source.onopen = () => {
            pause = 500;
            heard = Date.now();
            tell({ kind: 'connected' });
        };
        source.onerror = () => {
            tell({ kind: 'lost' });
            // The browser itself tries again after a break, but not after an error answer.
            if (source?.readyState === EventSource.CLOSED) retry();
        };
        for (const name of names) {
            source.addEventListener(name, (event) => {
                heard = Date.now();
                if (event.lastEventId) last = event.lastEventId;
                tell({ kind: name, data: event.data ? JSON.parse(event.data) : {} });
            });
        }
    }

    function retry() {
        source?.close();
        clearTimeout(timer);
        timer = setTimeout(open, pause + Math.random() * pause);
        pause = Math.min(pause * 2, 15_000);
    }

    function renew() {
        source?.close();
        open();
    }

    // After sleep a connection may look open and be dead, and so may one that is silent for long: a new one
    // is cheap and misses nothing.
    let ticked = Date.now();
    const watch = setInterval(() => {
        const slept = Date.now() - ticked > 90_000;
        ticked = Date.now();
        const isSilent = ticked - heard > 300_000;
        if ((slept || isSilent) && source?.readyState === EventSource.OPEN) renew();
    }, 10_000);
    addEventListener('online', renew);

    open();
    return () => {
        clearInterval(watch);
        clearTimeout(timer);
        removeEventListener('online', renew);
        source?.close();
    };
}

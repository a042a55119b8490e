// The stream of a visitor's conversation, read with fetch: EventSource cannot send the visitor's token.

import { call } from './visitor.js';

/**
 * Reads the stream for ever; after every loss it goes on where it was.
 * @param {string} from The id of the last event already known.
 * @param {(kind: string, data: any) => void} tell `connected` and `lost` beside the server's events.
 */
export async function readStream(from, tell) {
    let last = from;
    let pause = 500;
    for (;;) {
        const controller = new AbortController();
        // The server beats every 15 seconds: silence means that nobody is there.
        let timer = setTimeout(() => controller.abort(), 40_000);
        const online = () => controller.abort();
        addEventListener('online', online);
        try {
            const response = await call('GET', '/stream', undefined, {
                signal: controller.signal,
                headers: { Accept: 'text/event-stream', ...(last && { 'Last-Event-ID': last }) },
            });
            tell('connected', {});
            pause = 500;
            const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
            const decoder = new TextDecoder();
            let rest = '';
            for (;;) {
                const { done, value } = await reader.read();
                if (done) break;
                clearTimeout(timer);
                timer = setTimeout(() => controller.abort(), 40_000);
                rest += decoder.decode(value, { stream: true });
                const blocks = rest.split(/\r?\n\r?\n/);
                rest = blocks.pop() ?? '';
                for (const block of blocks) {
                    const event = parse(block);
                    if (event.id !== null) last = event.id;
                    if (event.data !== null) tell(event.kind, event.data ? JSON.parse(event.data) : {});
                }
            }
        } catch (error) {
            const { status, after } = /** @type {any} */ (error);
            if (status === 401) {
                tell('forgotten', {});
                return;
            }
            if (after) pause = Math.max(pause, after * 1000);
        } finally {
            clearTimeout(timer);
            removeEventListener('online', online);
        }
        tell('lost', {});
        await new Promise((resolve) => setTimeout(resolve, pause + Math.random() * pause));
        pause = Math.min(pause * 2, 15_000);
    }
}

/**
 * Reads one event of a stream.
 * @param {string} block
 * @returns {{ kind: string, id: string | null, data: string | null }}
 */
function parse(block) {
    let kind = 'message';
    let id = null;
    const data = [];
    for (const line of block.split(/\r?\n/)) {
        const colon = line.indexOf(':');
        if (colon === 0) continue;
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (name === 'event') kind = value;
        else if (name === 'id') id = value;
        else if (name === 'data') data.push(value);
    }
    return { kind, id, data: data.length ? data.join('\n') : null };
}

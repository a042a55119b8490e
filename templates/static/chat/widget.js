// Puts the chat on another site: a floating button and a frame. One line embeds it:
//     <script async src="https://our.host/chat/CHANNEL/widget.js"></script>
// `data-side="left"` and `data-accent="#rrggbb"` on that line change where it stands and how it looks.

(() => {
    const script = /** @type {HTMLScriptElement} */ (document.currentScript);
    if (!script || document.getElementById('conecta-chat')) return;
    const address = new URL(script.src);
    const home = address.origin + address.pathname.replace(/\/widget\.js$/, '');
    const words = window.conectaWidget ?? { open: 'Chat', close: 'Chat' };
    const side = script.dataset.side === 'left' ? 'left' : 'right';
    const accent = /^#[0-9a-f]{6}$/i.test(script.dataset.accent ?? '') ? script.dataset.accent : words.accent || '#0a6a65';

    // The page's own styles must not reach in, nor ours out. Styles are set by script, which a strict policy allows.
    const host = document.createElement('div');
    host.id = 'conecta-chat';
    const root = host.attachShadow({ mode: 'open' });
    set(host, { position: 'fixed', bottom: '20px', [side]: '20px', zIndex: '2147483000', all: '' });

    const button = document.createElement('button');
    button.type = 'button';
    set(button, {
        position: 'relative', width: '58px', height: '58px', padding: '0', border: '0', borderRadius: '50%', cursor: 'pointer',
        color: '#ffffff', background: accent, boxShadow: '0 4px 18px rgb(0 0 0 / 0.28)',
    });
    const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    for (const [name, value] of Object.entries({
        viewBox: '0 0 24 24', width: '28', height: '28', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.8',
        'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true',
    })) drawing.setAttribute(name, value);
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    drawing.append(path);
    const dot = document.createElement('span');
    set(dot, {
        position: 'absolute', top: '2px', right: '2px', width: '14px', height: '14px', borderRadius: '50%',
        background: '#d92c20', border: '2px solid #ffffff', display: 'none',
    });
    button.append(drawing, dot);

    /** @type {HTMLIFrameElement | null} */
    let frame = null;
    let isOpen = false;

    /**
     * @param {HTMLElement} element
     * @param {Record<string, string>} styles
     */
    function set(element, styles) {
        for (const [name, value] of Object.entries(styles)) if (name !== 'all') element.style[name] = value;
    }

    function makeFrame() {
        frame = document.createElement('iframe');
        frame.title = words.title || words.open;
        frame.src = `${home}?page=${encodeURIComponent(location.href.slice(0, 500))}`;
        frame.allow = 'microphone';
        set(frame, { position: 'fixed', border: '0', background: '#ffffff', colorScheme: 'normal', boxShadow: '0 8px 40px rgb(0 0 0 / 0.3)' });
        root.append(frame);
        frame.addEventListener('load', () => tell('open'), { once: true });
    }

    function place() {
        if (!frame) return;
        const isSmall = innerWidth < 520 || innerHeight < 560;
        set(frame, isSmall
            ? { inset: '0', width: '100%', height: '100%', borderRadius: '0' }
            : { inset: 'auto', bottom: '92px', [side]: '20px', width: '380px', height: `${Math.min(640, innerHeight - 120)}px`, borderRadius: '16px' });
        frame.style.display = isOpen ? 'block' : 'none';
    }

    /** @param {string} kind */
    function tell(kind) {
        frame?.contentWindow?.postMessage({ conecta: kind }, address.origin);
    }

    /** @param {boolean} open */
    function show(open) {
        isOpen = open;
        if (open && !frame) makeFrame();
        place();
        path.setAttribute('d', open ? 'M6 9.5l6 6 6-6' : 'M4 5h16a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 20 17h-8l-5 4v-4H4a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 4 5zM7.5 9.5h9M7.5 13h5');
        button.setAttribute('aria-label', open ? words.close : words.open);
        button.setAttribute('aria-expanded', String(open));
        if (open) {
            dot.style.display = 'none';
            tell('open');
        } else if (root.activeElement === frame) {
            button.focus();
        }
    }

    button.addEventListener('click', () => show(!isOpen));
    addEventListener('resize', place);
    addEventListener('message', (event) => {
        if (!frame || event.source !== frame.contentWindow || event.origin !== address.origin) return;
        if (event.data?.conecta === 'fold') {
            show(false);
            button.focus();
        }
        if (event.data?.conecta === 'message' && !isOpen) dot.style.display = 'block';
    });

    root.append(button);
    const begin = () => {
        document.body.append(host);
        show(false);
    };
    if (document.body) begin();
    else addEventListener('DOMContentLoaded', begin);
})();

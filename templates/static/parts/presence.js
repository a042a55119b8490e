// The presence menu of the rail: works as a form without this.

import { api } from './api.js';
import { placeBeside } from './dialog.js';
import { onFeed } from './feed.js';
import { complain } from './toast.js';

const button = /** @type {HTMLElement} */ (document.getElementById('presence'));
const menu = /** @type {HTMLElement} */ (document.getElementById('presence-menu'));
const form = /** @type {HTMLFormElement} */ (document.getElementById('presence-form'));
const me = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="agent"]')).content;

/** @param {{ state: string, reason: string }} presence */
function show({ state, reason }) {
    button.dataset.state = state;
    /** @type {HTMLElement} */ (button.querySelector('.presence-dot')).dataset.state = state;
    const choice = form.querySelector(`button[value="${state}"]`);
    const word = document.getElementById('presence-word');
    if (word) word.textContent = (state === 'paused' && reason) || choice?.textContent || '';
    const away = document.getElementById('away');
    if (away) away.hidden = state === 'available';
}

menu.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === 'open') placeBeside(menu, button);
});

/** @param {SubmitEvent} event */
async function change(event) {
    event.preventDefault();
    const { value: state } = /** @type {HTMLButtonElement} */ (event.submitter);
    const reason = String(new FormData(form).get('reason') ?? '').trim();
    if (menu.matches(':popover-open')) menu.hidePopover();
    try {
        const agent = await api('PUT', '/me/presence', state === 'paused' ? { state, reason } : { state });
        show(agent.presence);
    } catch (error) {
        complain(error);
    }
}

form.addEventListener('submit', change);
/** @type {HTMLFormElement | null} */ (document.getElementById('away'))?.addEventListener('submit', change);

onFeed('presence', ({ agent, presence }) => {
    if (agent.id === me) show(presence);
});

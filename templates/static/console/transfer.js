// Moving a session to a team or to a person, opened or not (S8).

import { api } from '../parts/api.js';
import { make, part } from '../parts/dom.js';
import { openDialog } from '../parts/dialog.js';
import { complain, toast } from '../parts/toast.js';
import { say } from '../parts/words.js';
import { fillChoices, narrow } from './choices.js';
import { place, remove } from './lists.js';
import { me, sessions } from './state.js';

/**
 * Asks where a session should go, and moves it.
 * @param {string} id
 */
export function transfer(id) {
    const session = sessions.get(id);
    const dialog = openDialog('transfer-dialog', async (form, dialog) => {
        const kind = String(form.get('kind'));
        const target = String(form.get('target') ?? '');
        const label = dialog.querySelector('.choice:has(:checked) .strong')?.textContent ?? '';
        const moved = await api('POST', `/sessions/${id}/transfer`, { [kind]: target });
        if (moved) place(moved);
        else remove(id);
        toast(say('transferred', { name: session?.contact.name ?? '', to: label }), { look: 'good' });
    });
    const choices = /** @type {HTMLElement} */ (part(dialog, 'choices'));
    const find = /** @type {HTMLInputElement} */ (part(dialog, 'find'));
    find.value = '';
    find.oninput = () => narrow(choices, find.value);
    const radios = /** @type {NodeListOf<HTMLInputElement>} */ (dialog.querySelectorAll('[name="kind"]'));
    const show = async () => {
        const isTeam = radios[0].checked;
        choices.replaceChildren();
        try {
            const entries = isTeam ? await teams(session?.team?.id) : await agents();
            if (radios[0].checked === isTeam) fillChoices(choices, 'target', entries, say('nobodyFound'));
            narrow(choices, find.value);
        } catch (error) {
            complain(error);
        }
    };
    for (const radio of radios) radio.onchange = show;
    radios[0].checked = true;
    show();
}

/** @param {string | undefined} present The team the session is in. */
async function teams(present) {
    const { items } = await api('GET', '/teams?limit=200');
    return items.filter((team) => team.active && team.id !== present)
        .map((team) => ({ value: team.id, title: team.name }));
}

async function agents() {
    const { items } = await api('GET', '/users?limit=200');
    const order = ['available', 'paused', 'offline'];
    return items.filter((agent) => agent.id !== me && agent.teams.length && agent.active !== false)
        .sort((one, other) => order.indexOf(one.presence.state) - order.indexOf(other.presence.state)
            || one.name.localeCompare(other.name))
        .map((agent) => ({
            value: agent.id,
            title: agent.name,
            text: [agent.presence.reason || say(`presence.${agent.presence.state}`), agent.teams.map((team) => team.name).join(', ')].join(' · '),
            before: make('span', { className: 'presence-dot', 'data-state': agent.presence.state }),
        }));
}

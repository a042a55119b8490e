// The history works without this; with it, one click chooses a usual period.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('.filters'));

// Empty fields need not stand in the address.
form?.addEventListener('submit', () => {
    for (const field of /** @type {Iterable<HTMLInputElement>} */ (form.elements)) {
        if (field.name && !field.value) field.disabled = true;
    }
});
addEventListener('pageshow', () => {
    for (const field of /** @type {Iterable<HTMLInputElement>} */ (form?.elements ?? [])) field.disabled = false;
});

// A choice in a list is a search.
form?.addEventListener('change', (event) => {
    if (/** @type {Element} */ (event.target).matches('select')) form.requestSubmit();
});

/* Passkeys: the browser makes or shows one, a hidden field carries it, the form goes as every form does.
   A form names its act in data-passkey: make, show (options stand in the page) or enter (options are asked for). */
(() => {
  "use strict";
  const bytes = (words) => Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function make({ publicKey }) {
    const wanted = { ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
    const made = await navigator.credentials.create({ publicKey: {
      ...publicKey, challenge: bytes(publicKey.challenge), user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials), authenticatorSelection: wanted,
    } });
    const response = { clientDataJSON: words(made.response.clientDataJSON), attestationObject: words(made.response.attestationObject), transports: made.response.getTransports?.() || [] };
    return carried(made, response);
  }

  async function show({ publicKey }) {
    const shown = await navigator.credentials.get({ publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials) } });
    const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
    return carried(shown, { clientDataJSON: words(clientDataJSON), authenticatorData: words(authenticatorData), signature: words(signature), userHandle: userHandle ? words(userHandle) : null });
  }

  const carried = (one, response) => ({ type: one.type, id: one.id, rawId: words(one.rawId), response, clientExtensionResults: one.getClientExtensionResults() });

  async function options(form) {
    const page = document.getElementById("js_data");
    if (form.dataset.passkey !== "enter") { const told = JSON.parse(page.textContent); return told.creation_options || told.request_options; }
    const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-passkey]")) {
      if (!window.PublicKeyCredential) { form.querySelector("[data-without]")?.removeAttribute("hidden"); continue; }
      form.querySelector("button").hidden = false;
      form.addEventListener("submit", async (event) => {
        if (form.elements.credential.value) return;
        event.preventDefault();
        const said = form.querySelector("[data-said]");
        said.hidden = true;
        try {
          const given = await options(form);
          form.elements.credential.value = JSON.stringify(await (form.dataset.passkey === "make" ? make(given) : show(given)));
          form.submit();
        } catch { said.hidden = false; }
      });
    }
  });
})();

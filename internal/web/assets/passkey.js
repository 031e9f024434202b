// Asks the browser for a passkey, as the one form of the page says, and sends what it answers back to Heed. All words are the page's or the
// server's: what goes wrong is sent by its name.
"use strict";

(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;

  const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const listed = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  // Newer browsers read the options and write the answer by themselves.
  const creationOptions = (json) => PublicKeyCredential.parseCreationOptionsFromJSON
    ? PublicKeyCredential.parseCreationOptionsFromJSON(json)
    : { ...json, challenge: toBytes(json.challenge), user: { ...json.user, id: toBytes(json.user.id) }, excludeCredentials: listed(json.excludeCredentials) };
  const requestOptions = (json) => PublicKeyCredential.parseRequestOptionsFromJSON
    ? PublicKeyCredential.parseRequestOptionsFromJSON(json)
    : { ...json, challenge: toBytes(json.challenge), allowCredentials: listed(json.allowCredentials) };

  const answerOf = (credential) => {
    try {
      return JSON.stringify(credential.toJSON());
    } catch { // an older browser, or a keeper of passwords that stands in for it
      const from = credential.response, response = { clientDataJSON: toText(from.clientDataJSON) };
      for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
        if (from[name]) response[name] = toText(from[name]);
      }
      if (from.getTransports) response.transports = from.getTransports();
      return JSON.stringify({
        id: credential.id, rawId: toText(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment,
        clientExtensionResults: {}, response,
      });
    }
  };

  const send = (name, value) => {
    form.elements[name].value = value;
    form.submit();
  };

  // Whoever leaves the page while the browser asks, as by going back, ends the asking: that is sent nowhere, or it would bring them to another page.
  let leaving = false;
  for (const event of ["beforeunload", "pagehide"]) window.addEventListener(event, () => { leaving = true; });

  let asking = false;
  const ask = async (byItself) => {
    if (asking) return;
    asking = true;
    leaving = false;
    const began = performance.now();
    try {
      const json = JSON.parse(form.dataset.options);
      const credential = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: creationOptions(json) })
        : await navigator.credentials.get({ publicKey: requestOptions(json) });
      send("answer", answerOf(credential));
    } catch (error) {
      if (leaving) asking = false;
      // Some browsers ask for nothing before somebody presses a button, and say so faster than a person can.
      else if (byItself && error.name === "NotAllowedError" && performance.now() - began < 500) asking = false;
      else send("failed", error.name);
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(false);
  });
  if (!window.PublicKeyCredential) {
    send("failed", "none");
    return;
  }
  document.getElementById("without").hidden = true;
  document.getElementById("with").hidden = false;
  ask(true);
})();

// Keys (WebAuthn). A form with data-key="get" or "create" asks the browser's keys what data-question says, puts
// the answer into its field `credential` and is sent. Where there are no keys such forms stay hidden.

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function readable(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) {
    options.user.id = bytes(options.user.id);
  }
  for (const list of [options.allowCredentials, options.excludeCredentials]) {
    for (const known of list || []) {
      known.id = bytes(known.id);
    }
  }
  return options;
}

function written(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) {
      response[name] = text(key.response[name]);
    }
  }
  return JSON.stringify({
    id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {},
  });
}

async function ask(form) {
  const answer = await fetch(form.dataset.question, {headers: {accept: "application/json"}});
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  const publicKey = readable((await answer.json()).publicKey);
  return form.dataset.key === "create"
    ? navigator.credentials.create({publicKey})
    : navigator.credentials.get({publicKey});
}

async function use(form, event) {
  event.preventDefault();
  const button = form.querySelector("button"), failed = form.querySelector("[data-when=failed]");
  button.disabled = true;
  failed.hidden = true;
  try {
    form.elements.credential.value = written(await ask(form));
    form.submit();
  } catch {
    failed.hidden = false;
    button.disabled = false;
  }
}

// A key belongs to a name: at a bare address (127.0.0.1) there are none, and browsers would only complain.
if (window.PublicKeyCredential && !/^[\d.]+$|^\[/.test(location.hostname)) {
  for (const form of document.querySelectorAll("form[data-key]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => use(form, event));
  }
  for (const told of document.querySelectorAll("[data-without-key]")) {
    told.hidden = true;
  }
}

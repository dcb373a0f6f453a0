// Shuts what somebody said about themselves so that only the server can open it: not this page, and not
// whoever takes the telephone. ECDH on P-256, then AES-256-GCM; the server's side is casebook/boxes.py.

const INFO = new TextEncoder().encode("regreso box 1");

export async function shut(publicKey, what) {
  const curve = {name: "ECDH", namedCurve: "P-256"};
  const theirs = await crypto.subtle.importKey("raw", bytes(publicKey), curve, false, []);
  const ours = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({name: "ECDH", public: theirs}, ours.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    {name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: INFO},
    material, {name: "AES-GCM", length: 256}, false, ["encrypt"],
  );
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(what));
  const sealed = await crypto.subtle.encrypt({name: "AES-GCM", iv: nonce, additionalData: point}, key, plain);
  return base64([point, nonce, new Uint8Array(sealed)]);
}

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function base64(parts) {
  let text = "";
  for (const part of parts) for (const byte of part) text += String.fromCharCode(byte);
  return btoa(text);
}

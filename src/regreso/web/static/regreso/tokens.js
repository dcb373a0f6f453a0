// Boarding tokens as movement/manifest/tokens.py makes them: eight signs, the last of which checks the others.

const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", LENGTH = 8;
const CYRILLIC = "АВЕКМНРСТУХ", LATIN = "ABEKMHPCTYX";

// The token as it is written, however it was typed; "" if it is none.
export function readToken(typed) {
  let signs = "";
  for (const letter of typed.toUpperCase()) {
    if (" -–—\u00a0".includes(letter)) continue;
    const at = CYRILLIC.indexOf(letter);
    signs += at < 0 ? letter : LATIN[at];
  }
  if (signs.length !== LENGTH || !Array.from(signs).every((sign) => SIGNS.includes(sign))) return "";
  return check(signs.slice(0, -1)) === signs[LENGTH - 1] ? written(signs) : "";
}

export function newToken() {
  let signs = "";
  while (signs.length < LENGTH - 1) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0];
    if (byte < 8 * SIGNS.length) signs += SIGNS[byte % SIGNS.length];
  }
  return written(signs + check(signs));
}

function check(signs) {
  let total = 0;
  Array.from(signs).forEach((sign, place) => { total += (LENGTH - place) * SIGNS.indexOf(sign); });
  return SIGNS[(SIGNS.length - (total % SIGNS.length)) % SIGNS.length];
}

function written(signs) {
  return signs.slice(0, LENGTH / 2) + "-" + signs.slice(LENGTH / 2);
}

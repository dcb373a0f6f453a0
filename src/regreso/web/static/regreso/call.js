/* A call: two pages that see each other, and an officer who meets each alone and then leaves.
   Every word that is shown comes from the page's data attributes, already translated. Nothing is recorded:
   the picture goes from one browser to the other, and this file hands it to no one else. */
"use strict";
(function () {
  const root = document.getElementById("call");
  const words = Object.assign({}, document.getElementById("call-words").dataset, root.dataset);
  const status = document.getElementById("call-status");
  const other = document.getElementById("other");
  const own = document.getElementById("own");
  const quality = document.getElementById("call-quality");
  const officer = words.ticket;
  const keyName = "regreso-call-key";
  let patience = 0, watching = 0, level = 0, failed = 0;
  let camera = null, socket = null, line = null, round = 0, waiting = [], over = false, joining = null;

  function say(name) { status.textContent = words[name]; status.dataset.now = name; }
  function send(body) { if (socket && socket.readyState === WebSocket.OPEN) { socket.send(JSON.stringify(body)); } }
  function button(id, act) {
    const found = document.getElementById(id);
    if (found) { found.addEventListener("click", act); }
    return found;
  }

  /* The secret of the link leaves the address at once, so that nobody reads it over a shoulder. */
  function secret() {
    if (officer) { return { ticket: officer }; }
    const link = location.hash.slice(1);
    if (link) {
      history.replaceState(null, "", location.pathname);
      sessionStorage.removeItem(keyName);
      return { link: link };
    }
    const key = sessionStorage.getItem(keyName);
    return key ? { key: key } : { link: "" };
  }

  /* What the line bears: the picture gives way first, step by step, and the voice last. Bits per second. */
  const LEVELS = [
    { bits: 600000, smaller: 1, frames: 24 }, { bits: 250000, smaller: 2, frames: 15 },
    { bits: 90000, smaller: 4, frames: 8 }, { bits: 0, smaller: 4, frames: 1 },
  ];

  async function bear(mine, to) {
    level = to;
    const wanted = LEVELS[to];
    for (const sender of mine.getSenders()) {
      if (!sender.track || sender.track.kind !== "video") { continue; }
      const kept = sender.getParameters();
      if (!kept.encodings || !kept.encodings.length) { continue; }
      kept.encodings[0].active = wanted.bits > 0;
      kept.encodings[0].scaleResolutionDownBy = wanted.smaller;
      kept.encodings[0].maxFramerate = wanted.frames;
      if (wanted.bits) { kept.encodings[0].maxBitrate = wanted.bits; }
      await sender.setParameters(kept);
    }
    root.dataset.level = String(to);
    quality.textContent = words[["lineGood", "lineWeak", "linePoor", "voiceOnly"][to]];
  }

  function watchLine(mine) {
    clearInterval(watching);
    let good = 0;
    bear(mine, 0).catch(() => undefined);
    watching = setInterval(async () => {
      if (line !== mine || mine.connectionState !== "connected") { clearInterval(watching); return; }
      let room = Infinity, loss = 0;
      (await mine.getStats()).forEach((row) => {
        if (row.type === "candidate-pair" && row.nominated && row.availableOutgoingBitrate) { room = row.availableOutgoingBitrate; root.dataset.room = String(Math.round(room)); }
        if (row.type === "remote-inbound-rtp" && row.kind === "video") { loss = row.fractionLost || 0; }
      });
      const needs = LEVELS[level].bits;
      if (level < 3 && (room < needs * 0.8 || loss > 0.12)) { good = 0; await bear(mine, level + 1); return; }
      good += 1;
      if (level > 0 && good >= 5 && room > LEVELS[level - 1].bits * 1.2 && loss < 0.03) { good = 0; await bear(mine, level - 1); }
    }, 2000);
  }

  function hangUp() {
    clearInterval(watching);
    clearTimeout(patience);
    if (line) { line.onconnectionstatechange = null; line.close(); line = null; }
    other.srcObject = null;
    waiting = [];
  }

  function release() {
    hangUp();
    if (camera) { camera.getTracks().forEach((track) => track.stop()); camera = null; own.srcObject = null; }
  }

  async function meet(pair) {
    hangUp();
    round = pair.round;
    const mine = line = new RTCPeerConnection({ iceServers: pair.ice.servers, iceTransportPolicy: pair.ice.policy });
    const stream = new MediaStream();
    other.srcObject = stream;
    mine.ontrack = (event) => stream.addTrack(event.track);
    mine.onicecandidate = (event) => { if (event.candidate) { send({ signal: { ice: event.candidate }, round: pair.round }); } };
    mine.onconnectionstatechange = () => {
      if (mine.connectionState === "connected") { clearTimeout(patience); failed = 0; watchLine(mine); say(pair.with === "officer" ? "withOfficer" : root.dataset.seat === "officer" ? "withParty" : "together"); }
      if (mine.connectionState === "disconnected") { say("lineBroke"); }
      if (mine.connectionState === "failed" && pair.offer) { send({ again: pair.round }); }
    };
    camera.getTracks().forEach((track) => mine.addTrack(track, camera));
    /* Twice no line: by this network, or this relay, there may be none. It is tried on, and said so. */
    say(failed < 2 ? "connecting" : "noLine");
    failed += 1;
    /* A line that is not there after a while is tried anew: a description may have been lost with the network. */
    clearTimeout(patience);
    patience = setTimeout(() => { if (line === mine && pair.offer && mine.connectionState !== "connected") { send({ again: pair.round }); } }, 15000);
    if (pair.offer) {
      await mine.setLocalDescription();
      send({ signal: { sdp: mine.localDescription }, round: pair.round });
    }
  }

  async function hear(signal) {
    const mine = line;
    if (signal.sdp) {
      await mine.setRemoteDescription(signal.sdp);
      const kept = waiting;
      waiting = [];
      for (const ice of kept) { await mine.addIceCandidate(ice); }
      if (signal.sdp.type === "offer") {
        await mine.setLocalDescription();
        send({ signal: { sdp: mine.localDescription }, round: round });
      }
    } else if (signal.ice) {
      if (mine.remoteDescription) { await mine.addIceCandidate(signal.ice); } else { waiting.push(signal.ice); }
    }
  }

  /* One thing after the other: a candidate must not overtake the description that it belongs to. */
  let turn = Promise.resolve();
  function after(work) { turn = turn.then(work).catch((fault) => { root.dataset.fault = String(fault); }); }

  function take(told) {
    if ("refused" in told) { refuse(told.refused); }
    if (told.seat) {
      if (told.seat.key) { sessionStorage.setItem(keyName, told.seat.key); }
      root.dataset.seat = told.seat.party;
      say("waiting");
    }
    if ("pair" in told) {
      if (told.pair) { after(() => meet(told.pair)); } else { after(async () => { hangUp(); say("waiting"); }); }
    }
    if (told.signal) { after(async () => { if (line && told.round === round) { await hear(told.signal); } }); }
    if (told.noted) { noted.textContent = noted.dataset.thanks; }
    if (told.standing) { standing(told.standing); }
    if (told.over) { finish("over"); }
  }

  function refuse(what) {
    if (what === "door" || what === "moved") { finish(what === "moved" ? "movedAway" : "refused"); } else { say("notNow"); }
  }

  function finish(name) {
    over = true;
    if (name !== "movedAway") { sessionStorage.removeItem(keyName); }
    release();
    say(name);
    root.classList.add("ended");
    if (socket) { socket.close(); }
  }

  function dial() {
    socket = new WebSocket(words.socket);
    socket.onopen = () => send({ join: joining });
    socket.onmessage = (event) => take(JSON.parse(event.data));
    socket.onclose = () => {
      if (over) { return; }
      const key = sessionStorage.getItem(keyName);
      if (!officer && key) { joining = { key: key }; }
      say("lost");
      setTimeout(dial, 2000);
    };
  }

  const small = (navigator.deviceMemory || 4) <= 1 || (navigator.hardwareConcurrency || 4) <= 2 && screen.width <= 480;
  async function begin() {
    start.disabled = true;
    try {
      camera = await navigator.mediaDevices.getUserMedia({ audio: true, video: small ? { width: 320, height: 240, frameRate: 15 } : { width: 640, height: 480 } });
    } catch (fault) {
      /* Without a camera, or without leave to use it, there is still the voice. */
      try {
        camera = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch (none) {
        start.disabled = false;
        say("noCamera");
        return;
      }
      quality.textContent = words.voiceOnly;
    }
    own.srcObject = camera;
    start.hidden = true;
    document.getElementById("call-room").hidden = false;
    joining = secret();
    dial();
  }

  const start = button("call-start", begin);
  /* An old telephone keeps its link: it is handed in only after the button, which only a fit browser shows. */
  const fit = window.RTCPeerConnection && navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.WebSocket;
  const old = document.getElementById("call-old");
  if (fit) { start.hidden = false; if (old) { old.hidden = true; } }
  /* Said of the line, answered alike whatever it is, kept nowhere. */
  const note = document.getElementById("call-note"), noted = document.getElementById("call-noted");
  button("call-say", () => { if (note.value.trim()) { send({ act: "note", word: note.value.trim() }); note.value = ""; } });
  button("call-end", () => send({ act: "end", word: "completed" }));
  const mute = button("call-mute", () => {
    const tracks = camera ? camera.getAudioTracks() : [];
    tracks.forEach((track) => { track.enabled = !track.enabled; });
    mute.setAttribute("aria-pressed", String(tracks.some((track) => !track.enabled)));
  });

  /* The officer's buttons; each is there only when the story allows it. */
  function standing(now) {
    root.dataset.state = now.state;
    const alarm = document.getElementById("call-alarm");
    if (now.alarm && alarm.hidden) { alarm.textContent = alarm.dataset.alarm; alarm.hidden = false; }
    for (const party of ["family", "captive"]) {
      const shown = document.getElementById("is-" + party);
      const here = now.here.includes(party), met = now.met.includes(party);
      shown.textContent = words[met ? "isMet" : here ? "isHere" : "isAway"];
      document.getElementById("speak-" + party).disabled = !(now.state === "lobby" && here);
      document.getElementById("met-" + party).disabled = !(now.state === "lobby" && now.speaking === party);
    }
    document.getElementById("call-open").disabled = now.state !== "scheduled";
    document.getElementById("call-join").disabled = !(now.state === "lobby" && now.met.length === 2 && now.here.length === 2);
    if (now.state === "connected") { release(); say("left"); }
  }
  button("call-open", () => send({ act: "open" }));
  button("call-join", () => send({ act: "connect" }));
  for (const party of ["family", "captive"]) {
    button("speak-" + party, () => send({ act: "speak", word: party }));
    button("met-" + party, () => send({ act: "meet", word: party }));
  }
  for (const how of ["cut", "distress", "duress"]) { button("end-" + how, () => send({ act: "end", word: how })); }
})();

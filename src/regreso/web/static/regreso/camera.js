// The camera as a reader of codes, in browsers that can read them.

let camera = null;

// Calls `found` with the text of the first code that it sees. "" when it looks, else the word for why it cannot.
export async function startCamera(video, found) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return "no-scan";
  let detector;
  try {
    detector = new window.BarcodeDetector({formats: ["qr_code"]});
    camera = await navigator.mediaDevices.getUserMedia({video: {facingMode: "environment"}});
  } catch (error) {
    return "no-camera";
  }
  video.srcObject = camera;
  await video.play();
  look(detector, video, found);
  return "";
}

export function stopCamera() {
  if (camera) camera.getTracks().forEach((track) => track.stop());
  camera = null;
}

async function look(detector, video, found) {
  while (camera) {
    const codes = await detector.detect(video).catch(() => []);
    if (codes.length && camera) return found(codes[0].rawValue);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

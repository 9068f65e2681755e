let audio;

/** Two short tones, made here: nothing is loaded. */
export function ring() {
  audio ??= new AudioContext();
  const now = audio.currentTime;
  for (const [at, frequency] of [
    [0, 660],
    [0.12, 880],
  ]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.08, now + at);
    volume.gain.exponentialRampToValueAtTime(0.001, now + at + 0.18);
    tone.connect(volume).connect(audio.destination);
    tone.start(now + at);
    tone.stop(now + at + 0.2);
  }
}

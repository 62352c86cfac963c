// Reading aloud: the prompt, then the options, each in its own language, as far as this device has a voice for it.

const SPOKEN = "h1.prompt, .option__title [lang], .choice [lang], .topic [lang]";

function voiceFor(part) {
  const [language] = (part.lang || document.documentElement.lang).split("-");
  return speechSynthesis.getVoices().find((each) => each.lang.split(/[-_]/)[0] === language);
}

function offerVoice() {
  const button = find("[data-aloud]");
  const prompt = find("h1.prompt");
  if (!button || !prompt || !window.speechSynthesis) return;
  button.hidden = !voiceFor(prompt);
  button.onclick = readAloud;
}

// Pressed once more it falls silent.
function readAloud() {
  const silence = speechSynthesis.speaking;
  speechSynthesis.cancel();
  for (const part of silence ? [] : all(SPOKEN, find("#now"))) {
    const voice = voiceFor(part);
    if (!voice) continue;
    const words = new SpeechSynthesisUtterance(part.textContent.trim());
    words.voice = voice;
    words.lang = voice.lang;
    speechSynthesis.speak(words);
  }
}

// Reading aloud, only where a voice for the language exists.

function offerVoice() {
  const button = find("[data-aloud]");
  const prompt = find("h1.prompt");
  if (!button || !prompt || !window.speechSynthesis) return;
  const language = prompt.lang.slice(0, 2);
  const voice = speechSynthesis.getVoices().find((each) => each.lang.startsWith(language));
  button.hidden = !voice;
  button.onclick = () => {
    const words = new SpeechSynthesisUtterance(prompt.textContent);
    words.voice = voice;
    words.lang = voice.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  };
}

package align

import "testing"

// How loud speech is at least does not hang on what was listened to before.
func TestWhatWasHeardBeforeChangesNothingOfHowLoudSpeechIs(t *testing.T) {
	said := speak(t, script(t, 14))
	samples := said.samples
	for i := range samples[:len(samples)/2] {
		samples[i] /= 30
	}
	least := func(s *Sound) float32 {
		p := English().plan(s, said.turns[11:12], Options{WordsOnly: true})
		quiet, err := p.quiet(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return quiet
	}
	fresh, known := Listen(said.source(), English()), Listen(said.source(), English())
	if _, err := known.between(t.Context(), 0, known.frames); err != nil {
		t.Fatal(err)
	}
	if a, b := least(fresh), least(known); a != b {
		t.Errorf("speech is at least %v dB loud, and %v once all of the sound was heard", a, b)
	}
}

// This file has long silences played short, if somebody wants that: those that the waveform knows of, which is all of
// them once it is drawn. It listens to nothing itself.

package service

import (
	"stet/backend/audio"
	"stet/backend/timecode"
)

// breath is what stays at either side of a silence that is shortened.
const breath = 150 * timecode.Millisecond

// ShortenSilences has silences that are longer than so many milliseconds played as 0.3 s; 0 plays them as they are.
func (s *Service) ShortenSilences(milliseconds int) error {
	err := s.play(func(audio.Player) {})
	if err == nil {
		longest := timecode.FromMillis(int64(milliseconds))
		s.sound.mu.Lock()
		changed := s.sound.longest != longest
		s.sound.longest = longest
		s.sound.mu.Unlock()
		if changed {
			s.shorten()
		}
	}
	return err
}

// shorten tells the player what to leave out of the sound that is open.
func (s *Service) shorten() {
	if s.Player == nil {
		return
	}
	s.sound.shortening.Lock()
	defer s.sound.shortening.Unlock()
	s.sound.mu.Lock()
	longest := s.sound.longest
	s.sound.mu.Unlock()
	s.waves.mu.Lock()
	path, wave := s.waves.path, s.waves.wave
	s.waves.mu.Unlock()
	if wave == nil {
		return
	}
	var skips []audio.Range
	if longest > 0 {
		shape := wave.Shape()
		for _, each := range wave.Silences(0, timecode.FromSamples(shape.Samples, shape.Rate)) {
			if each.To-each.From > max(longest, 2*breath) {
				skips = append(skips, audio.Range{
					From: (each.From + breath).FirstSample(shape.Rate), To: (each.To - breath).FirstSample(shape.Rate),
				})
			}
		}
	}
	s.Player.SetSkips(path, skips)
}

// Package checksum compares what a sound decodes to with the checksum that its file has of it, as FLAC has: the MD5 of the
// samples of all channels in turn, each a number of as many bytes as its bits need, the lowest first. It does so while the
// sound is read for another reason, and reads nothing by itself.
package checksum

import (
	"crypto/md5"
	"hash"
	"math"

	"stet/backend/audio"
)

// Source is a sound of which a sum is made while StreamAll reads it. What is read twice counts once; what is left out
// leaves the sum without a meaning.
type Source struct {
	audio.Source
	info  audio.Info
	sum   hash.Hash
	until int // up to this sample it is in the sum
	bytes []byte
}

// Of makes the sum of a sound, whose file must have bits.
func Of(src audio.Source) *Source {
	return &Source{Source: src, info: src.Info(), sum: md5.New()}
}

// StreamAll is as audio.Source says.
func (s *Source) StreamAll(frames [][2]float64, all []float64) int {
	at := s.Position()
	n := s.Source.StreamAll(frames, all)
	if at <= s.until && s.until < at+n {
		s.add(all[(s.until-at)*s.info.Channels : n*s.info.Channels])
		s.until = at + n
	}
	return n
}

func (s *Source) add(values []float64) {
	width := (s.info.Bits + 7) / 8
	full := float64(int64(1) << (s.info.Bits - 1))
	s.bytes = s.bytes[:0]
	for _, v := range values {
		sample := int64(math.Round(v * full))
		for b := range width {
			s.bytes = append(s.bytes, byte(sample>>(8*b)))
		}
	}
	s.sum.Write(s.bytes)
}

// Differs reports whether all of the sound was read, and is not what the file's sum was made of.
func (s *Source) Differs() bool {
	return s.info.Sum != [md5.Size]byte{} && int64(s.until) == s.info.Samples && [md5.Size]byte(s.sum.Sum(nil)) != s.info.Sum
}

package service_test

import (
	"bytes"
	"encoding/binary"
	"sync"
	"sync/atomic"
	"testing"

	"stet/backend/audio"
	"stet/backend/audio/decode"
	"stet/backend/service"
	"stet/backend/transcript"
)

// asking is a source of a sound whose words are looked for: it says when the search reads, and has it wait until all is
// drawn.
type asking struct {
	audio.Source
	reads *sync.Once
	begun chan struct{}
	drawn <-chan struct{}
	read  *atomic.Int64 // samples, for the search
}

func (s asking) Stream(to [][2]float64) (int, bool) {
	s.reads.Do(func() { close(s.begun) })
	<-s.drawn
	n, ok := s.Source.Stream(to)
	s.read.Add(int64(n))
	return n, ok
}

// longer is a sound as a WAV file with a low noise behind it, and its rate.
func longer(t *testing.T, path string, seconds int) (file string, rate int) {
	t.Helper()
	src, err := decode.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	rate = src.Info().Rate
	samples := make([]uint16, rate*seconds)
	for i := range samples {
		samples[i] = uint16(i * i % 17)
	}
	frames := make([][2]float64, src.Info().Samples)
	n, _ := src.Stream(frames)
	for i, f := range frames[:n] {
		samples[i] = uint16(int16(f[0] * (1 << 15)))
	}
	var b bytes.Buffer
	b.WriteString("RIFF")
	binary.Write(&b, binary.LittleEndian, uint32(36+2*len(samples)))
	b.WriteString("WAVEfmt ")
	binary.Write(&b, binary.LittleEndian, []uint32{16, 1<<16 | 1, uint32(rate), uint32(2 * rate), 16<<16 | 2})
	b.WriteString("data")
	binary.Write(&b, binary.LittleEndian, uint32(2*len(samples)))
	binary.Write(&b, binary.LittleEndian, samples)
	return b.String(), rate
}

// TestWhatIsDecodedForTheWaveformServesTheWords draws the waveform while words are looked for. Of the file, the search
// reads itself no more than what it was at when the drawing began.
func TestWhatIsDecodedForTheWaveformServesTheWords(t *testing.T) {
	f, id, words := clockmaker(t, "")
	const seconds = 100
	file, rate := longer(t, f.path("talk.flac"), seconds)
	f.write("long.wav", file)
	drawn := make(chan struct{})
	made := asking{reads: &sync.Once{}, begun: make(chan struct{}), drawn: drawn, read: &atomic.Int64{}}
	f.see(func(path string) (audio.Source, error) {
		src, err := decode.Open(path)
		if err != nil || path != f.path("long.wav") {
			return src, err
		}
		mine := made
		mine.Source = src
		return mine, nil
	})
	f.edit("1.md", "Chose the sound", transcript.SetEpisode{Episode: transcript.Episode{Series: "Clocks", Key: "1", Sound: f.path("long.wav")}})
	job, err := f.AlignWords(id, 0, false)
	if err != nil {
		t.Fatal(err)
	}
	<-made.begun
	if err := f.OpenEpisode(id); err != nil {
		t.Fatal(err)
	}
	f.drawn()
	close(drawn)
	if j := f.ended(job, nil); j.State != service.JobDone {
		t.Fatalf("%+v", j)
	}
	if v, err := f.Aligned(job); err != nil || v.Found < 30 || v.Words != len(words[0])+len(words[1]) {
		t.Errorf("%+v, %v", v, err)
	}
	if read := int(made.read.Load()) / rate; read > 35 {
		t.Errorf("the search reads %d s of %d s itself", read, seconds)
	}
}

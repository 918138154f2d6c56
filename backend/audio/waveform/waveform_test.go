package waveform

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"

	"stet/backend/audio"
	"stet/backend/audio/fingerprint"
	"stet/backend/timecode"
)

// segmentAt is the samples of a segment at a rate.
func segmentAt(rate int) int64 { return ShapeOf(audio.Info{Rate: rate}).segmentSamples() }

func TestPointsFollowOneAnotherAboutAsFastAtAnyRate(t *testing.T) {
	for rate, per := range map[int]int{8000: 64, 16000: 128, 22050: 128, 44100: 256, 48000: 256, 96000: 512, 192000: 1024} {
		if got := ShapeOf(audio.Info{Rate: rate}).PerPoint; got != per {
			t.Errorf("%d samples a second: %d samples a point, not %d", rate, got, per)
		}
	}
}

// The energies of a segment are those that filters have which heard all that was before.
func TestLoudnessHasNoSeams(t *testing.T) {
	for _, rate := range []int{8000, 11025, 48000} {
		s := newSpeech(rate, 2*segmentAt(rate)+17)
		w := built(t, s)
		by := newEar(rate, []float64{1, 1})
		e := energies{shape: w.shape, last: w.shape.wholeBlocks()}
		var all []float64
		for _, f := range s.frames {
			all = append(all, f[0], f[1])
		}
		e.add(&by, 0, all)
		if len(e.out) != len(w.energy) {
			t.Fatalf("%d Hz: %d tenths of a second, not %d", rate, len(w.energy), len(e.out))
		}
		for i := range e.out {
			if d := math.Abs(float64(e.out[i]-w.energy[i])) / float64(e.out[i]); d > 1e-6 {
				t.Fatalf("%d Hz: tenth %d is %g, not %g", rate, i, w.energy[i], e.out[i])
			}
		}
	}
}

// EBU Tech 3341, signal 1 and its like: a sine of 1 kHz at -23 dBFS in both channels is -23 LUFS.
func TestASineIsAsLoudAsTheRecommendationSays(t *testing.T) {
	for _, c := range []struct {
		rate, channels int
		level, want    float64
	}{{48000, 2, -23, -23}, {44100, 2, -23, -23}, {48000, 2, -33, -33}, {48000, 1, -23, -26}, {8000, 2, -23, -23}} {
		s := newSpeech(c.rate, int64(5*c.rate))
		s.info.Channels = c.channels
		for i := range s.frames {
			v := math.Pow(10, c.level/20) * math.Sin(2*math.Pi*1000*float64(i)/float64(c.rate))
			s.frames[i] = [2]float64{v, v}
		}
		got, ok := built(t, s).Loudness()
		if !ok || math.Abs(got-c.want) > 0.1 {
			t.Errorf("%+v: %.2f LUFS", c, got)
		}
	}
	quiet := newSpeech(48000, 48000)
	clear(quiet.frames)
	if got, ok := built(t, quiet).Loudness(); ok {
		t.Errorf("silence has %.2f LUFS", got)
	}
}

func TestSilencesLieBetweenTheWords(t *testing.T) {
	s := newSpeech(8000, 8000*30)
	w := built(t, s)
	got := w.Silences(0, 30*timecode.Second)
	if len(got) != 20 {
		t.Fatalf("%d silences: %v", len(got), got)
	}
	near := func(a, b timecode.Time) bool { return max(a-b, b-a) < timecode.Second/50 }
	for i, each := range got {
		from := timecode.Second * timecode.Time(3*i+2) / 2
		if !near(each.From, from) || !near(each.To, from+timecode.Second/2) {
			t.Errorf("silence %d is %v", i, each)
		}
	}
	if part := w.Silences(11*timecode.Second/10, 12*timecode.Second/10); len(part) != 1 || part[0] != got[0] {
		t.Errorf("of the first second and a bit: %v", part)
	}
	for i := range s.frames {
		s.frames[i] = [2]float64{0.1, -0.1}
	}
	if got := built(t, s).Silences(0, 30*timecode.Second); len(got) > 0 {
		t.Errorf("a hum has silences: %v", got)
	}
}

func TestWhatIsWantedIsBuiltFirst(t *testing.T) {
	s := newSpeech(8000, 6*segmentAt(8000))
	w := New(ShapeOf(s.info))
	w.Want(4*segmentAt(8000) + 5)
	ctx, cancel := context.WithCancel(context.Background())
	var order []int64
	err := w.Build(ctx, s.open, func(from, _ int64) {
		order = append(order, from/segmentAt(8000))
		if len(order) == 1 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	done, of := w.Progress()
	if of != 6 || done == 0 || done == 6 || (order[0] != 4 && order[0] != 5) {
		t.Fatalf("built %v, %d of %d", order, done, of)
	}
	if _, err := w.Table(0); !errors.Is(err, ErrTable) {
		t.Errorf("half a waveform was given away: %v", err)
	}
	// What is missing, and nothing else, is built afterwards.
	var again []int64
	if err := w.Build(context.Background(), s.open, func(from, _ int64) { again = append(again, from/segmentAt(8000)) }); err != nil {
		t.Fatal(err)
	}
	if len(again) != 6-done || !w.Whole() {
		t.Errorf("built %v after %v", again, order)
	}
	if !bytes.Equal(w.Points(0, 0, math.MaxInt32), built(t, s).Points(0, 0, math.MaxInt32)) {
		t.Error("a waveform that was built in two goes is another one")
	}
}

func TestDamageIsSilentAndALostDriveIsAnError(t *testing.T) {
	s := newSpeech(8000, 2*segmentAt(8000))
	s.from = 1000
	s.broken = &audio.Error{Code: audio.Damaged, What: "It ends early."}
	w := built(t, s)
	if p := pointAt(w.Points(0, 1000, 1001), 0); !w.Whole() || p != (Point{}) {
		t.Errorf("%v", p)
	}
	c := Cache{Dir: t.TempDir()}
	if err := c.Save(fingerprint.Key{}, w); err != nil {
		t.Fatal(err)
	}
	samples, first := c.Load(fingerprint.Key{}).Lost()
	if want := int64(2*segmentAt(8000) - 1000); samples != want || first != 1000 {
		t.Errorf("%d samples are lost from %d on, not %d from 1000 on", samples, first, want)
	}
	s.broken = &audio.Error{Code: audio.Unreadable, What: "The drive is gone."}
	w = New(ShapeOf(s.info))
	if err := w.Build(context.Background(), s.open, func(int64, int64) {}); !errors.Is(err, s.broken) {
		t.Errorf("%v", err)
	}
	s.broken = nil
	shape := ShapeOf(s.info)
	shape.Samples--
	if err := New(shape).Build(context.Background(), s.open, func(int64, int64) {}); !errors.Is(err, errAnother) {
		t.Errorf("%v", err)
	}
}

func TestWhatCannotBeDecodedIsCountedOnce(t *testing.T) {
	segment := int(segmentAt(8000))
	for _, gap := range [][2]int{{100, 101}, {segment - 1500, segment + 700}, {segment - 3000, segment - 1000}, {segment, 3 * segment}, {0, 3 * segment}} {
		s := newSpeech(8000, int64(3*segment))
		s.gap = gap
		if samples, first := built(t, s).Lost(); samples != int64(gap[1]-gap[0]) || first != int64(gap[0]) {
			t.Errorf("%v: %d samples from %d on", gap, samples, first)
		}
	}
}

func TestTheStretchesThatCannotBeDecodedAreKnown(t *testing.T) {
	segment := segmentAt(8000)
	part := ShapeOf(newSpeech(8000, 1).info).partSamples()
	s := newSpeech(8000, 3*segment)
	s.gap = [2]int{int(segment - part - 10), int(segment + 700)}
	w := built(t, s)
	c := Cache{Dir: t.TempDir()}
	if err := c.Save(fingerprint.Key{}, w); err != nil {
		t.Fatal(err)
	}
	// It ends with the part that its last sample is in.
	want := Gap{segment - part - 10, segment + (700+part-1)/part*part}
	if all := c.Load(fingerprint.Key{}).Gaps(10); len(all) != 1 || all[0] != want {
		t.Errorf("%v, not %v", all, want)
	}
	w.lost[2] = loss{samples: 9, first: uint32(part) + 5, parts: 1<<1 | 1<<4 | 1<<40}
	all := w.Gaps(10)
	if len(all) != 4 || all[1] != (Gap{2*segment + part + 5, 2*segment + 2*part}) || all[2] != (Gap{2*segment + 4*part, 2*segment + 5*part}) {
		t.Errorf("%v", all)
	}
	if few := w.Gaps(3); len(few) != 3 || few[1] != (Gap{all[1].From, all[2].To}) || few[2] != all[3] {
		t.Errorf("%v", few)
	}
	if one := w.Gaps(1); len(one) != 1 || one[0] != (Gap{all[0].From, all[3].To}) {
		t.Errorf("%v", one)
	}
}

func TestItIsReadWhileItIsBuilt(t *testing.T) {
	s := newSpeech(8000, 5*segmentAt(8000))
	w := New(ShapeOf(s.info))
	c := Cache{Dir: t.TempDir()}
	var readers sync.WaitGroup
	stop := make(chan struct{})
	readers.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			w.Points(3, 0, 50)
			w.Silences(0, timecode.Second)
			w.Loudness()
			w.Want(int64(segmentAt(8000)) * 2)
			if err := c.Save(fingerprint.Key{1}, w); err != nil {
				t.Error(err)
			}
		}
	})
	if err := w.Build(context.Background(), s.open, func(int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	close(stop)
	readers.Wait()
}

func TestACacheGivesBackWhatItWasGiven(t *testing.T) {
	s := newSpeech(8000, 3*segmentAt(8000)+99)
	w := built(t, s)
	c := Cache{Dir: filepath.Join(t.TempDir(), "not", "there", "yet")}
	key := fingerprint.Key{1, 2, 3}
	if c.Load(key) != nil {
		t.Fatal("there was something before")
	}
	if err := c.Save(key, w); err != nil {
		t.Fatal(err)
	}
	got := c.Load(key)
	if got == nil || !got.Whole() {
		t.Fatal("it is not there, or not whole")
	}
	for level := range Levels {
		if !bytes.Equal(got.levels[level], w.levels[level]) {
			t.Errorf("level %d is another one", level)
		}
	}
	if a, _ := got.Loudness(); !slices.Equal(got.energy, w.energy) || a == 0 {
		t.Error("it is not as loud")
	}
	if c.Load(fingerprint.Key{9}) != nil || (Cache{}).Load(key) != nil || (Cache{}).Save(key, w) != nil {
		t.Error("another sound, or no cache, has one")
	}
}

func TestABuildGoesOnFromTheCache(t *testing.T) {
	s := newSpeech(8000, 6*segmentAt(8000))
	w := New(ShapeOf(s.info))
	ctx, cancel := context.WithCancel(context.Background())
	_ = w.Build(ctx, s.open, func(int64, int64) { cancel() })
	done, _ := w.Progress()
	c := Cache{Dir: t.TempDir()}
	if err := c.Save(fingerprint.Key{}, w); err != nil {
		t.Fatal(err)
	}
	got := c.Load(fingerprint.Key{})
	if again, _ := got.Progress(); again != done || done == 6 {
		t.Fatalf("%d segments, not %d", again, done)
	}
	told := 0
	if err := got.Build(context.Background(), s.open, func(int64, int64) { told++ }); err != nil || told != 6-done {
		t.Fatal(told, err)
	}
	if !bytes.Equal(got.levels[0], built(t, s).levels[0]) || !slices.Equal(got.energy, built(t, s).energy) {
		t.Error("it is another one than one built in one go")
	}
}

func TestABrokenOrForeignCacheFileIsThrownAway(t *testing.T) {
	w := built(t, newSpeech(8000, segmentAt(8000)))
	key := fingerprint.Key{7}
	whole := slices.Clone(w.pack(key))
	flip := func(at int) []byte {
		out := slices.Clone(whole)
		out[at] ^= 1
		return out
	}
	for name, data := range map[string][]byte{
		"empty": nil, "cut off": whole[:len(whole)-1], "longer": append(slices.Clone(whole), 0), "foreign": []byte("ID3 and so on, and on"),
		"another version": flip(len(magic)), "a point": flip(len(whole) / 2), "its sum": flip(len(whole) - 1),
		"another sound's": slices.Clone(w.pack(fingerprint.Key{8})),
	} {
		c := Cache{Dir: t.TempDir()}
		if err := os.WriteFile(c.path(key), data, 0o644); err != nil {
			t.Fatal(err)
		}
		if c.Load(key) != nil {
			t.Errorf("%s: it was taken", name)
		}
		if _, err := os.Stat(c.path(key)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: it is there still", name)
		}
	}
}

func TestTheCacheKeepsWhatWasOpenedLast(t *testing.T) {
	c := Cache{Dir: t.TempDir()}
	w := New(ShapeOf(audio.Info{Rate: 8000, Channels: 1, Samples: 8000}))
	for i := range mostKept + 5 {
		if err := c.Save(fingerprint.Key{byte(i), 1}, w); err != nil {
			t.Fatal(err)
		}
	}
	list, err := os.ReadDir(c.Dir)
	if err != nil || len(list) != mostKept {
		t.Fatalf("%d files, %v", len(list), err)
	}
	if c.Load(fingerprint.Key{byte(mostKept + 4), 1}) == nil {
		t.Error("the last one went")
	}
}

func TestTenHoursTakeLittleMemory(t *testing.T) {
	heap := func() (live, given uint64) {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc, m.TotalAlloc
	}
	before, _ := heap()
	w := New(ShapeOf(audio.Info{Rate: 48000, Channels: 2, Samples: 10 * 3600 * 48000}))
	held, given := heap()
	c := Cache{Dir: t.TempDir()}
	if err := c.Save(fingerprint.Key{}, w); err != nil {
		t.Fatal(err)
	}
	_, after := heap()
	// What is live at the most: the waveform, and all that saving it asked for.
	if most := held - before + after - given; most > 40<<20 {
		t.Errorf("%d MB", most>>20)
	}
	runtime.KeepAlive(w)
}

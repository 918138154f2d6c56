package waveform

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// two is a file of audiowaveform's, byte by byte as its documentation has it: two points of two channels, 8 bit.
var two = []byte{
	2, 0, 0, 0, 1, 0, 0, 0, 0x80, 0xbb, 0, 0, 0, 2, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0,
	0xbf, 63, 0xbe, 64, 0xbd, 65, 0xbc, 66,
}

const twoJSON = `{"version":2,"channels":2,"sample_rate":48000,"samples_per_pixel":512,"bits":8,"length":2,"data":[-65,63,-66,64,-67,65,-68,66]}`

var table = Table{Rate: 48000, PerPoint: 512, Channels: 2, Bits: 8, Data: []int16{-65, 63, -66, 64, -67, 65, -68, 66}}

func TestAudiowaveformsFilesAreRead(t *testing.T) {
	got, err := ReadDat(two)
	if err != nil || !reflect.DeepEqual(got, table) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err = ReadJSON([]byte(twoJSON)); err != nil || !reflect.DeepEqual(got, table) {
		t.Errorf("%+v, %v", got, err)
	}
	old := `{"sample_rate":8000,"samples_per_pixel":64,"bits":16,"length":1,"data":[-300,300]}`
	if got, err = ReadJSON([]byte(old)); err != nil || got.Channels != 1 || got.Points() != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	if data, err := table.Dat(2); err != nil || !bytes.Equal(data, two) {
		t.Errorf("% x, %v", data, err)
	}
	if data, err := table.JSON(); err != nil || string(data) != twoJSON {
		t.Errorf("%s, %v", data, err)
	}
	for _, bits := range []int{8, 16} {
		one := Table{Rate: 8000, PerPoint: 64, Channels: 1, Bits: bits, Data: []int16{-128, 127, -1, 0}}
		for version := 1; version <= 2; version++ {
			data, err := one.Dat(version)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := ReadDat(data); err != nil || !reflect.DeepEqual(got, one) {
				t.Errorf("version %d, %d bits: %+v, %v", version, bits, got, err)
			}
		}
	}
	if _, err := table.Dat(1); !errors.Is(err, ErrTable) {
		t.Errorf("two channels as version 1: %v", err)
	}
	if _, err := table.Dat(3); !errors.Is(err, ErrTable) {
		t.Errorf("version 3: %v", err)
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	with := func(at int, b byte) []byte {
		out := bytes.Clone(two)
		out[at] = b
		return out
	}
	for want, data := range map[string][]byte{
		"at least 20 bytes": two[:19], "at least 24 bytes": two[:23], "version 9": with(0, 9), "sample rate": with(11, 0xff),
		"samples a point": with(15, 0xff), "channels": with(20, 0), "tells of 3 points, and it holds 2": with(16, 3),
	} {
		if _, err := ReadDat(data); !errors.Is(err, ErrTable) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	for want, text := range map[string]string{
		"no .json file":          "{",
		"channels":               `{"version":2,"sample_rate":1,"samples_per_pixel":1,"bits":8}`,
		"bits":                   `{"sample_rate":1,"samples_per_pixel":1,"bits":9}`,
		"one is 300":             `{"sample_rate":1,"samples_per_pixel":1,"bits":8,"length":1,"data":[0,300]}`,
		"tells of 2 points":      `{"sample_rate":1,"samples_per_pixel":1,"bits":8,"length":2,"data":[0,1]}`,
		"cannot unmarshal numbe": `{"sample_rate":1,"samples_per_pixel":1,"bits":16,"length":1,"data":[0,70000]}`,
	} {
		if _, err := ReadJSON([]byte(text)); !errors.Is(err, ErrTable) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestAWaveformGoesOutAndComesBack(t *testing.T) {
	s := newSpeech(8000, 2*segmentAt(8000)+77)
	w := built(t, s)
	out, err := w.Table(0)
	if err != nil {
		t.Fatal(err)
	}
	back, err := FromTable(out, w.Shape())
	if err != nil || !back.Whole() {
		t.Fatal(err)
	}
	for i := range w.shape.Points(0) {
		a, b := pointAt(w.levels[0], i), pointAt(back.levels[0], i)
		if d := int(a.Max) - int(b.Max); d < -1 || d > 1 {
			t.Fatalf("point %d is %v, and was %v", i, b, a)
		}
	}
	if len(back.Silences(0, w.TimeOf(s.info.Samples))) == 0 {
		t.Error("it has no silences any more")
	}
	for want, change := range map[string]func(*Table){
		"samples a second": func(t *Table) { t.Rate = 44100 },
		"at most 64":       func(t *Table) { t.PerPoint = 128 },
		"is of a sound of": func(t *Table) { t.Data = t.Data[:len(t.Data)/2] },
		"holds no points":  func(t *Table) { t.Data = nil },
	} {
		wrong := out
		change(&wrong)
		if _, err := FromTable(wrong, w.Shape()); !errors.Is(err, ErrTable) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

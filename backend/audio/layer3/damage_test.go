package layer3

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestTwoFramesBeforeAreEnough begins at every frame with a decoder that was reset.
func TestTwoFramesBeforeAreEnough(t *testing.T) {
	for i, k := range everyKind() {
		frames, _ := k.stream(rand.New(rand.NewPCG(8, uint64(i))), 8)
		straight, h := decodeAll(t, frames)
		d := &Decoder{}
		block := make([][2]float64, h.Samples)
		for at := len(frames) - 1; at >= 0; at-- {
			d.Reset()
			for _, f := range frames[max(at-Lead, 0) : at+1] {
				d.Decode(block, h, f.side, f.sound)
			}
			if !slices.Equal(block, straight[at*h.Samples:][:h.Samples]) {
				t.Errorf("%v: frame %d differs", k, at)
			}
		}
	}
}

// TestDamageIsSilent spoils a frame in ways that show. It fades out, and two frames later all is as if it had not been.
func TestDamageIsSilent(t *testing.T) {
	const spoilt = 3
	k := kind{version: 3, mode: 1, joined: 2}
	for name, spoil := range map[string]func(f *frame){
		"no sound":                  func(f *frame) { f.sound = nil },
		"half its sound":            func(f *frame) { f.sound = f.sound[:len(f.sound)/2] },
		"side information of ones":  func(f *frame) { f.side = bytes.Repeat([]byte{0xff}, len(f.side)) },
		"side information cut off":  func(f *frame) { f.side = f.side[:10] },
		"a block type that is none": func(f *frame) { f.side = slices.Concat(f.side[:7], bytes.Repeat([]byte{0x80}, 25)) },
	} {
		frames, _ := k.stream(rand.New(rand.NewPCG(9, 9)), 8)
		straight, h := decodeAll(t, frames)
		spoil(&frames[spoilt])
		d := &Decoder{}
		block := make([][2]float64, h.Samples)
		for i, f := range frames {
			if ok := d.Decode(block, h, f.side, f.sound); ok != (i != spoilt) {
				t.Errorf("%s: frame %d is taken for whole: %t", name, i, ok)
			}
			if i < spoilt || i > spoilt+1 {
				if !slices.Equal(block, straight[i*h.Samples:][:h.Samples]) {
					t.Errorf("%s: frame %d differs", name, i)
				}
			}
		}
	}
}

// TestANoiseThatNoSoundMakesIsDamage turns a frame's gain up.
func TestANoiseThatNoSoundMakesIsDamage(t *testing.T) {
	k := kind{version: 2, mode: 3}
	frames, _ := k.stream(rand.New(rand.NewPCG(10, 10)), 3)
	h, _ := ParseHeader(frames[0].header, 0)
	block := make([][2]float64, h.Samples)
	frames[1].side[3] |= 0x03
	frames[1].side[4] |= 0xfc
	if (&Decoder{}).Decode(block, h, frames[1].side, frames[1].sound) {
		t.Error("is taken for sound")
	}
	for _, f := range block {
		if f != [2]float64{} {
			t.Fatalf("is not silent, but %v", f)
		}
	}
}

// FuzzDecode decodes arbitrary bytes as frames. Whatever they are, samples come out that are numbers, and no huge
// ones; and a decoder that was reset and given two frames gives the third as one that had the first.
func FuzzDecode(f *testing.F) {
	for i, k := range everyKind() {
		frames, _ := k.stream(rand.New(rand.NewPCG(11, uint64(i))), 1)
		f.Add(frames[0].header[1], frames[0].header[3], frames[0].side, frames[0].sound)
	}
	f.Fuzz(func(t *testing.T, version, mode byte, side, sound []byte) {
		h, ok := ParseHeader([]byte{0xff, version, 0xc0, mode}, 0)
		if !ok {
			return
		}
		d, fresh := &Decoder{}, &Decoder{}
		block, again := make([][2]float64, h.Samples), make([][2]float64, h.Samples)
		half := sound[:len(sound)/2]
		for i, s := range [][]byte{half, sound, nil, sound, half} {
			d.Decode(block, h, side, s)
			if i >= 2 {
				fresh.Decode(again, h, side, s)
			}
			for _, f := range block {
				for _, v := range f {
					if math.IsNaN(v) || math.Abs(v) > 1e5 {
						t.Fatalf("gave %v", f)
					}
				}
			}
		}
		if !slices.Equal(block, again) {
			t.Error("depends on more than two frames before")
		}
	})
}

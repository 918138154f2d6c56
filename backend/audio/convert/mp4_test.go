package convert

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// samplesOf is what is made of a file.
func samplesOf(t *testing.T, path string) [][2]float64 {
	t.Helper()
	cache := Cache{t.TempDir()}
	if err := cache.Prepare(t.Context(), path, func(float64) {}); err != nil {
		t.Fatal(err)
	}
	src, err := cache.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if p := src.Info().Problems; len(p) > 0 {
		t.Errorf("problems are %q", p)
	}
	all := make([][2]float64, src.Len())
	src.Stream(all)
	return all
}

// boxed is a box of an MP4 file.
func boxed(name string, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), name...), body...)
}

// retold is an MP4 file whose tables are at its end, without its edits, and with what iTunes would write of its gaps.
func retold(t *testing.T, b []byte, says string) []byte {
	t.Helper()
	b = slices.Clone(b)
	moov, edits, tags := bytes.LastIndex(b, []byte("moov"))-4, bytes.LastIndex(b, []byte("edts")), bytes.LastIndex(b, []byte("udta"))
	if moov < 0 || edits < moov || tags < edits {
		t.Fatal("the file is not as it is taken to be")
	}
	copy(b[edits:], "free")
	copy(b[tags:], "free")
	flags := make([]byte, 4)
	handler := boxed("hdlr", flags, flags, []byte("mdirappl"), make([]byte, 9))
	item := boxed("----", boxed("mean", flags, []byte("com.apple.iTunes")), boxed("name", flags, []byte("iTunSMPB")),
		boxed("data", []byte{0, 0, 0, 1}, flags, []byte(says)))
	b = append(b, boxed("udta", boxed("meta", flags, handler, boxed("ilst", item)))...)
	binary.BigEndian.PutUint32(b[moov:], uint32(len(b)-moov))
	return b
}

// TestAnM4AIsAsLongAsItsSource makes files of many lengths, whose last packet holds much or little, and one that tells its
// gaps only as iTunes does.
func TestAnM4AIsAsLongAsItsSource(t *testing.T) {
	dir := t.TempDir()
	wav, m4a := filepath.Join(dir, "source.wav"), filepath.Join(dir, "talk.m4a")
	for _, samples := range []int{rate, 60*1024 + 1, 60*1024 + 20, 60*1024 + 50, 60*1024 + 1023, 60 * 1024} {
		want := sweep(samples)
		writeWAV(t, wav, want)
		ffmpeg(t, "-y", "-i", wav, "-c:a", "aac", "-b:a", "192k", m4a)
		got := samplesOf(t, m4a)
		if len(got) != samples || shift(got, want) != 0 {
			t.Errorf("%d samples, and not %d; %d late", len(got), samples, shift(got, want))
		}
		b, err := os.ReadFile(m4a)
		if err != nil {
			t.Fatal(err)
		}
		said := fmt.Sprintf(" 00000000 %08X %08X %016X 00000000 00000000", 1024, 0, samples)
		if err := os.WriteFile(m4a, retold(t, b, said), 0o666); err != nil {
			t.Fatal(err)
		}
		if got := samplesOf(t, m4a); len(got) != samples || shift(got, want) != 0 {
			t.Errorf("as iTunes says it: %d samples, and not %d; %d late", len(got), samples, shift(got, want))
		}
	}
}

func TestAMovieInFragmentsTellsNoLength(t *testing.T) {
	clock := append(make([]byte, 12), 0, 0, 0xac, 0x44, 0, 1, 0, 0)
	edits := boxed("edts", boxed("elst", []byte{0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0xf0, 0, 0, 0, 4, 0, 0, 1, 0, 0}))
	sound := boxed("trak", edits, boxed("mdia", boxed("mdhd", clock), boxed("hdlr", make([]byte, 8), []byte("soun"))))
	said := func(more ...[]byte) int64 {
		b := boxed("moov", append([][]byte{boxed("mvhd", clock), sound}, more...)...)
		return saidIn(bytes.NewReader(b), int64(len(b)), rate)
	}
	if n, part := said(), said(boxed("mvex")); n == 0 || part != 0 {
		t.Errorf("%d samples; in fragments %d", n, part)
	}
}

// FuzzWhatAnMP4Says reads what no encoder wrote: it comes to an end, and to no length below none.
func FuzzWhatAnMP4Says(f *testing.F) {
	clock := append(make([]byte, 12), 0, 0, 0xac, 0x44, 0, 1, 0, 0)
	sound := boxed("mdia", boxed("mdhd", clock), boxed("hdlr", make([]byte, 8), []byte("soun")))
	edits := boxed("edts", boxed("elst", []byte{0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0xf0, 0, 0, 0, 4, 0, 0, 1, 0, 0}))
	f.Add(boxed("moov", boxed("mvhd", clock), boxed("trak", edits, sound)))
	f.Add(boxed("moov", boxed("mvhd", clock), boxed("trak", sound), boxed("udta", boxed("meta", make([]byte, 4), boxed("ilst", boxed("----"))))))
	f.Add([]byte("\x00\x00\x00\x01moov\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if n := saidIn(bytes.NewReader(b), int64(len(b)), rate); n < 0 {
			t.Error(n)
		}
	})
}

package decode

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio"
)

// TestWhatIsRefusedSaysWhy gives files that cannot be opened. Each answer has the code for programs, and says for people
// what is the matter and what to do.
func TestWhatIsRefusedSaysWhy(t *testing.T) {
	mp3 := testdata(t, "without-tag.mp3")
	ogg := readOggStream(t, "mono.ogg")
	page := func(first string) []byte {
		p := &pager{segments: 255, serial: 1}
		p.packet([]byte(first), 0)
		p.flush(oggFirst)
		p.packet(make([]byte, 100), 0)
		p.flush(0)
		return p.out
	}
	wav := func(tag int) []byte {
		return riff("RIFF", chunk("fmt ", wavFormat(tag, 2, 44100, 2, 16)), chunk("data", make([]byte, 64)))
	}
	for _, c := range []struct {
		name string
		file []byte
		code audio.Code
		what string
	}{
		{"empty", nil, audio.NotSound, "empty"},
		{"text", []byte(strings.Repeat("It was a dark and stormy night. ", 5000)), audio.NotSound, "It is text, and no sound. Choose another file."},
		{"a web page", []byte("<!DOCTYPE html><title>404</title>"), audio.NotSound, "It is text"},
		{"M4A", []byte("\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00"), audio.Unsupported, "It is an MP4 file (M4A or video). Convert it to MP3, FLAC, Ogg Vorbis or WAV."},
		{"AAC", []byte{0xff, 0xf1, 0x50, 0x80, 0x2e, 0x7f, 0xfc, 0x21}, audio.Unsupported, "AAC file"},
		{"Opus", page("OpusHead\x01\x02"), audio.Unsupported, "Ogg file with Opus in it"},
		{"FLAC in Ogg", page("\x7fFLAC\x01\x00"), audio.Unsupported, "Ogg file with FLAC in it"},
		{"AIFF", []byte("FORM\x00\x00\x10\x00AIFFCOMM"), audio.Unsupported, "AIFF"},
		{"WebM", []byte("\x1a\x45\xdf\xa3\x9fB\x86\x81\x01"), audio.Unsupported, "WebM"},
		{"ADPCM in WAV", wav(2), audio.Unsupported, "compressed sound (ADPCM)"},
		{"MP3 in WAV", wav(0x55), audio.Unsupported, "compressed sound (MP3)"},
		{"unknown in WAV", wav(0x1234), audio.Unsupported, "format 0x1234"},
		{"WAV without sound", riff("RIFF", chunk("fmt ", wavFormat(1, 2, 44100, 2, 16))), audio.Damaged, "no sound in it"},
		{"WAV of no channels", riff("RIFF", chunk("fmt ", wavFormat(1, 0, 44100, 2, 16)), chunk("data", make([]byte, 8))), audio.Damaged, "makes no sense"},
		{"FLAC cut off in its header", testdata(t, "mono-24.flac")[:30], audio.Damaged, "header"},
		{"FLAC without frames", testdata(t, "mono-24.flac")[:200], audio.Damaged, "no sound in it"},
		{"Vorbis cut off in its header", ogg.paged(4, 100, 0).out[:900], audio.Damaged, "header"},
		{"half a frame of MP3", mp3[:40], audio.Unsupported, "no sound file"},
		{"headers of MP3 without frames", slices.Concat(mp3[:4], make([]byte, 3000), mp3[:4]), audio.Unsupported, "no sound file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := open("some/where/take.wav", bytes.NewReader(c.file), int64(len(c.file)))
			checkRefusal(t, err, c.code, c.what)
			if e, ok := errors.AsType[*audio.Error](err); ok && (e.Path != "some/where/take.wav" || !strings.HasPrefix(err.Error(), "take.wav: ")) {
				t.Errorf("speaks of %q: %v", e.Path, err)
			}
		})
	}
}

func checkRefusal(t *testing.T, err error, code audio.Code, what string) {
	t.Helper()
	e, ok := errors.AsType[*audio.Error](err)
	if !ok {
		t.Fatalf("error is %#v", err)
	}
	if e.Code != code || !strings.Contains(err.Error(), what) {
		t.Errorf("%s: %v", e.Code, err)
	}
	for _, sentence := range []string{e.What, e.Do} {
		if !strings.HasSuffix(sentence, ".") {
			t.Errorf("%q is no sentence", sentence)
		}
	}
}

func TestWhatCannotBeReadSaysWhy(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(filepath.Join(dir, "gone.mp3"))
	checkRefusal(t, err, audio.Missing, "There is no such file.")
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("its cause is lost: %#v", err)
	}
	_, err = Open(dir)
	checkRefusal(t, err, audio.NotSound, "folder")
	_, err = Open(os.DevNull)
	checkRefusal(t, err, audio.NotSound, "no file")

	locked := filepath.Join(dir, "locked.mp3")
	if err := os.WriteFile(locked, testdata(t, "mono-vbr.mp3"), 0); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 { // root may read everything
		_, err = Open(locked)
		checkRefusal(t, err, audio.Unreadable, "may not read")
	}
	_, err = open("a.mp3", failingReader{testdata(t, "mono-vbr.mp3"), 1000}, 5000)
	checkRefusal(t, err, audio.Unreadable, "cannot be read (the disk is gone)")
}

// failingReader is a file on a disk that goes away: nothing can be read beyond good.
type failingReader struct {
	file []byte
	good int64
}

var errGone = errors.New("the disk is gone")

func (f failingReader) ReadAt(b []byte, off int64) (int, error) {
	if off >= f.good {
		return 0, errGone
	}
	n := copy(b, f.file[off:f.good])
	if n < len(b) {
		return n, errGone
	}
	return n, nil
}

// TestADiskThatGoesAwayEndsTheStream reads files from a disk that goes away after they are open, and comes back.
func TestADiskThatGoesAwayEndsTheStream(t *testing.T) {
	for file, b := range map[string][]byte{
		"a.mp3":  testdata(t, "stereo-cbr.mp3"),
		"a.flac": testdata(t, "stereo-16.flac"),
		"a.ogg":  readOggStream(t, "stereo.ogg").paged(3, 16000, 0).out,
	} {
		want := readAll(t, openBytes(t, file, b))
		disk := &failingReader{b, int64(len(b))}
		s, err := open(file, disk, disk.good)
		if err != nil {
			t.Fatal(err)
		}
		wholeWindow(t, s).buf = nil
		disk.good = 0
		if n, _ := s.Stream(make([][2]float64, len(want))); n > len(want)/2 {
			t.Errorf("%s: gives %d samples without a disk", file, n)
		}
		checkRefusal(t, s.Err(), audio.Unreadable, "the disk is gone")
		disk.good = int64(len(disk.file))
		if err := s.Seek(0); err != nil {
			t.Fatal(err)
		}
		if got := readAll(t, s); !slices.Equal(got, want) {
			t.Errorf("%s: does not play when the disk is back", file)
		}
	}
}

func wholeWindow(t *testing.T, s *stream) *window {
	switch c := s.codec.(type) {
	case *mp3Codec:
		return c.index.w
	case *flacCodec:
		return c.w
	case *vorbisCodec:
		return c.w
	}
	t.Fatalf("%T", s.codec)
	return nil
}

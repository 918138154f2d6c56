package convert

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzHowAFileEnds looks at the ends of arbitrary files, and says nothing of what they cannot be.
func FuzzHowAFileEnds(f *testing.F) {
	page := append([]byte("OggS\x00\x04"), make([]byte, 20)...)
	f.Add(append(page, 2, 10, 20, 'x'))
	f.Add(bytes.Repeat(append([]byte{0xff, 0xfd, 0x10, 0}, make([]byte, 92)...), 6))
	f.Add(bytes.Repeat(append([]byte{0x0b, 0x77, 0, 0, 0, 0x40, 0, 0}, make([]byte, 120)...), 6))
	f.Add(bytes.Repeat(append([]byte{packetSync}, make([]byte, 187)...), 9))
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "a")
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if unmarked(path) && !bytes.HasPrefix(b, []byte("OggS")) {
			t.Error("it is no Ogg, and lacks the mark of one")
		}
		if torn(path) && len(b) < 8 {
			t.Error("it is too short to be torn")
		}
	})
}

package decode

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
)

// FuzzOpen opens arbitrary bytes. Whatever they are, the answer is an error or a stream that keeps what it promises, and
// it comes soon: nothing panics, turns in circles, or takes memory that the file could not fill.
func FuzzOpen(f *testing.F) {
	for _, s := range samples {
		b := testdata(f, s.file)
		f.Add(b[:len(b)*3/4])
		f.Add(b[:min(len(b), 1500)])
	}
	ogg := testdata(f, "mono.ogg")
	f.Add(bytes.Join([][]byte{ogg, ogg[:len(ogg)*2/3], ogg}, nil))
	f.Add(wavFile(8000, 2, 16, signal(8000, 2, 300)))
	f.Add(riff("RF64", chunk("ds64", make([]byte, 28)), chunk("fmt ", wavFormat(3, 3, 44100, 4, 32)), chunk("data", make([]byte, 60))))
	f.Fuzz(func(t *testing.T, b []byte) {
		// Few changes of a page of Ogg pass its checksum, so each is also tried with the checksums put right.
		for _, file := range [][]byte{b, withChecksums(b)} {
			if file != nil {
				tryFile(t, file)
			}
		}
	})
}

func tryFile(t *testing.T, b []byte) {
	s, err := open("fuzz", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return
	}
	i := s.Info()
	if i.Samples <= 0 || i.Rate <= 0 || i.Channels <= 0 || i.Samples > int64(len(b)+1)*samplesAByte {
		t.Fatalf("opened as %+v", i)
	}
	buf := make([][2]float64, 600)
	for _, at := range []int64{0, i.Samples / 2, i.Samples - 1, i.Samples} {
		if s.Seek(int(at)) != nil {
			continue
		}
		for range 2 {
			pos := s.Position()
			n, ok := s.Stream(buf)
			if ok != (n > 0) || s.Position() != pos+n || s.Position() > s.Len() || n < len(buf) && s.Err() == nil && s.Position() != s.Len() {
				t.Fatalf("gave %d, %t at %d of %d and then stands at %d; %v", n, ok, pos, s.Len(), s.Position(), s.Err())
			}
			for _, v := range buf[:n] {
				if math.IsNaN(v[0]) || math.IsInf(v[0], 0) {
					t.Fatalf("gave %v", v)
				}
			}
		}
	}
}

// withChecksums puts right the checksums of all pages of an Ogg file; nil for another file.
func withChecksums(b []byte) []byte {
	if !bytes.HasPrefix(b, []byte(oggMagic)) {
		return nil
	}
	b = bytes.Clone(b)
	for off := 0; off+27 <= len(b); {
		i := bytes.Index(b[off:], []byte(oggMagic))
		if i < 0 || off+i+27 > len(b) {
			break
		}
		off += i
		size := 27 + int(b[off+26])
		if off+size > len(b) {
			break
		}
		for _, n := range b[off+27 : off+size] {
			size += int(n)
		}
		if off+size > len(b) {
			break
		}
		binary.LittleEndian.PutUint32(b[off+22:], oggChecksum(b[off:off+size]))
		off += size
	}
	return b
}

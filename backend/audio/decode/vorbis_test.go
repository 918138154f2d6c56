package decode

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jfreymuth/vorbis"
)

// oggStream is the packets of a stream, to be put into pages of any kind.
type oggStream struct {
	headers [][]byte
	packets [][]byte
	ends    []int64 // the sample at which each packet ends
}

func readOggStream(t *testing.T, file string) (o oggStream) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	w := newWindow(bytes.NewReader(b), int64(len(b)))
	var all [][]byte
	open := false
	for off := int64(0); ; {
		page, _, size := nextOgg(w, off)
		if size == 0 {
			break
		}
		off = page.off + int64(size)
		packets, goesOn := oggPackets(w, page.off)
		for i, p := range packets {
			if i == 0 && open {
				all[len(all)-1] = append(all[len(all)-1], p...)
			} else {
				all = append(all, slices.Clone(p))
			}
		}
		open = goesOn
	}
	o.headers, o.packets = all[:3], all[3:]
	var d vorbis.Decoder
	for _, h := range o.headers {
		if err := d.ReadHeader(h); err != nil {
			t.Fatal(err)
		}
	}
	end := int64(0)
	for _, p := range o.packets {
		out, err := d.Decode(p)
		if err != nil {
			t.Fatal(err)
		}
		end += int64(len(out) / d.Channels())
		o.ends = append(o.ends, end)
	}
	return o
}

// pager writes packets into pages.
type pager struct {
	segments int // the most that a page holds
	serial   uint32
	out      []byte
	pages    [][2]int // where each begins and ends
	sequence uint32

	table     []byte
	body      []byte
	granule   int64
	continued bool
	flags     byte
}

func (p *pager) flush(flags byte) {
	if len(p.table) == 0 {
		return
	}
	if p.continued {
		flags |= oggContinued
	}
	le := binary.LittleEndian
	b := append([]byte(oggMagic), 0, flags|p.flags)
	b = le.AppendUint64(b, uint64(p.granule))
	b = le.AppendUint32(b, p.serial)
	b = le.AppendUint32(b, p.sequence)
	b = append(b, 0, 0, 0, 0, byte(len(p.table)))
	b = append(append(b, p.table...), p.body...)
	le.PutUint32(b[22:], oggChecksum(b))
	p.pages = append(p.pages, [2]int{len(p.out), len(p.out) + len(b)})
	p.out = append(p.out, b...)
	p.sequence++
	p.continued = p.table[len(p.table)-1] == 255
	p.table, p.body, p.granule = nil, nil, -1
}

func (p *pager) packet(b []byte, end int64) {
	for {
		n := min(len(b), 255)
		p.table = append(p.table, byte(n))
		p.body = append(p.body, b[:n]...)
		b = b[n:]
		if n < 255 {
			p.granule = end
		}
		if len(p.table) == p.segments {
			p.flush(0)
		}
		if n < 255 {
			return
		}
	}
}

// paged is the stream in pages of so many segments, ending at a sample; its clock begins at offset.
func (o oggStream) paged(segments int, end, offset int64) *pager {
	p := &pager{segments: 255, serial: 7, granule: -1}
	p.packet(o.headers[0], 0)
	p.flush(oggFirst)
	p.packet(o.headers[1], 0)
	p.packet(o.headers[2], 0)
	p.flush(0)
	p.segments = segments
	for i, b := range o.packets {
		if i == len(o.packets)-1 {
			p.segments = 255
			p.packet(b, end+offset)
			p.flush(oggLast)
			return p
		}
		p.packet(b, o.ends[i]+offset)
	}
	return p
}

func openBytes(t *testing.T, name string, b []byte) *stream {
	t.Helper()
	s, err := open(name, bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func problemsOf(s *stream) string {
	var all []string
	for _, p := range s.Info().Problems {
		all = append(all, p.What)
	}
	return strings.Join(all, " ")
}

// TestVorbisInPagesOfAnyKind puts the same packets into pages that hold many of them or a small part of one, and into a
// stream whose clock does not begin at zero.
func TestVorbisInPagesOfAnyKind(t *testing.T) {
	for _, file := range []string{"stereo.ogg", "mono.ogg"} {
		o := readOggStream(t, file)
		want := readAll(t, openFile(t, file))
		for _, segments := range []int{1, 2, 3, 7, 40, 255} {
			for _, offset := range []int64{0, 5_000_000_000} {
				p := o.paged(segments, int64(len(want)), offset)
				if offset > 0 && len(p.pages) == 3 {
					continue // the granule of an only page cannot tell a late clock from an early end
				}
				s := openBytes(t, file, p.out)
				if problem := problemsOf(s); problem != "" {
					t.Errorf("%d segments a page: %s", segments, problem)
				}
				if got := readAll(t, s); !slices.Equal(got, want) {
					t.Errorf("%d segments a page, clock from %d: %d samples, not the %d of the file", segments, offset, len(got), len(want))
				}
				checkSeeks(t, s, want, 30)
			}
		}
	}
}

func openFile(t *testing.T, file string) *stream {
	t.Helper()
	s, err := Open(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s.(*stream)
}

func TestVorbisWithAPageLostPlaysOnInTime(t *testing.T) {
	o := readOggStream(t, "mono.ogg")
	want := readAll(t, openFile(t, "mono.ogg"))
	p := o.paged(3, int64(len(want)), 0)
	bad := len(p.pages) / 2
	for name, file := range map[string][]byte{
		"damaged": func() []byte { b := slices.Clone(p.out); b[p.pages[bad][0]+40] ^= 1; return b }(),
		"removed": slices.Concat(p.out[:p.pages[bad][0]], p.out[p.pages[bad][1]:]),
	} {
		s := openBytes(t, name, file)
		got := readAll(t, s)
		if len(got) != len(want) {
			t.Fatalf("%s: %d samples, not %d", name, len(got), len(want))
		}
		first, last := firstDifference(got, want), lastDifference(got, want)
		if first < 0 || last-first > 12_000 {
			t.Errorf("%s: differs from sample %d to %d", name, first, last)
		}
		for _, f := range got[first : last+1] {
			if f != [2]float64{} {
				t.Errorf("%s: what is lost is not silent", name)
				break
			}
		}
		checkSeeks(t, s, got, 30)
	}
}

func firstDifference(a, b [][2]float64) int {
	for i := range a {
		if a[i] != b[i] {
			return i
		}
	}
	return -1
}

func lastDifference(a, b [][2]float64) int {
	for i := len(a) - 1; i >= 0; i-- {
		if a[i] != b[i] {
			return i
		}
	}
	return -1
}

func TestVorbisThatWasCutOffPlaysAsFarAsItGoes(t *testing.T) {
	o := readOggStream(t, "stereo.ogg")
	want := readAll(t, openFile(t, "stereo.ogg"))
	p := o.paged(4, int64(len(want)), 0)
	for cut := p.pages[4][0] + 5; cut < len(p.out); cut += 97 {
		s := openBytes(t, "cut.ogg", p.out[:cut])
		got := readAll(t, s)
		if !strings.Contains(problemsOf(s), "cut off") {
			t.Errorf("cut at byte %d: problems are %q", cut, problemsOf(s))
		}
		if !slices.Equal(got, want[:len(got)]) {
			t.Fatalf("cut at byte %d: other samples", cut)
		}
	}
}

func TestVorbisBesideOtherStreams(t *testing.T) {
	o := readOggStream(t, "mono.ogg")
	want := readAll(t, openFile(t, "mono.ogg"))
	first := o.paged(3, int64(len(want)), 0)
	video := &pager{segments: 255, serial: 99}
	video.packet([]byte("\x80theora..."), 0)
	video.flush(oggFirst)
	cut := first.pages[5][1]
	s := openBytes(t, "film.ogg", slices.Concat(video.out, first.out[:cut], strayPage(99), first.out[cut:]))
	if !slices.Equal(readAll(t, s), want) || problemsOf(s) != "" {
		t.Errorf("the sound of a film is not read: %v", problemsOf(s))
	}
}

func strayPage(serial uint32) []byte {
	p := &pager{segments: 255, serial: serial}
	p.packet(make([]byte, 3000), 5)
	p.flush(0)
	return p.out
}

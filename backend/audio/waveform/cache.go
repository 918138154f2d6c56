// This file keeps waveforms in a folder, a file for each sound. What is not whole, not of this version or not of this
// sound is thrown away: it can be built again.

package waveform

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stet/backend/atomicfile"
	"stet/backend/audio/fingerprint"
)

// Cache is a folder of waveforms. The empty Cache keeps nothing.
type Cache struct{ Dir string }

const (
	extension = ".waveform"
	// mostKept is how many waveforms are kept: those that were opened last.
	mostKept = 100
)

func (c Cache) path(key fingerprint.Key) string {
	return filepath.Join(c.Dir, key.String()+extension)
}

// Load returns a sound's waveform, whole or as far as it was built; nil where there is none.
func (c Cache) Load(key fingerprint.Key) *Waveform {
	if c.Dir == "" {
		return nil
	}
	path := c.path(key)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	w, err := unpack(data, key)
	if err != nil {
		_ = os.Remove(path)
		return nil
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now)
	return w
}

// Save keeps a waveform as far as it is built, in place of what was kept of the sound before.
func (c Cache) Save(key fingerprint.Key, w *Waveform) error {
	if c.Dir == "" {
		return nil
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return err
	}
	if err := w.write(c.path(key), key); err != nil {
		return err
	}
	return c.prune()
}

// prune removes what was opened longest ago.
func (c Cache) prune() error {
	list, err := os.ReadDir(c.Dir)
	if err != nil {
		return err
	}
	type kept struct {
		name string
		at   time.Time
	}
	var all []kept
	for _, each := range list {
		if st, err := each.Info(); err == nil && strings.HasSuffix(each.Name(), extension) {
			all = append(all, kept{each.Name(), st.ModTime()})
		}
	}
	slices.SortFunc(all, func(a, b kept) int { return b.at.Compare(a.at) })
	for _, each := range all[min(mostKept, len(all)):] {
		if err := os.Remove(filepath.Join(c.Dir, each.name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// A cache file is its head, a byte for each segment that is 1 where it is built, how many samples of each could not be
// decoded and where the first of them was, the finest points, and the energies as 32-bit floats; then the CRC-32C of all that. Numbers begin with their lowest byte.
const (
	magic   = "stetwave"
	version = 3
	headLen = len(magic) + 4 + sha256.Size + 4 + 4 + 8
	sumLen  = 4
	lossLen = 4 + 4
	// mostRate and mostSamples hold what a head may say, before any memory is asked for by it.
	mostRate, mostSamples = 1 << 24, int64(1) << 40
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// fileLen is how long a sound's cache file is.
func (s Shape) fileLen() int {
	_, to := s.pointsInFile()
	return to + 4*s.wholeBlocks() + sumLen
}

// pointsInFile is where the finest points lie in the file.
func (s Shape) pointsInFile() (from, to int) {
	from = headLen + (1+lossLen)*s.segments()
	return from, from + PointBytes*s.Points(0)
}

// write keeps those who build from going on while it writes, not those who read.
func (w *Waveform) write(path string, key fingerprint.Key) error {
	w.still.Lock()
	defer w.still.Unlock()
	return atomicfile.Write(path, w.pack(key), nil)
}

// pack completes the file around its points. The caller has still.
func (w *Waveform) pack(key fingerprint.Key) []byte {
	w.mu.RLock()
	defer w.mu.RUnlock()
	out := append(w.file[:0], magic...)
	out = binary.LittleEndian.AppendUint32(out, version)
	out = append(out, key[:]...)
	out = binary.LittleEndian.AppendUint32(out, uint32(w.shape.Rate))
	out = binary.LittleEndian.AppendUint32(out, uint32(w.shape.Channels))
	out = binary.LittleEndian.AppendUint64(out, uint64(w.shape.Samples))
	for _, done := range w.done {
		b := byte(0)
		if done {
			b = 1
		}
		out = append(out, b)
	}
	for _, l := range w.lost {
		out = binary.LittleEndian.AppendUint32(out, l.samples)
		out = binary.LittleEndian.AppendUint32(out, l.first)
	}
	out = out[:len(out)+len(w.levels[0])]
	for _, each := range w.energy {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(each))
	}
	return binary.LittleEndian.AppendUint32(out, crc32.Checksum(out, castagnoli))
}

// unpack reads a cache file, which the waveform then keeps a part of.
func unpack(data []byte, key fingerprint.Key) (*Waveform, error) {
	if len(data) < headLen+sumLen || string(data[:len(magic)]) != magic {
		return nil, errors.New("it is no waveform")
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v != version {
		return nil, fmt.Errorf("it is of version %d", v)
	}
	body, sum := data[:len(data)-sumLen], binary.LittleEndian.Uint32(data[len(data)-sumLen:])
	if crc32.Checksum(body, castagnoli) != sum {
		return nil, errors.New("it is damaged")
	}
	head := data[len(magic)+4:]
	if fingerprint.Key(head[:sha256.Size]) != key {
		return nil, errors.New("it is of another sound")
	}
	head = head[sha256.Size:]
	shape := Shape{
		Rate: int(binary.LittleEndian.Uint32(head)), Channels: int(binary.LittleEndian.Uint32(head[4:])),
		Samples: int64(binary.LittleEndian.Uint64(head[8:])),
	}
	if shape.Rate <= 0 || shape.Rate > mostRate || shape.Samples <= 0 || shape.Samples > mostSamples {
		return nil, errors.New("its head makes no sense")
	}
	shape = shape.whole()
	if len(data) != shape.fileLen() {
		return nil, errors.New("it is cut off")
	}
	w := blank(shape, data)
	_, to := shape.pointsInFile()
	built, lost := body[headLen:headLen+len(w.done)], body[headLen+len(w.done):]
	for i := range w.done {
		if built[i] == 1 {
			w.done[i] = true
			w.left--
		}
		w.lost[i] = loss{binary.LittleEndian.Uint32(lost[lossLen*i:]), binary.LittleEndian.Uint32(lost[lossLen*i+4:])}
	}
	for i := range w.energy {
		w.energy[i] = math.Float32frombits(binary.LittleEndian.Uint32(body[to+4*i:]))
	}
	w.coarsenAll()
	return w, nil
}

// This file reads and writes the formats of BBC's audiowaveform: .dat, of version 1 and 2, and .json. They have no
// loudness and no silences. It reads and writes bytes, no files.

package waveform

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// Table is a waveform as it is exchanged: a least and a greatest sample for each point of each channel, the channels of
// a point one after another.
type Table struct {
	Rate     int // samples a second
	PerPoint int // samples a point
	Channels int
	Bits     int // 8 or 16: what Data is scaled to
	Data     []int16
}

// Points is how many points each channel has.
func (t Table) Points() int { return len(t.Data) / (2 * t.Channels) }

// ErrTable is what every error of reading and writing tables wraps.
var ErrTable = errors.New("this waveform cannot be used")

func bad(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrTable, fmt.Sprintf(format, args...))
}

const (
	datHead1, datHead2 = 20, 24
	flag8Bit           = 1
)

// ReadDat reads a .dat file of version 1 or 2.
func ReadDat(data []byte) (Table, error) {
	if len(data) < datHead1 {
		return Table{}, bad("a .dat file has at least %d bytes, and this one has %d", datHead1, len(data))
	}
	word := func(i int) uint32 { return binary.LittleEndian.Uint32(data[4*i:]) }
	t := Table{Rate: int(int32(word(2))), PerPoint: int(int32(word(3))), Channels: 1, Bits: 16}
	points := int64(word(4))
	rest := data[datHead1:]
	switch v := int32(word(0)); v {
	case 1:
	case 2:
		if len(data) < datHead2 {
			return Table{}, bad("a .dat file of version 2 has at least %d bytes, and this one has %d", datHead2, len(data))
		}
		t.Channels, rest = int(int32(word(5))), data[datHead2:]
	default:
		return Table{}, bad("it is of version %d, or no .dat file of audiowaveform; versions 1 and 2 are read", v)
	}
	if word(1)&flag8Bit != 0 {
		t.Bits = 8
	}
	if err := t.check(); err != nil {
		return Table{}, err
	}
	values := points * int64(t.Channels) * 2
	if have := int64(len(rest)) / int64(t.Bits/8); have < values {
		return Table{}, bad("its head tells of %d points, and it holds %d", points, have/int64(2*t.Channels))
	}
	t.Data = make([]int16, values)
	for i := range t.Data {
		if t.Bits == 8 {
			t.Data[i] = int16(int8(rest[i]))
		} else {
			t.Data[i] = int16(binary.LittleEndian.Uint16(rest[2*i:]))
		}
	}
	return t, nil
}

// mostChannels is what audiowaveform itself reads at most.
const mostChannels = 24

func (t Table) check() error {
	switch {
	case t.Rate <= 0:
		return bad("its sample rate is %d", t.Rate)
	case t.PerPoint <= 0:
		return bad("it has %d samples a point", t.PerPoint)
	case t.Channels <= 0 || t.Channels > mostChannels:
		return bad("it has %d channels; 1 to %d are read", t.Channels, mostChannels)
	case t.Bits != 8 && t.Bits != 16:
		return bad("its values have %d bits; 8 and 16 are read", t.Bits)
	}
	return nil
}

// Dat is the table as a .dat file. Version 1 has one channel.
func (t Table) Dat(version int) ([]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	if version != 1 && version != 2 {
		return nil, bad("there is no version %d of .dat; take 1 or 2", version)
	}
	if version == 1 && t.Channels != 1 {
		return nil, bad("a .dat file of version 1 has one channel, not %d; take version 2", t.Channels)
	}
	if int64(t.Points()) > math.MaxUint32 {
		return nil, bad("it has more points than a .dat file can tell")
	}
	flags := uint32(0)
	if t.Bits == 8 {
		flags = flag8Bit
	}
	head := []uint32{uint32(version), flags, uint32(t.Rate), uint32(t.PerPoint), uint32(t.Points())}
	if version == 2 {
		head = append(head, uint32(t.Channels))
	}
	out := make([]byte, 0, 4*len(head)+len(t.Data)*t.Bits/8)
	for _, each := range head {
		out = binary.LittleEndian.AppendUint32(out, each)
	}
	for _, each := range t.Data {
		if t.Bits == 8 {
			out = append(out, byte(int8(each)))
		} else {
			out = binary.LittleEndian.AppendUint16(out, uint16(each))
		}
	}
	return out, nil
}

// jsonTable is a .json file. The first version had no version and no channels.
type jsonTable struct {
	Version  int     `json:"version"`
	Channels int     `json:"channels"`
	Rate     int     `json:"sample_rate"`
	PerPoint int     `json:"samples_per_pixel"`
	Bits     int     `json:"bits"`
	Length   int     `json:"length"`
	Data     []int16 `json:"data"`
}

// ReadJSON reads a .json file.
func ReadJSON(data []byte) (Table, error) {
	var j jsonTable
	if err := json.Unmarshal(data, &j); err != nil {
		return Table{}, bad("it is no .json file of audiowaveform (%v)", err)
	}
	if j.Channels == 0 && j.Version < 2 {
		j.Channels = 1
	}
	t := Table{Rate: j.Rate, PerPoint: j.PerPoint, Channels: j.Channels, Bits: j.Bits, Data: j.Data}
	if err := t.check(); err != nil {
		return Table{}, err
	}
	if len(t.Data)%(2*t.Channels) != 0 || t.Points() != j.Length {
		return Table{}, bad("it tells of %d points, and holds %d values", j.Length, len(t.Data))
	}
	if t.Bits == 8 {
		for _, each := range t.Data {
			if each != int16(int8(each)) {
				return Table{}, bad("it says that its values have 8 bits, and one is %d", each)
			}
		}
	}
	return t, nil
}

// JSON is the table as a .json file.
func (t Table) JSON() ([]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	data := t.Data
	if data == nil {
		data = []int16{}
	}
	return json.Marshal(jsonTable{2, t.Channels, t.Rate, t.PerPoint, t.Bits, t.Points(), data})
}

// Table is a level of the waveform. It has what audiowaveform has if that is of the Mean. It refuses one that is not whole.
func (w *Waveform) Table(level int) (Table, error) {
	if !w.Whole() {
		done, of := w.Progress()
		return Table{}, bad("only %d%% of it are built so far", 100*done/max(of, 1))
	}
	points := w.Points(level, 0, w.shape.Points(level))
	t := Table{Rate: w.shape.Rate, PerPoint: w.shape.PerLevel(level), Channels: 1, Bits: 8}
	t.Data = make([]int16, 0, 2*len(points)/PointBytes)
	for i := range len(points) / PointBytes {
		p := pointAt(points, i)
		t.Data = append(t.Data, int16(p.Min), int16(p.Max))
	}
	return t, nil
}

// FromTable is a whole waveform of a sound, by a table that somebody else made of it. How loud it is, is then a guess by
// its peaks, and it has no integrated loudness. The table must be of that sound, and as fine as the waveform's own.
func FromTable(t Table, shape Shape) (*Waveform, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	if t.Points() == 0 {
		return nil, bad("it holds no points")
	}
	if t.Rate != shape.Rate {
		return nil, bad("it is of a sound of %d samples a second, and this one has %d", t.Rate, shape.Rate)
	}
	if t.PerPoint > shape.PerPoint {
		return nil, bad("it has %d samples a point; at most %d are needed", t.PerPoint, shape.PerPoint)
	}
	if have := int64(t.Points()) * int64(t.PerPoint); have < shape.Samples-int64(shape.Rate) || have > shape.Samples+int64(shape.Rate) {
		return nil, bad("it is of a sound of %.1f s, and this one has %.1f s", float64(have)/float64(t.Rate), float64(shape.Samples)/float64(shape.Rate))
	}
	w := New(shape)
	for i := range shape.Points(0) {
		from := min(int64(i)*int64(shape.PerPoint)/int64(t.PerPoint), int64(t.Points()-1))
		to := max((int64(i+1)*int64(shape.PerPoint)+int64(t.PerPoint)-1)/int64(t.PerPoint), from+1)
		t.join(from, min(to, int64(t.Points()))).put(w.levels[0][PointBytes*i:])
	}
	for i := range w.done {
		w.done[i] = true
	}
	w.left = 0
	w.coarsenAll()
	return w, nil
}

// join is the point over some of the table's.
func (t Table) join(from, to int64) Point {
	low, high := int16(math.MaxInt16), int16(math.MinInt16)
	for at := from * int64(2*t.Channels); at < to*int64(2*t.Channels); at += 2 {
		low, high = min(low, t.Data[at]), max(high, t.Data[at+1])
	}
	low, high = min(low, high), max(low, high)
	full := 128.0
	if t.Bits == 16 {
		full = 32768
	}
	// Of speech, the peaks of a hundredth of a second lie about 6 dB above its mean.
	peak := math.Max(math.Abs(float64(low)), math.Abs(float64(high))) / full
	return Point{Min: scaled(float64(low) / full), Max: scaled(float64(high) / full), Loud: loudOf(peak * peak / 4)}
}

package waveform

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"testing"

	"stet/backend/audio/fingerprint"
)

// A cache file that is taken is written again as it was, whatever it holds.
func FuzzACacheFileThatIsTakenIsWrittenAgain(f *testing.F) {
	s := newSpeech(8000, 20000)
	w := New(ShapeOf(s.info))
	f.Add(slices.Clone(w.pack(fingerprint.Key{})))
	if err := w.Build(context.Background(), s.open, func(int64, int64) {}); err != nil {
		f.Fatal(err)
	}
	f.Add(slices.Clone(w.pack(fingerprint.Key{})))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Else hardly anything gets past the sum.
		if len(data) >= sumLen {
			data = bytes.Clone(data)
			body := data[:len(data)-sumLen]
			binary.LittleEndian.PutUint32(data[len(body):], crc32.Checksum(body, castagnoli))
		}
		w, err := unpack(bytes.Clone(data), fingerprint.Key{})
		if err != nil {
			return
		}
		w.Silences(0, w.TimeOf(w.shape.Samples))
		w.Loudness()
		got := slices.Clone(w.pack(fingerprint.Key{}))
		for i, done := range w.done {
			// Anything but 1 means that a segment is not built.
			if !done {
				got[headLen+i] = data[headLen+i]
			}
		}
		if !bytes.Equal(got[:len(got)-sumLen], data[:len(data)-sumLen]) {
			t.Error("it is written as something else")
		}
	})
}

func FuzzADatFileThatIsReadIsWrittenAgain(f *testing.F) {
	f.Add(two)
	f.Add([]byte{1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 2, 3, 4})
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ReadDat(data)
		if err != nil {
			return
		}
		out, err := table.Dat(2)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := ReadDat(out); err != nil || !bytes.Equal(mustDat(t, again), out) {
			t.Errorf("%+v is read again as %+v (%v)", table, again, err)
		}
		if len(table.Data) > 0 {
			_, _ = FromTable(table, Shape{Rate: table.Rate, Samples: min(int64(table.Points())*int64(table.PerPoint), 1<<20), Channels: 1}.whole())
		}
	})
}

func mustDat(t *testing.T, table Table) []byte {
	out, err := table.Dat(2)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func FuzzAJSONFileThatIsReadIsWrittenAgain(f *testing.F) {
	f.Add([]byte(twoJSON))
	f.Add([]byte(`{"sample_rate":8000,"samples_per_pixel":64,"bits":16,"length":1,"data":[-300,300]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ReadJSON(data)
		if err != nil {
			return
		}
		out, err := table.JSON()
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadJSON(out)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := again.JSON(); err != nil || !bytes.Equal(back, out) {
			t.Errorf("%s is written again as %s (%v)", out, back, err)
		}
	})
}

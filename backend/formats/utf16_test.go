package formats_test

import (
	"encoding/binary"
	"errors"
	"testing"
	"unicode/utf16"

	"stet/backend/formats"
)

// wide writes a text in UTF-16, with its mark.
func wide(text string, order binary.AppendByteOrder) []byte {
	out := order.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestTextsInUTF16(t *testing.T) {
	text := "00:00:01:00 - 00:00:02:00\r\nBjörn\r\nThe bell 🔔 at “noon”.\r\n"
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		src := wide(text, order)
		got, err := formats.FromUTF16(src)
		if err != nil || string(got) != text || !formats.IsUTF16(src) {
			t.Errorf("%v: %q, %v", order, got, err)
		}
		for what, x := range map[string]struct {
			src          []byte
			line, column int
		}{
			"an odd byte":          {append(wide("a\nbc", order), 'x'), 2, 3},
			"a first half alone":   {order.AppendUint16(order.AppendUint16(wide("a\nb", order), 0xd83d), 'c'), 2, 2},
			"a first half at last": {order.AppendUint16(wide("ab", order), 0xd83d), 1, 3},
			"a second half alone":  {order.AppendUint16(wide("a\n", order), 0xdd14), 2, 1},
			"a NUL":                {wide("a\nb\x00c", order), 2, 2},
			"a mark and one byte":  {append(wide("", order), 'x'), 1, 1},
		} {
			_, err := formats.FromUTF16(x.src)
			var e *formats.Error
			if !errors.As(err, &e) || e.Line != x.line || e.Column != x.column {
				t.Errorf("%s: %v, want line %d, column %d", what, err, x.line, x.column)
			}
		}
	}
	if formats.IsUTF16([]byte("\xef\xbb\xbfa")) || formats.IsUTF16(nil) || formats.IsUTF16([]byte("\xff")) {
		t.Error("no UTF-16 is taken for it")
	}
}

package formats

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// This file reads texts in UTF-16, as some programs on Windows and Praat write them. Without a byte order mark no text is
// taken for one.

// IsUTF16 says whether a file begins as UTF-16 does, with a byte order mark.
func IsUTF16(src []byte) bool {
	return bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff"))
}

// FromUTF16 is the same text in UTF-8, without the mark. It fails with an *Error at what is no character.
func FromUTF16(src []byte) ([]byte, error) {
	var order binary.ByteOrder = binary.LittleEndian
	if src[0] == 0xfe {
		order = binary.BigEndian
	}
	out := make([]byte, 0, len(src))
	fail := func(what string) error { return (&File{Src: out}).ErrorAt(len(out), "%s", what) }
	for at := 2; at < len(src); at += 2 {
		if at+1 == len(src) {
			return nil, fail("The file is in UTF-16 and breaks off in the middle of a character here. It may have been cut off; export it again.")
		}
		r := rune(order.Uint16(src[at:]))
		if utf16.IsSurrogate(r) {
			next := rune(0)
			if at+3 < len(src) {
				next = rune(order.Uint16(src[at+2:]))
			}
			if r = utf16.DecodeRune(r, next); r == utf8.RuneError {
				return nil, fail("The file is in UTF-16, and half of a character is missing here. Export it again, or save it as UTF-8 in a text editor.")
			}
			at += 2
		}
		if r == 0 {
			return nil, fail("There is a NUL character here: the file is damaged, or it is not a text. Restore it from a copy.")
		}
		out = utf8.AppendRune(out, r)
	}
	return out, nil
}

// SaysUTF16 remarks that a file is in UTF-16.
func (t *Transcript) SaysUTF16() {
	t.Remark(Odd, 0, "The file is in UTF-16, and read as that. It stays as it is; what Stet writes is UTF-8")
}

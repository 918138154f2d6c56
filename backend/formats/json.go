package formats

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"stet/backend/timecode"
)

// Encoded is a value as JSON has it, in one line, with no more escaped than must be. It must be one that JSON can hold.
func Encoded(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("formats: " + err.Error())
	}
	return string(bytes.TrimRight(b.Bytes(), "\n"))
}

// InSeconds writes a time as a number of seconds, to the millisecond: 83.4.
func InSeconds(t timecode.Time) string {
	ms := Milli(t).Millis()
	if ms%1000 == 0 {
		return fmt.Sprint(ms / 1000)
	}
	return string(bytes.TrimRight(fmt.Appendf(nil, "%d.%03d", ms/1000, ms%1000), "0"))
}

// SpeakerName is who speaks, as JSON has it: a name, or a number, which is “Speaker 1” then. "" where nobody is named.
type SpeakerName string

// UnmarshalJSON never fails: what is neither names nobody.
func (v *SpeakerName) UnmarshalJSON(src []byte) error {
	var name string
	var number int
	switch {
	case json.Unmarshal(src, &number) == nil && string(src) != "null":
		name = fmt.Sprintf("Speaker %d", number)
	case json.Unmarshal(src, &name) != nil:
		name = ""
	}
	*v = SpeakerName(strings.TrimSpace(name))
	return nil
}

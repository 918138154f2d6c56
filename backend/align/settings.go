package align

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// frontSettings are how a model wants its sound measured.
type frontSettings struct {
	low, high float64 // Hz
	filters   int
	lifter    int
	noise     bool // taken away
}

// featParams writes what feat_params.json says, as some packages have it, as feat.params does.
func featParams(src []byte) (string, error) {
	var values map[string]any
	if err := json.Unmarshal(src, &values); err != nil {
		return "", fmt.Errorf("feat_params.json: %w", err)
	}
	var out strings.Builder
	for name, value := range values {
		if yes, is := value.(bool); is {
			value = map[bool]string{true: "yes", false: "no"}[yes]
		}
		fmt.Fprintf(&out, "-%s %v\n", name, value)
	}
	return out.String(), nil
}

// readFrontSettings reads feat.params. A model that says nothing of noise was trained with it taken away: that is what
// Sphinx does unless it is told otherwise.
func readFrontSettings(text string) (frontSettings, error) {
	s := frontSettings{low: 130, high: 6800, filters: 25, lifter: 22, noise: true}
	words := strings.Fields(text)
	for i := 0; i+1 < len(words); i += 2 {
		name, value := words[i], words[i+1]
		number, err := strconv.ParseFloat(value, 64)
		switch name {
		case "-lowerf":
			s.low = number
		case "-upperf":
			s.high = number
		case "-nfilt":
			s.filters = int(number)
		case "-lifter":
			s.lifter = int(number)
		case "-remove_noise":
			s.noise, err = value == "yes", nil
		case "-transform", "-feat", "-svspec", "-agc", "-varnorm", "-model":
			known := map[string]string{"-transform": "dct", "-feat": "1s_c_d_dd", "-svspec": "0-12/13-25/26-38", "-agc": "none", "-varnorm": "no", "-model": "ptm"}
			if err = nil; value != known[name] {
				return s, fmt.Errorf("feat.params: a model with %s %s is not read here", name, value)
			}
		default:
			err = nil
		}
		if err != nil {
			return s, fmt.Errorf("feat.params: %s %s is no number", name, value)
		}
	}
	if !(s.low >= 0 && s.low < s.high && s.high <= sampleRate/2) || s.filters < width || s.filters > 64 || s.lifter < 0 || s.lifter > 100 {
		return s, fmt.Errorf("feat.params: %g to %g Hz in %d filters cannot be measured", s.low, s.high, s.filters)
	}
	return s, nil
}

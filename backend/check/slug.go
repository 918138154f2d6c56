package check

import (
	"regexp"

	"stet/backend/profile"
)

// usualSlug says how a slug is made where the series does not.
func usualSlug(slug string) profile.Pattern {
	switch {
	case numbered.MatchString(slug):
		return "epEE-CC-words"
	case dated.MatchString(slug):
		return "YYYY-MM-DD-CC-words"
	}
	return ""
}

var (
	numbered = regexp.MustCompile(`^ep[0-9]+-`)
	dated    = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}-`)
)

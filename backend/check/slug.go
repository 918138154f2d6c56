package check

import (
	"regexp"

	"stet/backend/profile"
	"stet/backend/transcript"
)

// SlugFault says in a sentence why a slug is not that of its chunk; "" if it is.
func (s *Series) SlugFault(slug string, c transcript.Chunk) string {
	pattern := s.Profile.Slug
	if pattern == "" {
		pattern = usualSlug(slug)
	}
	return pattern.Check(slug, c)
}

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

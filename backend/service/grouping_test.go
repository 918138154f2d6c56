package service

import (
	"slices"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/session"
)

func TestIdentity(t *testing.T) {
	for _, c := range []struct {
		name, text, path, neighbours string
		series, key                  string
	}{
		{"what the fields say", "---\nseries: Slow Rise\nepisode: 8\nslug: ep09-01-x\n---\n", "/show/ep10.md", "Other", "Slow Rise", "8"},
		{"a number with zeros", "---\nepisode: 08\n---\n", "/show/x.md", "", "show", "8"},
		{"a quoted number", "---\nepisode: \"008\"\n---\n", "/show/x.md", "", "show", "8"},
		{"the number nought", "---\nepisode: 00\n---\n", "/show/x.md", "", "show", "0"},
		{"a number in words", "---\nepisode: Episode 12\n---\n", "/show/x.md", "", "show", "12"},
		{"a name for an episode", "---\nepisode: Bonus\nslug: bonus-01-x\n---\n", "/show/x.md", "", "show", "Bonus"},
		{"a slug before a name", "---\nepisode: the eighth\nslug: ep08-01-x\n---\n", "/show/x.md", "", "show", "8"},
		{"no episode, but a slug", "---\nepisode: null\nslug: 2025-03-04-01-words\n---\n", "/show/x.md", "", "show", "2025-03-04"},
		{"no episode, written ~", "---\nepisode: ~\n---\n", "/show/talk.md", "", "show", "talk"},
		{"no episode, empty", "---\nepisode:\n---\n", "/show/talk.md", "", "show", "talk"},
		{"the file's name", "", "/show/ep03-part2.md", "", "show", "3"},
		{"the file's name, spelled out", "", "/show/Episode 03 part 2.txt", "", "show", "3"},
		{"a dated file", "", "/show/2024-12-31 talk.md", "", "show", "2024-12-31"},
		{"a date in the front matter", "---\ndate: 2024-12-31\n---\n", "/show/talk.md", "", "show", "2024-12-31"},
		{"the folder of an episode", "", "/show/ep03/talk.md", "", "show", "talk"},
		{"the folder of a day", "", "/show/2024-12-31/talk.md", "", "show", "talk"},
		{"a word that only begins with ep", "", "/show/epilogue.md", "", "show", "epilogue"},
		{"a neighbour's series", "", "/show/ep03.md", "Slow Rise", "Slow Rise", "3"},
		{"no folder at all", "", "/ep03.md", "", untitled, "3"},
		{"no folder but an episode's", "", "/ep03/a.md", "", untitled, "a"},
		{"front matter that is not YAML", "---\nseries: Slow: Rise\nepisode: 8\n---\n", "/show/x.md", "", "Slow: Rise", "8"},
		{"the same, quoted and twice", "---\nseries: \"Slow Rise\"\nseries: Other\nepisode: '8'\nx: a: b\n---\n", "/show/x.md", "", "Slow Rise", "8"},
		{"a list for an episode", "---\nepisode:\n- 8\n---\n", "/show/talk.md", "", "show", "talk"},
		{"Windows line ends", "---\r\nseries: Slow Rise\r\nepisode: 8\r\nx: a: b\r\n---\r\n", "/show/x.md", "", "Slow Rise", "8"},
	} {
		e := identify(chunkfile.Parse([]byte(c.text)).Chunk(), c.path).settle(c.path, c.neighbours)
		if e.Series != c.series || e.Key != c.key {
			t.Errorf("%s: series %q, episode %q; want %q, %q", c.name, e.Series, e.Key, c.series, c.key)
		}
	}
}

func TestTheSeriesOfAFolder(t *testing.T) {
	of := func(names ...string) (ids []identity) {
		for _, n := range names {
			ids = append(ids, identity{series: n})
		}
		return ids
	}
	for _, c := range []struct {
		ids  []identity
		want string
	}{
		{nil, ""}, {of("", ""), ""}, {of("", "a", ""), "a"}, {of("a", "b", "b", ""), "b"}, {of("b", "a", "a", "b"), "a"}, {of("", "", "", "a", "b"), "a"},
	} {
		if got := commonSeries(c.ids); got != c.want {
			t.Errorf("%v: %q, want %q", c.ids, got, c.want)
		}
	}
}

func TestOneEpisodeOrSeveral(t *testing.T) {
	of := func(keys ...string) (ids []identity) {
		for _, k := range keys {
			ids = append(ids, identity{key: k})
		}
		return ids
	}
	for _, c := range []struct {
		ids  []identity
		want bool
	}{
		{nil, false}, {of("7"), true}, {of(""), true}, {of("7", "7"), true}, {of("7", "8"), false}, {of("", ""), false}, {of("", "7"), false},
	} {
		if got := sameEpisode(c.ids); got != c.want {
			t.Errorf("%v: %v", c.ids, got)
		}
	}
}

// Speakers keep their numbers; who has none yet, because the library cannot be written, gets the next ones for now.
func TestSpeakersWithoutANumber(t *testing.T) {
	got := numbered([]string{"Mira", "Otto", "Ada", "Marit"}, map[string]session.Person{"Otto": {Number: 2, Name: "Otto Berg"}, "Marit": {Number: 1}})
	want := []SpeakerView{{"Marit", 1, ""}, {"Otto", 2, "Otto Berg"}, {"Mira", 3, ""}, {"Ada", 4, ""}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

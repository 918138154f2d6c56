// This file finds out which episode a file belongs to. It looks at the file, its name and its neighbours, and never at
// the library.

package service

import (
	"path/filepath"
	"regexp"
	"strings"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// identity is what a file says of the episode that it belongs to; "" where it says nothing.
type identity struct {
	series, key string
	// depth is how many folders lie between the file and the folder that somebody asked for.
	depth int
}

var (
	counted = regexp.MustCompile(`(?i)^ep(?:isode)?[-_ ]?0*(\d+)`)
	dated   = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`)
	// kindOnly is a folder's name that says of which kind the files in it are, and nothing of the show.
	kindOnly   = regexp.MustCompile(`(?i)^(?:subs?|subtitles?|caps?|captions?|cc|srt|vtt|webvtt|ttml|json|txt|text|transcripts?|transcriptions?|whisperx?)$`)
	scalarLine = regexp.MustCompile(`(?m)^(series|episode|slug|date):[ \t]*(.*?)[ \t\r]*$`)
)

// identify reads what a chunk says of its episode: its fields, else its slug, else its file's name.
func identify(c transcript.Chunk, path string) identity {
	value := func(key string) string {
		f, _ := c.Field(key)
		return strings.TrimSpace(f.Value)
	}
	if c.Matter.Form == transcript.RawMatter {
		lines := map[string]string{}
		for _, m := range scalarLine.FindAllStringSubmatch(c.Matter.Raw, -1) {
			if _, twice := lines[m[1]]; !twice {
				lines[m[1]] = strings.Trim(m[2], `"'`)
			}
		}
		value = func(key string) string { return lines[key] }
	}
	id := identity{series: value("series")}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	episode := value("episode")
	if isNumber(episode) {
		id.key = trimZeros(episode)
		return id
	}
	for _, s := range []string{episode, value("slug"), name, value("date")} {
		if m := counted.FindStringSubmatch(s); m != nil {
			id.key = m[1]
			return id
		}
		if d := dated.FindString(s); d != "" {
			id.key = d
			return id
		}
	}
	if episode != "null" && episode != "~" {
		id.key = episode
	}
	return id
}

func trimZeros(s string) string {
	if t := strings.TrimLeft(s, "0"); t != "" {
		return t
	}
	return "0"
}

// untitled is the series of files that name none, in a folder without a name.
const untitled = "Untitled series"

// settle fills in what a file does not say: the series that its neighbours in the folder name, else the folder's own
// name (of a folder such as ep07, the one around it; and of one such as subtitles, if that was asked for); and for the episode
// the file's name.
func (id identity) settle(path, neighbours string) transcript.Episode {
	if id.series == "" {
		id.series = neighbours
	}
	if id.series == "" {
		dir := id.folder(path)
		name := filepath.Base(dir)
		if counted.MatchString(name) || dated.MatchString(name) {
			name = filepath.Base(filepath.Dir(dir))
		}
		if name == "." || name == string(filepath.Separator) {
			name = untitled
		}
		id.series = name
	}
	if id.key == "" {
		id.key = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	}
	return transcript.Episode{Series: id.series, Key: id.key}
}

// folder is the one that a file lies in, or around one such as subtitles, if that was asked for.
func (id identity) folder(path string) string {
	dir := filepath.Dir(path)
	if id.depth > 0 && kindOnly.MatchString(filepath.Base(dir)) {
		return filepath.Dir(dir)
	}
	return dir
}

// sameEpisode reports whether files of one folder speak of one episode, as far as they say.
func sameEpisode(ids []identity) bool {
	for _, id := range ids {
		if id.key != ids[0].key {
			return false
		}
	}
	return len(ids) == 1 || len(ids) > 1 && ids[0].key != ""
}

// commonSeries is the series that most of a folder's files name; the first named of those that are as many.
func commonSeries(ids []identity) string {
	counts := map[string]int{}
	best := ""
	for _, id := range ids {
		if id.series == "" {
			continue
		}
		counts[id.series]++
		if counts[id.series] > counts[best] {
			best = id.series
		}
	}
	return best
}

// dropRates finds the episodes whose timecodes say that frames are dropped: every one that counts frames has a semicolon
// before them. Nothing else in a file tells a rate.
func dropRates(reads []read, neighbours string) map[transcript.Episode]timecode.Rate {
	type frames struct {
		drop, plain bool
		most        int32
	}
	seen := map[transcript.Episode]frames{}
	for _, r := range reads {
		if r.err != nil {
			continue
		}
		e := r.id.settle(r.path, neighbours)
		f := seen[e]
		for _, t := range r.chunk.Turns {
			if t.Span == nil {
				continue
			}
			for _, c := range []timecode.Code{t.Span.Start, t.Span.End} {
				if !c.Form.CountsFrames() {
					continue
				}
				f.drop, f.plain = f.drop || c.Form.SaysDrop(), f.plain || !c.Form.SaysDrop()
				f.most = max(f.most, c.Sub)
			}
		}
		seen[e] = f
	}
	rates := map[transcript.Episode]timecode.Rate{}
	for e, f := range seen {
		if f.drop && !f.plain {
			rates[e] = timecode.DropRate(f.most)
		} else if !f.drop && f.most >= 50 && f.most < 60 {
			rates[e] = timecode.Rate60 // 59.94 keeps the order of turns as well, and the clock can be set
		}
	}
	return rates
}

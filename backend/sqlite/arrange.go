package sqlite

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"stet/backend/session"
)

// This file puts the chunks of an episode in order. It goes by what their files say, and by nothing that they mean.

// arrange puts an episode's chunks in order, those that are new among those that were there: these keep the order that they
// have, which somebody may have made.
func (i *importer) arrange(t *tx, id session.EpisodeID) error {
	var there, came []arranged
	err := t.each("SELECT row, pos, number, coalesce(start_code, ''), coalesce(path, ''), import_id = ?2 FROM chunk "+
		"WHERE episode_id = ?1 AND (import_id = ?2 OR "+shown+") ORDER BY pos, row", []any{id, i.id},
		func(scan func(...any) error) error {
			var c arranged
			var fresh bool
			err := scan(&c.row, &c.pos, &c.number, &c.start, &c.path, &fresh)
			if c.number == "" {
				c.number = numberInName(c.path)
			}
			if fresh {
				came = append(came, c)
			} else {
				there = append(there, c)
			}
			return err
		})
	if err != nil {
		return err
	}
	for n, c := range among(there, came) {
		if c.pos == int64(n) {
			continue
		}
		if _, err := t.exec("UPDATE chunk SET pos = ? WHERE row = ?", n, c.row); err != nil {
			return err
		}
	}
	return nil
}

// arranged is what a chunk's place in its episode depends on; "" where it is not known.
type arranged struct {
	row, pos            int64
	number, start, path string
}

// slugNumber finds the chunk's number in a file's name, as in ep03-02-weights.md and 2024-05-17-02-weights.md.
var slugNumber = regexp.MustCompile(`(?i)^(?:ep(?:isode)?[-_ ]?\d+|\d{4}-\d{2}-\d{2})[-_ ](\d+)(?:[-_ .]|$)`)

func numberInName(path string) string {
	name := path[strings.LastIndexAny(path, `/\`)+1:]
	if m := slugNumber.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return ""
}

// among puts chunks that came among those that were there, each behind the one that it follows by its number, or by its
// time if it has none.
func among(there, came []arranged) []arranged {
	came = inOrder(came)
	if len(there) == 0 {
		return came
	}
	for _, c := range came {
		place := placeByTime(there, c.start)
		if c.number != "" {
			place = placeByNumber(there, c)
		}
		there = slices.Insert(there, place, c)
	}
	return there
}

// placeByNumber says where among others a chunk with a number belongs: behind the one with the greatest number that is not
// greater, or before the one with the least.
func placeByNumber(others []arranged, c arranged) int {
	before, after := -1, -1
	for n, o := range others {
		switch {
		case o.number == "":
		case byNumber(o, c) <= 0:
			if before < 0 || byNumber(o, others[before]) >= 0 {
				before = n
			}
		case after < 0 || byNumber(o, others[after]) < 0:
			after = n
		}
	}
	switch {
	case before >= 0:
		return before + 1
	case after >= 0:
		return after
	}
	return 0
}

func lacks(a, b string) int { return -cmp.Compare(min(len(a), 1), min(len(b), 1)) }

func byNumber(a, b arranged) int {
	return cmp.Or(lacks(a.number, b.number), naturalFolded(a.number, b.number), lacks(a.start, b.start), natural(a.start, b.start),
		natural(a.path, b.path), cmp.Compare(a.row, b.row))
}

// inOrder sorts chunks by their numbers. One without a number comes where its time is among them, and without a time, too,
// at the end.
func inOrder(chunks []arranged) []arranged {
	slices.SortFunc(chunks, byNumber)
	numbered := len(chunks)
	for numbered > 0 && chunks[numbered-1].number == "" {
		numbered--
	}
	out := slices.Clone(chunks[:numbered])
	for _, c := range chunks[numbered:] {
		out = slices.Insert(out, placeByTime(out, c.start), c)
	}
	return out
}

// placeByTime says where among others what begins at a time belongs: behind the last that begins no later.
func placeByTime(others []arranged, start string) int {
	place := len(others)
	if start == "" {
		return place
	}
	for n := len(others) - 1; n >= 0; n-- {
		switch {
		case others[n].start == "":
		case natural(others[n].start, start) <= 0:
			return n + 1
		default:
			place = n
		}
	}
	return place
}

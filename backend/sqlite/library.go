package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"stet/backend/session"
)

// This file lists the library. It reads copies that the chunks' rows keep of what their turns and fields say, and no
// turn.

// Library implements session.Store. A chunk's Source is the absolute path of its file.
func (l *Library) Library(ctx context.Context) ([]session.EpisodeRow, error) {
	var episodes []session.EpisodeRow
	err := l.read(ctx, func(t *sql.Tx) error {
		chunks, err := allChunks(ctx, t)
		if err != nil {
			return err
		}
		episodes, err = allEpisodes(ctx, t, chunks)
		return err
	})
	slices.SortFunc(episodes, func(a, b session.EpisodeRow) int {
		return cmp.Or(natural(a.Episode.Series, b.Episode.Series), natural(a.Episode.Key, b.Episode.Key), cmp.Compare(a.ID, b.ID))
	})
	return episodes, err
}

func allChunks(ctx context.Context, t *sql.Tx) (map[session.EpisodeID][]session.ChunkRow, error) {
	rows, err := t.QueryContext(ctx, "SELECT episode_id, id, number, title, status, start_code, end_code, words, turns, checked, errors, "+
		"warnings, dirty, coalesce(path, '') FROM chunk WHERE "+shown+" ORDER BY episode_id, pos, id")
	if err != nil {
		return nil, err
	}
	chunks := map[session.EpisodeID][]session.ChunkRow{}
	return chunks, eachRow(rows, func(scan func(...any) error) error {
		var episode session.EpisodeID
		var c session.ChunkRow
		var start, end *string
		err := scan(&episode, &c.ID, &c.Number, &c.Title, &c.Status, &start, &end, &c.Words, &c.Turns, &c.Checked, &c.Errors,
			&c.Warnings, &c.Dirty, &c.Source)
		if err != nil {
			return err
		}
		c.Span, err = toSpan(start, end)
		chunks[episode] = append(chunks[episode], c)
		return err
	})
}

// allEpisodes lists the episodes that have a chunk to show.
func allEpisodes(ctx context.Context, t *sql.Tx, chunks map[session.EpisodeID][]session.ChunkRow) ([]session.EpisodeRow, error) {
	rows, err := t.QueryContext(ctx, "SELECT id, series, key, title, rate, offset, gap_at, gap, sound FROM episode")
	if err != nil {
		return nil, err
	}
	var episodes []session.EpisodeRow
	return episodes, eachRow(rows, func(scan func(...any) error) error {
		var e session.EpisodeRow
		var rate string
		of := &e.Episode
		err := scan(&e.ID, &of.Series, &of.Key, &of.Title, &rate, &of.Offset, &of.Gap.At, &of.Gap.Length, &of.Sound)
		if err != nil {
			return err
		}
		err = e.Episode.Rate.UnmarshalText([]byte(rate))
		if e.Chunks = chunks[e.ID]; len(e.Chunks) > 0 {
			episodes = append(episodes, e)
		}
		return err
	})
}

// natural orders texts as people number things: runs of digits by their value, everything else by its letters, upper
// and lower case alike at first.
func natural(a, b string) int {
	if c := naturalFolded(strings.ToLower(a), strings.ToLower(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

func naturalFolded(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x == "" || y == "" {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		if c := compareNumbers(x, y); c != 0 {
			return c
		}
		a, b = a[len(x):], b[len(y):]
	}
	return cmp.Compare(len(a), len(b))
}

func digits(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
}

// compareNumbers compares digits of any length.
func compareNumbers(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

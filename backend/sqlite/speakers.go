package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file keeps who a label stands for in a series: a number that is theirs, and a full name. A number once given stays
// with its label, also when nobody bears it any more, since undo may bring it back.

const peopleQuery = "SELECT label, number, name, heir FROM speaker WHERE series = ?"

// people are those of a series by their labels.
type people struct {
	by map[string]session.Person
	// heirs are the labels that have the number of another, who bore it last.
	heirs map[string]bool
}

func nobody() people { return people{by: map[string]session.Person{}, heirs: map[string]bool{}} }

// Pin implements session.Store.
func (l *Library) Pin(ctx context.Context, series string, labels []string) (map[string]session.Person, error) {
	all := nobody()
	rows, err := l.readers.QueryContext(ctx, peopleQuery, series)
	if err == nil {
		err = eachRow(rows, all.collect)
	}
	if err != nil {
		return nil, l.explain(err)
	}
	if len(all.unnumbered(labels))+len(all.risen(labels)) > 0 {
		err = l.writer.do(ctx, func(t *tx) (err error) {
			if err := t.rise(series, labels); err != nil {
				return err
			}
			all, err = t.pin(series, labels)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("numbering the speakers of %s: %w", series, err)
		}
	}
	asked := make(map[string]session.Person, len(labels))
	for _, label := range labels {
		asked[label] = all.by[label]
	}
	return asked, nil
}

func (p *people) collect(scan func(...any) error) error {
	var label string
	var who session.Person
	var heir bool
	err := scan(&label, &who.Number, &who.Name, &heir)
	p.by[label], p.heirs[label] = who, heir
	return err
}

// risen are those of the labels whose number is another's, who does not speak here any more.
func (p people) risen(labels []string) (out []string) {
	bearers := map[int]int{}
	for label := range p.by {
		if slices.Contains(labels, label) {
			bearers[p.by[label].Number]++
		}
	}
	for _, label := range labels {
		if p.heirs[label] && bearers[p.by[label].Number] == 1 {
			out = append(out, label)
		}
	}
	return out
}

// unnumbered are the labels, each once, that have no number, or one that another of them has with more right: that is who
// bore it alone the last time, and where that is not known who comes first.
func (p people) unnumbered(labels []string) (out []string) {
	bearer := map[int]string{}
	for _, label := range labels {
		n := p.by[label].Number
		if other, borne := bearer[n]; !borne || p.heirs[other] && !p.heirs[label] {
			bearer[n] = label
		}
	}
	done := map[string]bool{}
	for _, label := range labels {
		if n := p.by[label].Number; !done[label] && (n == 0 || bearer[n] != label) {
			out = append(out, label)
		}
		done[label] = true
	}
	return out
}

// rise lets those of an episode's labels have their number by right that bear it alone there.
func (t *tx) rise(series string, labels []string) error {
	all := nobody()
	if err := t.each(peopleQuery, []any{series}, all.collect); err != nil {
		return err
	}
	for _, label := range all.risen(labels) {
		_, err := t.exec("UPDATE speaker SET heir = label <> ? WHERE series = ? AND number = ?", label, series, all.by[label].Number)
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) pin(series string, labels []string) (people, error) {
	all := nobody()
	if err := t.each(peopleQuery, []any{series}, all.collect); err != nil {
		return all, err
	}
	taken := map[int]bool{}
	for _, p := range all.by {
		taken[p.Number] = true
	}
	free := 1
	for _, label := range all.unnumbered(labels) {
		if err := storable(label); err != nil {
			return all, err
		}
		for taken[free] {
			free++
		}
		p := session.Person{Number: free, Name: all.by[label].Name}
		if err := t.putPerson(series, label, p); err != nil {
			return all, err
		}
		all.by[label], taken[free] = p, true
	}
	return all, nil
}

func (t *tx) putPerson(series, label string, p session.Person) error {
	_, err := t.exec("INSERT INTO speaker(series, label, number, name) VALUES(?, ?, ?, ?) "+
		"ON CONFLICT DO UPDATE SET heir = heir AND number = excluded.number, number = excluded.number, name = excluded.name", series, label, p.Number, p.Name)
	return err
}

// Inherit implements session.Store.
func (l *Library) Inherit(ctx context.Context, series, from, to string) error {
	err := l.writer.do(ctx, func(t *tx) error {
		if err := storable(to); err != nil {
			return err
		}
		_, err := t.exec("INSERT INTO speaker(series, label, number, name, heir) SELECT series, ?, number, name, 1 FROM speaker "+
			"WHERE series = ? AND label = ? ON CONFLICT DO NOTHING", to, series, from)
		return err
	})
	if err != nil {
		return fmt.Errorf("numbering the speakers of %s: %w", series, err)
	}
	return nil
}

// NamePerson implements session.Store.
func (l *Library) NamePerson(ctx context.Context, series, label, name string) error {
	err := l.writer.do(ctx, func(t *tx) error {
		if err := storable(label, name); err != nil {
			return err
		}
		all, err := t.pin(series, []string{label})
		if err != nil {
			return err
		}
		return t.putPerson(series, label, session.Person{Number: all.by[label].Number, Name: name})
	})
	if err != nil {
		return fmt.Errorf("keeping the name of %s: %w", label, err)
	}
	return nil
}

// Labels implements session.Store. Those who speak and have no number yet come last, with 0. Episodes whose import is not done count for nothing.
func (l *Library) Labels(ctx context.Context, series string) ([]session.LabelUse, error) {
	var out []session.LabelUse
	err := l.read(ctx, func(t *sql.Tx) error {
		rows, err := t.QueryContext(ctx, "WITH used(label, turns, episodes, first) AS MATERIALIZED ("+
			"SELECT turn.speaker, count(*), count(DISTINCT turn.episode_id), min(turn.episode_id) "+
			"FROM turn JOIN episode ON episode.id = turn.episode_id "+
			"WHERE episode.series = ?1 AND turn.speaker IS NOT NULL AND "+shownEpisode+" GROUP BY turn.speaker) "+
			"SELECT coalesce(used.label, known.label), coalesce(number, 0), coalesce(name, ''), coalesce(turns, 0), coalesce(episodes, 0) "+
			"FROM (SELECT * FROM speaker WHERE series = ?1) AS known FULL JOIN used ON used.label = known.label "+
			"ORDER BY number IS NULL, number, first, 1", series)
		if err != nil {
			return err
		}
		return eachRow(rows, func(scan func(...any) error) error {
			var u session.LabelUse
			err := scan(&u.Label, &u.Number, &u.Name, &u.Turns, &u.Episodes)
			out = append(out, u)
			return err
		})
	})
	return out, err
}

// shownEpisode is the condition under which an episode shows: that one of its chunks does.
const shownEpisode = "EXISTS (SELECT 1 FROM chunk WHERE chunk.episode_id = episode.id AND " + shown + ")"

// Bearing implements session.Store.
func (l *Library) Bearing(ctx context.Context, series, label string) ([]session.EpisodeID, error) {
	var out []session.EpisodeID
	err := l.read(ctx, func(t *sql.Tx) error {
		rows, err := t.QueryContext(ctx, "SELECT id FROM episode WHERE series = ?1 AND "+shownEpisode+" AND ("+
			"EXISTS (SELECT 1 FROM turn WHERE turn.episode_id = episode.id AND turn.speaker = ?2) OR "+
			"EXISTS (SELECT 1 FROM chunk JOIN field ON field.chunk_row = chunk.row WHERE chunk.episode_id = episode.id "+
			"AND field.key IN ('speakers', 'participants') AND (field.value = ?2 OR "+
			"EXISTS (SELECT 1 FROM json_each(coalesce(field.items, '[]')) WHERE json_each.value = ?2)))) ORDER BY id", series, label)
		if err != nil {
			return err
		}
		return eachRow(rows, func(scan func(...any) error) error {
			var id session.EpisodeID
			err := scan(&id)
			out = append(out, id)
			return err
		})
	})
	return out, err
}

// onlyLabels says whether all that a step does to turns is to put them under other speakers: the rest of their rows then
// stays, however many they are.
func onlyLabels(s transcript.Step) bool {
	ops := slices.Concat(s.Ops, s.Inverses)
	return len(ops) > 0 && !slices.ContainsFunc(ops, doesMore)
}

func doesMore(op transcript.Op) bool {
	switch o := op.(type) {
	case transcript.Batch:
		return slices.ContainsFunc(o.Ops, doesMore)
	case transcript.SetSpeaker, transcript.SetSpeakers, transcript.SetField:
		return false
	}
	return true
}

// writeLabels writes who speaks the turns of a change, all of one speaker at once.
func (w *rowWriter) writeLabels(c transcript.Change) error {
	type speaker struct {
		label string
		none  bool
	}
	turns := map[speaker][]transcript.ID{}
	for _, id := range c.Turns.IDs() {
		t, ok := w.doc.Turn(id)
		if !ok {
			return fmt.Errorf("%w: turn %d changed, but is not in the document", session.ErrHistory, id)
		}
		who := speaker{t.Label(), t.Speaker == nil}
		turns[who] = append(turns[who], id)
	}
	for who, ids := range turns {
		if err := storable(who.label); err != nil {
			return err
		}
		list, err := json.Marshal(ids)
		if err != nil {
			return err
		}
		label := &who.label
		if who.none {
			label = nil
		}
		_, err = w.exec("UPDATE turn SET speaker = ? WHERE episode_id = ? AND id IN (SELECT value FROM json_each(?))", label, w.episode, string(list))
		if err != nil {
			return err
		}
	}
	return nil
}

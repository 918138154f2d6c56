package session

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"stet/backend/casing"
	"stet/backend/transcript"
)

// This file lets the slug of a chunk that has never had a file of its own follow its title and its number. Once a file is
// named after it, addresses are made of it: then it is its person's, and stays.

// unnamed says that no file bears the chunk's slug yet: it is new, or was cut from a transcript here.
func (s *Session) unnamed(id transcript.ID) bool {
	b := s.files[id]
	if b == nil || b.fresh() {
		return true
	}
	head, _ := s.doc.Head(id)
	return b.chunk.Matter.Plain() && head.Matter.Form == transcript.FieldMatter && !head.Matter.Plain()
}

// SlugsAstray counts the chunks whose slugs have another number than they have themselves.
func SlugsAstray(doc *transcript.Document) (n int) {
	for _, id := range doc.Chunks() {
		head, _ := doc.Head(id)
		number, _ := head.Field("chunk")
		slug, _ := head.Field("slug")
		m := slugNumber.FindStringSubmatch(slug.Value)
		own, err := strconv.Atoi(number.Value)
		if said, errSaid := strconv.Atoi(strings.Join(m[min(2, len(m)):min(3, len(m))], "")); err == nil && errSaid == nil && said != own {
			n++
		}
	}
	return n
}

// titles are what chunks are called whose titles an edit may change.
func (s *Session) titles(ops []transcript.Op) map[transcript.ID]string {
	out := map[transcript.ID]string{}
	for _, op := range ops {
		if o, ok := op.(transcript.SetField); ok && o.Was == "title" && s.unnamed(o.Chunk) {
			head, _ := s.doc.Head(o.Chunk)
			title, _ := head.Field("title")
			out[o.Chunk] = title.Value
		}
	}
	return out
}

// followTitles returns the ops that let slugs follow titles that are others now.
func (s *Session) followTitles(before map[transcript.ID]string) []transcript.Op {
	var ops []transcript.Op
	for _, id := range s.doc.Chunks() {
		was, asked := before[id]
		head, _ := s.doc.Head(id)
		title, _ := head.Field("title")
		if !asked || was == title.Value || casing.Slug(title.Value) == "" {
			continue
		}
		for at, f := range head.Matter.Fields {
			m := slugNumber.FindStringSubmatch(f.Value)
			if f.Key != "slug" || f.Kind != transcript.ScalarField || m == nil || !madeOf(strings.TrimLeft(m[3], "-_ ."), was) {
				continue
			}
			now := f
			if now.Value = Retitled(f.Value, title.Value, ""); s.taken(now.Value, id) {
				now.Value = freeSlug(s.doc, now.Value, 2)
			}
			ops = append(ops, transcript.SetField{Chunk: id, At: at, Was: f.Key, Field: now})
			break
		}
	}
	return ops
}

var counted = regexp.MustCompile(`-\d+$`)

// Retitled is a slug with the words of a title and a number, where these are known; a slug without a number stays.
func Retitled(slug, title, number string) string {
	m := slugNumber.FindStringSubmatch(slug)
	if m == nil {
		return slug
	}
	if n, err := strconv.Atoi(number); err == nil && n > 0 {
		m[2] = numbered(n, m[2])
	}
	if words := casing.Slug(title); words != "" {
		m[3] = "-" + words
	}
	return m[1] + m[2] + m[3]
}

// Reslugged is the slug of a chunk with the words of its title and its number, and where it stands among the fields: -1
// where it has none.
func Reslugged(c transcript.Chunk) (int, transcript.Field) {
	at := slices.IndexFunc(c.Matter.Fields, func(f transcript.Field) bool { return f.Key == "slug" && f.Kind == transcript.ScalarField })
	if at < 0 {
		return at, transcript.Field{}
	}
	title, _ := c.Field("title")
	number, _ := c.Field("chunk")
	slug := c.Matter.Fields[at]
	slug.Value = Retitled(slug.Value, title.Value, number.Value)
	return at, slug
}

// Reslug makes the slugs of all chunks anew from their titles and numbers, in one step, also of those that have a file: it
// gets the name when it is exported. ErrNothing if all are so.
func (s *Session) Reslug(ctx context.Context) (Result, error) {
	return s.Do(ctx, Edit{Compose: func(doc *transcript.Document, _ Files) (string, []transcript.Op, error) {
		var ops []transcript.Op
		taken := map[string]bool{}
		for _, id := range doc.Chunks() {
			head, _ := doc.Head(id)
			at, now := Reslugged(head)
			if at < 0 {
				continue
			}
			for n, plain := 2, now.Value; taken[now.Value]; n++ {
				now.Value = fmt.Sprintf("%s-%d", plain, n)
			}
			taken[now.Value] = true
			if !now.Equal(head.Matter.Fields[at]) {
				ops = append(ops, transcript.SetField{Chunk: id, At: at, Was: "slug", Field: now})
			}
		}
		if len(ops) == 0 {
			return "", nil, ErrNothing
		}
		return "Made the slugs of the titles", ops, nil
	}})
}

// madeOf says whether the words of a slug were made of a title, or of none.
func madeOf(words, title string) bool {
	title = strings.TrimSuffix(title, ", continued")
	plain := counted.ReplaceAllString(words, "")
	made := []string{"", "part", casing.Slug(title), casing.Kebab(title)}
	return slices.Contains(made, words) || slices.Contains(made[1:], plain)
}

func (s *Session) taken(slug string, but transcript.ID) bool {
	for _, id := range s.doc.Chunks() {
		head, _ := s.doc.Head(id)
		if f, _ := head.Field("slug"); id != but && f.Value == slug {
			return true
		}
	}
	return false
}

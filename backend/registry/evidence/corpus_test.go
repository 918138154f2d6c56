package evidence_test

import (
	"bufio"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/backend/chunkfile"
	"stet/backend/registry"
	"stet/backend/registry/evidence"
	"stet/backend/transcript"
)

// This file measures on real chunks, beside plain words in the same run. What the numbers of this package were set on is
// no part of it: half of the judged pairs and half of the chunks, told apart by a hash.

// corpus are the approved tags and the chunks of real files by their slugs, or the test is skipped.
func corpus(t testing.TB) (registry.Registry, map[string]transcript.Chunk) {
	t.Helper()
	root := os.Getenv("STET_CORPUS")
	if root == "" {
		root = "../../../../shared/corpus"
	}
	list, err := os.ReadFile(filepath.Join(root, "tags_master.yaml"))
	if err != nil {
		t.Skipf("there are no real files at %s; set STET_CORPUS to their folder", root)
	}
	var r registry.Registry
	for _, name := range strings.Fields(string(list)) {
		r.Tags = append(r.Tags, registry.Tag{Name: name})
	}
	paths, err := filepath.Glob(filepath.Join(root, "chunks", "*", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	chunks := map[string]transcript.Chunk{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		chunks[strings.TrimSuffix(filepath.Base(path), ".md")] = chunkfile.Parse(text).Chunk()
	}
	return r, chunks
}

// verdict is a person's: whether a chunk speaks of a tag's subject enough to bear it.
type verdict struct {
	slug, tag string
	yes       bool
}

func verdicts(t testing.TB) []verdict {
	t.Helper()
	f, err := os.Open("testdata/judged.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []verdict
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if part := strings.Split(lines.Text(), "\t"); len(part) == 4 && !strings.HasPrefix(part[0], "#") {
			out = append(out, verdict{part[0], part[1], part[2] == "yes"})
		}
	}
	return out
}

// kept reports whether something is for measuring alone.
func kept(name string) bool {
	h := fnv.New32a()
	h.Write([]byte(name))
	return h.Sum32()%2 == 1
}

// score counts verdicts that were met.
type score struct{ right, wrong, missed int }

func (s *score) add(said, is bool) {
	switch {
	case said && is:
		s.right++
	case said:
		s.wrong++
	case is:
		s.missed++
	}
}

func percent(part, whole int) float64 { return 100 * float64(part) / float64(max(whole, 1)) }

func (s score) precision() float64 { return percent(s.right, s.right+s.wrong) }
func (s score) recall() float64    { return percent(s.right, s.right+s.missed) }

func said(c transcript.Chunk) string {
	var out strings.Builder
	for _, t := range c.Turns {
		out.WriteString(strings.Join(t.Paragraphs, "\n") + "\n")
	}
	return out.String()
}

// judge measures evidence, and plain words beside it, by the pairs kept for that; all under "".
func judge(t testing.TB) (ours, plain map[string]*score) {
	r, chunks := corpus(t)
	s := evidence.NewSeries(r, chunks)
	ours, plain = map[string]*score{"": {}}, map[string]*score{"": {}}
	for _, v := range verdicts(t) {
		c, there := chunks[v.slug]
		if !there {
			t.Fatalf("there is no chunk %s", v.slug)
		}
		if !kept(v.slug + v.tag) {
			continue
		}
		enough := s.Evidence(v.slug, c, []string{v.tag})[0].Number >= evidence.Enough
		word := regexp.MustCompile(`(?i)\b` + v.tag + `\b`).MatchString(said(c))
		for _, m := range []struct {
			in   map[string]*score
			said bool
		}{{ours, enough}, {plain, word}} {
			if m.in[v.tag] == nil {
				m.in[v.tag] = &score{}
			}
			m.in[v.tag].add(m.said, v.yes)
			m.in[""].add(m.said, v.yes)
		}
	}
	return ours, plain
}

func TestTheVerdictsAreAsMeantToBe(t *testing.T) {
	by := map[string]int{}
	seen := map[string]bool{}
	for _, v := range verdicts(t) {
		if seen[v.slug+" "+v.tag] {
			t.Errorf("%s stands twice for %s", v.slug, v.tag)
		}
		seen[v.slug+" "+v.tag] = true
		by[v.tag]++
	}
	for _, tag := range []string{"go", "rest", "ai", "federation", "startup"} {
		if by[tag] != 60 {
			t.Errorf("%s: %d verdicts", tag, by[tag])
		}
	}
}

func TestEvidenceIsMuchOftenerRightThanPlainWords(t *testing.T) {
	ours, plain := judge(t)
	for _, tag := range []string{"go", "rest", "ai", "federation", "startup", ""} {
		t.Logf("%-11s right %2d, wrong %2d, missed %2d; plain words: right %2d, wrong %2d, missed %2d", tag,
			ours[tag].right, ours[tag].wrong, ours[tag].missed, plain[tag].right, plain[tag].wrong, plain[tag].missed)
	}
	a, b := ours[""], plain[""]
	if a.precision() < 75 || a.recall() < 80 || a.precision() < b.precision()+25 {
		t.Errorf("precision %.0f, recall %.0f; plain words %.0f and %.0f", a.precision(), a.recall(), b.precision(), b.recall())
	}
}

func BenchmarkEvidence(b *testing.B) {
	for b.Loop() {
		ours, plain := judge(b)
		b.ReportMetric(ours[""].precision(), "precision-%")
		b.ReportMetric(ours[""].recall(), "recall-%")
		b.ReportMetric(plain[""].precision(), "plain-precision-%")
		b.ReportMetric(plain[""].recall(), "plain-recall-%")
	}
}

func BenchmarkIndex(b *testing.B) {
	r, chunks := corpus(b)
	plainly := time.Duration(1 << 62)
	for b.Loop() {
		evidence.NewSeries(r, chunks)
		b.StopTimer()
		began := time.Now()
		words := map[string]int{}
		for _, c := range chunks {
			for w := range strings.FieldsSeq(said(c)) {
				words[w]++
			}
		}
		plainly = min(plainly, time.Since(began))
		b.StartTimer()
	}
	b.ReportMetric(plainly.Seconds()*1000, "words-ms")
}

// BenchmarkSuggest measures suggestions, and how many tags that people listed are among the first ten: of the tags whose
// listing a script did not spoil, in chunks that were kept for measuring.
func BenchmarkSuggest(b *testing.B) {
	spoilt := []string{"go", "rest", "ai", "federation", "startup"}
	r, chunks := corpus(b)
	s := evidence.NewSeries(r, chunks)
	listed, found, counted, asked := 0, 0, 0, 0
	var plainly time.Duration
	for b.Loop() {
		listed, found, counted, asked, plainly = 0, 0, 0, 0, 0
		for slug, c := range chunks {
			asked++
			bare := c
			bare.Matter.Fields = slices.DeleteFunc(slices.Clone(c.Matter.Fields), func(f transcript.Field) bool { return f.Key == "tags" })
			got := s.Suggest(slug, bare, 15).Tags
			b.StopTimer()
			began := time.Now()
			most := mostCounted(r, said(c), spoilt)
			plainly += time.Since(began)
			b.StartTimer()
			field, _ := c.Field("tags")
			if !kept(slug) {
				continue
			}
			got = slices.DeleteFunc(got, func(x evidence.Suggestion) bool { return slices.Contains(spoilt, x.Tag) })
			got = got[:min(10, len(got))]
			for _, tag := range field.Items {
				if slices.Contains(spoilt, tag) || !slices.ContainsFunc(r.Tags, func(t registry.Tag) bool { return t.Name == tag }) {
					continue
				}
				listed++
				if slices.ContainsFunc(got, func(x evidence.Suggestion) bool { return x.Tag == tag }) {
					found++
				}
				if slices.Contains(most, tag) {
					counted++
				}
			}
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N)/float64(asked), "chunk-ms")
	b.ReportMetric(plainly.Seconds()*1000/float64(asked), "plain-chunk-ms")
	b.ReportMetric(percent(found, listed), "listed-%")
	b.ReportMetric(percent(counted, listed), "plain-listed-%")
}

// mostCounted are the ten tags whose words are said most.
func mostCounted(r registry.Registry, text string, without []string) []string {
	text = strings.ToLower(text)
	type counted struct {
		tag string
		n   int
	}
	var all []counted
	for _, t := range r.Tags {
		if n := strings.Count(text, strings.ReplaceAll(t.Name, "-", " ")); n > 0 && !slices.Contains(without, t.Name) {
			all = append(all, counted{t.Name, n})
		}
	}
	slices.SortStableFunc(all, func(a, b counted) int { return b.n - a.n })
	var out []string
	for _, c := range all[:min(10, len(all))] {
		out = append(out, c.tag)
	}
	return out
}

// BenchmarkReplace measures what an edit costs a series: one chunk put in anew.
func BenchmarkReplace(b *testing.B) {
	r, chunks := corpus(b)
	s := evidence.NewSeries(r, chunks)
	slug := ""
	for k := range chunks {
		slug = max(slug, k)
	}
	for b.Loop() {
		s.Put(slug, chunks[slug])
	}
}

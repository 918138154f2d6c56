package publish_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stet/backend/publish"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

func turn(at string, words string) transcript.Turn {
	start, err := timecode.Parse(at)
	if err != nil {
		panic(err)
	}
	ada := "Ada"
	return transcript.Turn{Span: &timecode.Span{Start: start, End: start}, Speaker: &ada, Paragraphs: []string{words}}
}

func chunk(tags []string, turns ...transcript.Turn) *transcript.Chunk {
	return &transcript.Chunk{
		Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{{Key: "tags", Kind: transcript.ListField, Items: tags}}},
		Turns:  turns,
	}
}

func TestTheMessageOfACommit(t *testing.T) {
	one, two := turn("00:00:01:00", "the mode"), turn("00:00:02:00", "click house")
	better, best := turn("00:00:01:00", "the moat"), turn("00:00:02:00", "ClickHouse")
	long := strings.Repeat("a very long heading with # in it ", 5)
	change := publish.Change{
		Episode: "Ep08", Number: "04", Title: long, Before: chunk([]string{"startup"}, one, two), After: chunk([]string{"startup", "cost-optimization"}, better, best),
	}
	many := []publish.Change{change}
	for _, n := range []string{"05", "06", "07", "08", "09", "10", "11", "12", "13", "14"} {
		next := change
		next.Number = n
		many = append(many, next)
	}
	wide := change
	wide.After = chunk([]string{"startup", strings.Repeat("wide", 20)}, better, best)
	var rows []publish.Change
	for _, n := range []string{"04", "05", "06", "09", "10"} {
		next := change
		next.Number, next.After = n, chunk([]string{"startup"}, better, best)
		rows = append(rows, next)
	}
	made := change
	made.Before, made.Number = nil, "05"
	for name, c := range map[string]struct {
		changes []publish.Change
		besides []string
		want    string
	}{
		"one":    {[]publish.Change{change}, nil, "Ep08: correct 2 turns of chunk 04, add tag cost-optimization"},
		"many":   {many, nil, "Ep08: correct 22 turns of chunks 04 to 14, add tag cost-optimization"},
		"wide":   {[]publish.Change{wide}, nil, "Ep08: correct 2 turns of chunk 04, and more"},
		"made":   {[]publish.Change{change, made}, nil, "Ep08: add chunk 05, correct 2 turns of chunk 04, and more"},
		"rows":   {rows, nil, "Ep08: correct 10 turns of chunks 04 to 06, 09 and 10"},
		"others": {nil, []string{"ep08.srt", "ep08.vtt"}, "Write ep08.srt, ep08.vtt"},
	} {
		message := publish.Message(c.changes, c.besides, nil)
		subject, body, _ := strings.Cut(message, "\n")
		if subject != c.want {
			t.Errorf("%s: %q, want %q", name, subject, c.want)
		}
		if body != "" && body[0] != '\n' {
			t.Errorf("%s: no empty line behind the subject", name)
		}
		for line := range strings.Lines(message) {
			if line = strings.TrimSuffix(line, "\n"); utf8.RuneCountInString(line) > 72 || strings.HasPrefix(line, "#") || strings.TrimRight(line, " ") != line {
				t.Errorf("%s: %q", name, line)
			}
		}
	}
	_, body, _ := strings.Cut(publish.Message([]publish.Change{change}, []string{"ep08.srt"}, []string{"stet-waivers.yaml"}), "\n\n")
	want := "- Change “mode” to “moat” (00:00:01:00)\n- Change “click house” to “ClickHouse” (00:00:02:00)\n- Add tag cost-optimization\n\nMade of them: ep08.srt\n\nWhat was let stand: stet-waivers.yaml\n"
	if !strings.HasSuffix(body, want) || !strings.HasPrefix(body, "Chunk 04: a very long") {
		t.Errorf("%s", body)
	}
	if publish.Message(nil, nil, nil) != "" {
		t.Error("nothing is told of")
	}
}

// The message says what the files say otherwise, each thing under its chunk: a turn that went from one to another was
// neither added nor deleted, and what is done to all of them is named in their order.
func TestTheMessageSaysWhatTheFilesSay(t *testing.T) {
	bell, rope, clapper := turn("00:00:01:00", "a bell"), turn("00:00:02:00", "a rope"), turn("00:00:03:00", "a clapper")
	mended, named := turn("00:00:01:00", "a big bell"), rope
	bo := "Bo"
	named.Speaker = &bo
	untimed := transcript.Turn{Paragraphs: []string{"no time"}}
	change := func(number string, before, after *transcript.Chunk) publish.Change {
		return publish.Change{Episode: "Ep05", Number: number, Before: before, After: after}
	}
	renamed := change("3", chunk(nil, bell), chunk(nil, bell))
	renamed.Renamed = true
	tagged := func(number string) publish.Change {
		return change(number, chunk(nil, bell), chunk([]string{"honey"}, bell))
	}
	counted := func(number string, tags []string, turns ...transcript.Turn) *transcript.Chunk {
		c := chunk(tags, turns...)
		c.Matter.Fields = append(c.Matter.Fields, transcript.Field{Key: "chunk", Kind: transcript.ScalarField, Value: number})
		return c
	}
	moved := func(from, to string, tags []string) publish.Change {
		c := change(to, counted(from, tags, bell), counted(to, nil, bell))
		c.Renamed = true
		return c
	}
	for name, c := range map[string]struct {
		changes []publish.Change
		want    string
	}{
		"moved": {
			[]publish.Change{change("1", chunk(nil, bell), chunk(nil, mended, rope)), change("2", chunk(nil, rope, clapper), chunk(nil, clapper))},
			"Ep05: move 1 turn from chunk 2 to 1, correct 1 turn of chunk 1\n\nChunk 1\n- Take 1 turn from chunk 2\n- Add “big” (00:00:01:00)\n\nChunk 2\n- Move 1 turn to chunk 1\n",
		},
		"moved and mended": {
			[]publish.Change{change("1", chunk(nil, bell), chunk(nil, bell, named)), change("2", chunk(nil, rope, clapper), chunk(nil, clapper))},
			"Ep05: move 1 turn from chunk 2 to 1, correct 1 turn of chunk 1\n\nChunk 1\n- Take 1 turn from chunk 2\n- Name Bo in place of Ada (00:00:02:00)\n\nChunk 2\n- Move 1 turn to chunk 1\n",
		},
		"parted": {
			[]publish.Change{change("1", chunk(nil, bell, rope, untimed), chunk(nil, bell)), change("2", nil, chunk(nil, rope, untimed))},
			"Ep05: split chunk 1\n\nChunk 1\n- Move 2 turns to chunk 2\n\nChunk 2\n- Add the chunk, with 2 turns\n- Take 2 turns from chunk 1\n",
		},
		"joined": {
			[]publish.Change{change("1", chunk(nil, bell), chunk(nil, bell, rope)), change("2", chunk(nil, rope), nil), {Episode: "Ep05", Number: "2", Before: counted("3", []string{"wax"}, clapper), After: counted("2", nil, clapper)}},
			"Ep05: join chunk 2 to 1, renumber chunk 2, remove tag wax from chunk 2\n\nChunk 1\n- Take 1 turn from chunk 2\n\nChunk 2\n- Remove the chunk\n- Move 1 turn to chunk 1\n\nChunk 2\n- Renumber it from 3 to 2\n- Remove tag wax\n",
		},
		"renumbered, and a tag taken out": {
			[]publish.Change{moved("2", "3", nil), moved("3", "2", []string{"clocks"})},
			"Ep05: renumber chunks 2 and 3, remove tag clocks from chunk 2\n\nChunk 2\n- Renumber it from 3 to 2\n- Remove tag clocks\n- Rename the file\n\nChunk 3\n- Renumber it from 2 to 3\n- Rename the file\n",
		},
		"two episodes with one time": {
			[]publish.Change{change("1", chunk(nil, bell, rope), chunk(nil, bell)), {Episode: "Ep06", Number: "1", Before: chunk(nil, bell), After: chunk(nil, bell, rope)}},
			"Ep05, Ep06: add 1 turn to a chunk, delete 1 turn from a chunk\n\nEp05, chunk 1\n- Delete 1 turn (00:00:02:00)\n\nEp06, chunk 1\n- Add 1 turn (00:00:02:00)\n",
		},
		"two episodes, a move within one": {
			[]publish.Change{change("1", chunk(nil, bell, rope), chunk(nil, bell)), change("2", chunk(nil, clapper), chunk(nil, rope, clapper)), {Episode: "Ep06", Number: "1", Before: chunk(nil, bell), After: chunk(nil, mended)}},
			"Ep05, Ep06: move 1 turn between chunks, correct 1 turn of a chunk\n\nEp05, chunk 1\n- Move 1 turn to chunk 2\n\nEp05, chunk 2\n- Take 1 turn from chunk 1\n\nEp06, chunk 1\n- Add “big” (00:00:01:00)\n",
		},
		"a tag that stood twice, in two episodes": {
			[]publish.Change{change("9", chunk([]string{"wax", "honey", "honey"}, bell), chunk([]string{"wax"}, bell)), {Episode: "Ep06", Number: "9", Title: "Bees", Before: chunk([]string{"honey"}, bell), After: chunk(nil, bell)}},
			"Ep05, Ep06: remove tag honey from 2 chunks\n\nEp05, chunk 9\n- Remove tag honey\n\nEp06, chunk 9: Bees\n- Remove tag honey\n",
		},
		"fields of several chunks, in two episodes": {
			[]publish.Change{
				change("1", chunk([]string{"wax"}, bell), chunk([]string{"bees", "smoke"}, bell)), change("2", chunk([]string{"wax"}, rope), chunk([]string{"honey", "smoke"}, rope)),
				{Episode: "Ep06", Number: "1", Before: chunk([]string{"wax"}, bell), After: chunk([]string{"bees", "smoke"}, bell)},
			},
			"Ep05, Ep06: change tags of 3 chunks\n\nEp05, chunk 1\n- Add tag bees\n- Add tag smoke\n- Remove tag wax\n\nEp05, chunk 2\n- Add tag honey\n- Add tag smoke\n- Remove tag wax\n\nEp06, chunk 1\n- Add tag bees\n- Add tag smoke\n- Remove tag wax\n",
		},
		"tags in the places of others, and one more": {
			[]publish.Change{change("1", chunk([]string{"wax", "hive", "rope"}, bell), chunk([]string{"bees wax", "hive", "cord", "smoke", "honey"}, bell)),
				change("2", chunk([]string{"wax", "rope", "hive"}, rope), chunk([]string{"bees wax", "cord", "hive", "honey"}, rope))},
			"Ep05: change tags of chunks 1 and 2\n\nChunk 1\n- Replace tag wax with bees wax\n- Add tag cord\n- Add tag smoke\n- Add tag honey\n- Remove tag rope\n\n" +
				"Chunk 2\n- Replace tag wax with bees wax\n- Replace tag rope with cord\n- Add tag honey\n",
		},
		"more tags than one reads": {
			[]publish.Change{change("1", chunk(nil, bell), chunk(strings.Fields("a b c d e f g h i"), bell))},
			"Ep05: change tags of chunk 1\n\nChunk 1\n- Change tags\n",
		},
		"a tag in the place of another, in two episodes": {
			[]publish.Change{
				change("1", chunk([]string{"wax"}, bell), chunk([]string{"bees wax"}, bell)),
				{Episode: "Ep06", Number: "1", Before: chunk([]string{"smoke", "wax"}, bell), After: chunk([]string{"smoke", "bees wax"}, bell)},
			},
			"Ep05, Ep06: replace tag wax with bees wax in 2 chunks\n\nEp05, chunk 1\n- Replace tag wax with bees wax\n\nEp06, chunk 1\n- Replace tag wax with bees wax\n",
		},
		"renamed": {[]publish.Change{renamed}, "Ep05: rename chunk 3\n\nChunk 3\n- Rename the file\n"},
		"tagged":  {[]publish.Change{tagged("1"), tagged("2"), tagged("03")}, "Ep05: add tag honey to chunks 1 to 3\n\nChunk 1\n- Add tag honey\n\nChunk 2\n- Add tag honey\n\nChunk 03\n- Add tag honey\n"},
		"new": {
			[]publish.Change{change("2", nil, chunk(nil, rope)), change("3", nil, chunk(nil, clapper)), change("1", nil, chunk(nil, bell))},
			"Ep05: add chunks 1 to 3\n\nChunk 1\n- Add the chunk, with 1 turn\n\nChunk 2\n- Add the chunk, with 1 turn\n\nChunk 3\n- Add the chunk, with 1 turn\n",
		},
	} {
		if got := publish.Message(c.changes, nil, nil); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got, c.want)
		}
	}
}

func found(what, words string) publish.Report {
	return publish.Report{Title: "Episode 8 <script>", Chunks: []publish.Chunk{{
		Episode: "8", Number: "04", Title: "+1 for moats", File: "ep08-04.md", Turns: 2, Words: 1200, Length: "8:26", Seconds: 506,
		Findings: []publish.Finding{
			{Severity: "error", Code: "list.duplicate", What: what, Place: "tags", Line: 12, Column: 1, Words: words},
			{Severity: "info", Code: "list.duplicate", What: "It stands.", Waived: "The site <b>wants</b> it."},
		},
	}}}
}

// What a transcript says is no formula, and whatever is in it, it is read again as it was.
func TestTheTableIsNoProgram(t *testing.T) {
	for _, words := range []string{`=HYPERLINK("http://x";"y")`, "+1", "-2", "@SUM(A1)", "\t=1+1", " =1", "＝1", "\u00a0=1", "\ufeff=1"} {
		src, err := found("“x”, \"y\"\nand more", words).CSV()
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(string(src))).ReadAll()
		if err != nil || len(rows) != 3 {
			t.Fatal(rows, err)
		}
		if got := rows[1][12]; got != "'"+words || rows[1][6] != "'+1 for moats" || rows[1][10] != "“x”, \"y\"\nand more" {
			t.Errorf("%q", rows[1])
		}
	}
	src, err := found("plain", "a-b = c").CSV()
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(string(src), "\r\n"); len(lines) != 4 || lines[3] != "" || !strings.Contains(lines[1], ",a-b = c,") || strings.Contains(strings.ReplaceAll(string(src), "\r\n", ""), "\n") {
		t.Errorf("%q", src)
	}
}

// Of each file there is a row: of a chunk in which nothing was found, of one that is in conflict, and of what is no chunk. A
// look at files, which writes none, has rows of findings alone.
func TestTheTableHasEveryFile(t *testing.T) {
	r := found("“bread” stands twice in tags.", "")
	r.Chunks[0].State = "held back"
	r.Chunks = append(r.Chunks,
		publish.Chunk{Series: "Rise", Episode: "8", Number: "05", Title: "The Oven", File: "ep08-05.md", State: "written"},
		publish.Chunk{Series: "Rise", Episode: "8", Number: "06", Title: "Rye", File: "ep08-06.md", State: "in conflict", Reason: "It changed on the disk."},
	)
	r.Files = []publish.File{
		{Path: "ep08-04.md", State: "held back", Reason: "“bread” stands twice in tags."},
		{Path: "ep08-05.md", State: "written"}, {Path: "ep08-06.md", State: "in conflict", Reason: "It changed on the disk."},
		{Path: "ep08-07.md", State: "removed"}, {Path: "ep08.srt", State: "written", Of: "186 cues"},
	}
	src, err := r.CSV()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(src))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range rows[1:] {
		got = append(got, strings.Join([]string{row[0], row[5], row[6], row[7], row[8], row[10]}, "|"))
	}
	want := []string{
		"ep08-04.md|04|'+1 for moats|held back|error|“bread” stands twice in tags.", "ep08-04.md|04|'+1 for moats|held back|info|It stands.",
		"ep08-05.md|05|The Oven|written||", "ep08-06.md|06|Rye|in conflict||It changed on the disk.",
		"ep08-07.md|||removed||", "ep08.srt|||written||186 cues",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	r = found("plain", "")
	r.Chunks = append(r.Chunks, publish.Chunk{File: "ep08-05.md", Title: "The Oven"})
	if src, err = r.CSV(); err != nil || strings.Count(string(src), "\r\n") != 3 {
		t.Errorf("%v\n%s", err, src)
	}
}

func TestThePageSaysItAllAndRunsNothing(t *testing.T) {
	r := found("“bread” stands twice in tags.", "")
	r.Files = []publish.File{
		{Path: "ep08-04.md", State: "held back", Reason: "“bread” stands twice in tags."},
		{Path: "ep08.srt", State: "written", Of: "186 cues, without 05", Lost: []string{"Tags have no place in SubRip."}},
	}
	src, err := r.HTML()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Episode 8 &lt;script&gt;", "1,200", "8:26", "The site &lt;b&gt;wants&lt;/b&gt; it.", "186 cues, without 05", "Tags have no place in SubRip.", "Held back", "■ error", "@media print", "prefers-color-scheme: dark"} {
		if !strings.Contains(string(src), want) {
			t.Errorf("it does not say %s", want)
		}
	}
	for _, no := range []string{"<script", "http", "src=", "url(", "@import"} {
		if strings.Contains(string(src), no) {
			t.Errorf("it has %s", no)
		}
	}
	// No errors are nothing to be alarmed of, and what was let stand is called so alone.
	if !strings.Contains(string(src), `<li class="error"><b>1</b> error</li>`) || strings.Contains(string(src), "tanding") {
		t.Error("an error is not shown as one, or a note is called like what was let stand")
	}
	r.Chunks[0].Findings = r.Chunks[0].Findings[1:]
	if none, _ := r.HTML(); !strings.Contains(string(none), `<li><b>0</b> errors</li>`) || !strings.Contains(string(none), `<li><b>0</b> worth a look</li>`) {
		t.Error("no errors are shown as errors are")
	}
	r = found("“bread” stands twice in tags.", "")
	src, _ = r.HTML()
	if again, _ := r.HTML(); string(again) != string(src) {
		t.Error("twice is not the same")
	}
}

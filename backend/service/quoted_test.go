package service_test

import (
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
)

// A value that YAML takes for another is put in quotes as it was shown, as one step; undone, also when it was exported, the file
// has its bytes again.
func TestAValueIsPutInQuotes(t *testing.T) {
	text := strings.Replace(rise, "chunk: 1\n", "chunk: 1\nsegment:  no  # yet\ntags: [rye,  on]\n", 1)
	if text == rise {
		t.Fatal("the sample has no chunk")
	}
	quoted := strings.Replace(text, "segment:  no  #", "segment:  'no'  #", 1)
	f := open(t, "ep07-01-rise.md", text)
	f.take()
	id := f.row("ep07-01-rise.md").episode
	problems := found(f.chunk("ep07-01-rise.md").ChunkHead, "yaml.type")
	at := slices.IndexFunc(problems, func(p service.ProblemView) bool { return p.Field == "segment" })
	if len(problems) != 2 || at < 0 || len(problems[at].Repairs) != 1 {
		t.Fatalf("%+v", problems)
	}
	offer := problems[at].Repairs[0]
	if offer.Before != "segment: no" || offer.After != "segment: 'no'" {
		t.Errorf("%+v", offer)
	}
	reply, err := f.Mend(f.fault("ep07-01-rise.md", problems[at]), offer)
	if err != nil || reply.Step == 0 || !f.row("ep07-01-rise.md").Dirty {
		t.Fatalf("%+v %v", reply, err)
	}
	if left := found(f.chunk("ep07-01-rise.md").ChunkHead, "yaml.type"); len(left) != 1 || left[0].Field != "tags" {
		t.Errorf("%+v", left)
	}
	if said := f.did(id, reply.Step); !strings.Contains(said, "quotes") {
		t.Errorf("the step says %q", said)
	}
	f.undo(id)
	if f.row("ep07-01-rise.md").Dirty {
		t.Error("undone, there is something to export")
	}
	if _, err := f.Redo(id); err != nil {
		t.Fatal(err)
	}
	f.restart()
	f.export("", true)
	if got := f.read("ep07-01-rise.md"); got != quoted {
		t.Errorf("exported, the file is\n%s", got)
	}
	f.undo(id)
	f.restart()
	f.export("", true)
	if got := f.read("ep07-01-rise.md"); got != text || f.row("ep07-01-rise.md").Dirty {
		t.Errorf("undone and exported, the file is\n%s", got)
	}
}

// Quotes that another program puts around a value, or takes away, stay so: also where somebody had asked for the others here, and
// has them in the file, or asked for none any more.
func TestQuotesOfAnotherProgramStay(t *testing.T) {
	const name = "ep07-01-rise.md"
	plain := strings.Replace(rise, "chunk: 1\n", "chunk: 1\nsegment: no\n", 1)
	quoted := strings.Replace(plain, "segment: no", "segment: 'no'", 1)
	f := open(t, name, plain)
	f.take()
	id := f.row(name).episode
	problem := found(f.chunk(name).ChunkHead, "yaml.type")[0]
	if _, err := f.Mend(f.fault(name, problem), problem.Repairs[0]); err != nil {
		t.Fatal(err)
	}
	stays := func(how, text string) {
		t.Helper()
		f.write(name, text)
		f.take()
		if f.row(name).Dirty {
			t.Errorf("%s: there is something to export", how)
		}
		f.export("", true)
		if got := f.read(name); got != text {
			t.Errorf("%s: exported, the file is\n%s", how, got)
		}
	}
	f.undo(id)
	stays("asked for and undone", quoted)
	stays("and plain again", plain)
	problem = found(f.chunk(name).ChunkHead, "yaml.type")[0]
	if _, err := f.Mend(f.fault(name, problem), problem.Repairs[0]); err != nil {
		t.Fatal(err)
	}
	f.export("", true)
	if got := f.read(name); got != quoted {
		t.Errorf("exported, the file is\n%s", got)
	}
	stays("asked for and exported", plain)
}

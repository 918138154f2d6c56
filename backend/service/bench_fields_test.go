//go:build unix

package service_test

import (
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"stet/backend/service"
	"stet/backend/sqlite"
)

// BenchmarkChangeAll renames a tag in 10,000 chunks of 1,000 episodes, as the window does: what would change, the change,
// and taking it back; then one that stands in ten of them. Beside it the same files are changed by the verb, which writes
// them.
func BenchmarkChangeAll(b *testing.B) {
	const files = 10_000
	dir := b.TempDir()
	writeChunks(b, dir, files, 10, 23, 80)
	ended := make(chan service.JobView, 1)
	path := filepath.Join(b.TempDir(), "show.stet")
	store, err := sqlite.Open(b.Context(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := service.New(service.Config{Store: store, Path: path, Now: time.Now, Emit: func(_ string, data any) {
		if j, ok := data.(service.JobView); ok && j.State != service.JobRunning {
			ended <- j
		}
	}})
	takeIn(b, s, dir, files)
	// run does work that is a job, and says in seconds how long it took; a name has it say how much of the processor, too.
	run := func(name string, start func() (int64, error)) float64 {
		began, used := time.Now(), processorTime()
		id, err := start()
		if err != nil {
			b.Fatal(err)
		}
		if j := <-ended; j.ID != id || j.State != service.JobDone {
			b.Fatalf("%+v", j)
		}
		if name != "" {
			b.ReportMetric((processorTime() - used).Seconds(), name+"-cpu-s")
		}
		return time.Since(began).Seconds()
	}
	request := func(from, to string) service.FieldsRequest {
		return service.FieldsRequest{Name: "Renamed " + from, Scope: "library", Episode: 1, Edits: []service.FieldEdit{
			{Kind: service.EditRenameItem, Field: "tags", Value: from, To: to},
		}}
	}
	change := func(name string, r service.FieldsRequest, chunks int) (reply service.FieldsReply, seconds float64) {
		var id int64
		seconds = run(name, func() (_ int64, err error) { id, err = s.StartFields(r); return id, err })
		if reply, err = s.FieldsResult(id); err != nil || reply.Chunks != chunks || reply.Failed != "" {
			b.Fatal(reply.Chunks, reply.Failed, err)
		}
		return reply, seconds
	}
	for b.Loop() {
		r := request("bells", "chimes")
		b.ReportMetric(run("plan", func() (int64, error) { return s.StartFieldsPlan(r) }), "plan-s")
		reply, seconds := change("change", r, files)
		b.ReportMetric(seconds, "change-s")
		b.ReportMetric(run("undo", func() (int64, error) { return s.StartUndoFields(reply.Steps, 1) }), "undo-s")

		few := service.FieldsRequest{Name: "Added rare", Scope: "episode", Episode: 500, Edits: []service.FieldEdit{
			{Kind: service.EditAddItem, Field: "tags", Value: "rare"},
		}}
		change("", few, 10)
		r = request("rare", "scarce")
		b.ReportMetric(run("", func() (int64, error) { return s.StartFieldsPlan(r) }), "few-plan-s")
		_, seconds = change("", r, 10)
		b.ReportMetric(seconds, "few-s")

		edits := request("bells", "chimes").Edits
		began := time.Now()
		p, err := service.PlanEditsNow(b.Context(), []string{dir}, edits, silent)
		if err != nil || len(p.Files) != files {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "verb-plan-s")
		began = time.Now()
		if err := service.WriteEditsNow(b.Context(), p, silent); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "verb-write-s")
	}
	w := httptest.NewRecorder()
	began := time.Now()
	service.Handler(s).ServeHTTP(w, httptest.NewRequest("GET", "/api/board", nil))
	b.ReportMetric(time.Since(began).Seconds(), "board-s")
	if err := service.Shutdown(s); err != nil {
		b.Fatal(err)
	}
}

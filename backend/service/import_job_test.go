package service_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
)

func TestImportTellsHowFarItIs(t *testing.T) {
	f := open(t)
	for i := range 210 {
		f.write(fmt.Sprintf("ep%02d/%d.md", i%3, i), starter)
	}
	last := 0
	v, err := service.ImportNow(t.Context(), f.Service, []string{f.path("")}, func(what string, done, total int) {
		if done < last || done > total || what == "" {
			t.Errorf("%q: %d of %d, after %d", what, done, total, last)
		}
		last = done
	})
	if err != nil || v.Added != 210 || last != 211 {
		t.Errorf("%+v %v, at last %d", v, err, last)
	}
}

func TestImportCancelledLeavesNothing(t *testing.T) {
	f := open(t, "a/1.md", crumb)
	f.take()
	before := f.rows()
	for i := range 120 {
		f.write(fmt.Sprintf("b/%03d.md", i), starter)
		f.write(fmt.Sprintf("c/%03d.md", i), oven)
	}
	ctx, stop := context.WithCancel(t.Context())
	_, err := service.ImportNow(ctx, f.Service, []string{f.path("")}, func(_ string, done, _ int) {
		if done > 200 { // by then a batch is in the database
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if after := f.rows(); len(after) != len(before) {
		t.Errorf("%d chunks are left", len(after))
	}
	f.restart()
	if v := f.take(); v.Added != 240 || v.Same != 1 {
		t.Errorf("the next import: %+v", v)
	}
}

// The last file is read, and nothing shows yet: it is not too late.
func TestImportCancelledAtTheLastMoment(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	cancelled := func() error {
		ctx, stop := context.WithCancel(t.Context())
		_, err := service.ImportNow(ctx, f.Service, []string{f.path("")}, func(_ string, done, total int) {
			if done == total-1 {
				stop()
			}
		})
		return err
	}
	if err := cancelled(); !errors.Is(err, context.Canceled) || len(f.rows()) != 0 {
		t.Errorf("%v, and %d chunks are there", err, len(f.rows()))
	}
	f.take()
	f.replace("2.md", "flour", "rye")
	if err := cancelled(); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	f.turn("2.md", "flour")
}

func TestAnImportIsCancelledByItsNumber(t *testing.T) {
	f := open(t)
	for i := range 40 {
		f.write(fmt.Sprintf("%03d/x.md", i), starter)
	}
	// The window answers the first word of progress with a cancel.
	first := make(chan int64, 1)
	emit := f.config.Emit
	f.config.Emit = func(name string, data any) {
		emit(name, data)
		if j, ok := data.(service.JobView); ok {
			select {
			case first <- j.ID:
				if err := f.CancelJob(j.ID); err != nil {
					t.Error(err)
				}
			default:
			}
		}
	}
	f.restart()
	id, err := f.Import([]string{f.path("")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ended := wait(f.window, "job", func(j service.JobView) bool { return j.ID == id && j.State != service.JobRunning })
	if ended.State != service.JobCancelled || ended.Problem != "" {
		t.Errorf("%+v", ended)
	}
	if _, err := f.ImportResult(id); code(err) != service.CodeNotFound {
		t.Errorf("its result: %v", err)
	}
	if n := len(f.rows()); n != 0 {
		t.Errorf("%d chunks are left", n)
	}
	if err := f.CancelJob(id + 1); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}

func TestOnlyOneImportAtATime(t *testing.T) {
	f := open(t, "1.md", crumb)
	im, err := f.store.Begin(t.Context(), f.window.time())
	if err != nil {
		t.Fatal(err)
	}
	id, err := f.Import([]string{f.path("")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	failed := wait(f.window, "job", func(j service.JobView) bool { return j.State != service.JobRunning })
	if failed.State != service.JobFailed || !strings.Contains(failed.Problem, "nother import is running") {
		t.Errorf("%+v", failed)
	}
	if _, err := f.ImportResult(id); err == nil || err.Error() != failed.Problem {
		t.Errorf("its result: %v", err)
	}
	if err := im.Cancel(); err != nil {
		t.Fatal(err)
	}
	if v := f.take(); v.Added != 1 {
		t.Errorf("%+v", v)
	}
	if jobs := f.Jobs(); len(jobs) != 1 || jobs[0] != failed {
		t.Errorf("%+v", jobs)
	}
}

// An edit that comes while the import looks at the files is not lost: it is brought together with what the file says.
func TestAnEditDuringAnImport(t *testing.T) {
	f := open(t, "a/1.md", crumb, "b/2.md", starter)
	f.take()
	f.replace("a/1.md", "So it does.", "So it did.")
	f.replace("b/2.md", "flour", "rye")
	edited := false
	v, err := service.ImportNow(t.Context(), f.Service, []string{f.path("")}, func(what string, _, _ int) {
		if !edited {
			edited = true
			f.correct("a/1.md", "once more", "twice")
		}
	})
	if err != nil || v.Merged != 1 || v.Updated != 1 {
		t.Errorf("%+v %v", v, err)
	}
	f.turn("a/1.md", "twice")
	f.turn("a/1.md", "So it did.")
}

func TestAClosedLibraryTakesNothing(t *testing.T) {
	f := open(t, "1.md", crumb)
	if err := service.Shutdown(f.Service); err != nil {
		t.Fatal(err)
	}
	if err := service.Shutdown(f.Service); err != nil {
		t.Error("closing twice: ", err)
	}
	if _, err := f.Import([]string{f.path("")}, nil); !errors.Is(err, session.ErrClosed) {
		t.Error(err)
	}
	if _, err := service.ImportNow(t.Context(), f.Service, []string{f.path("")}, func(string, int, int) {}); !errors.Is(err, session.ErrClosed) {
		t.Error(err)
	}
	if _, err := f.Library(); err == nil {
		t.Error("it can still be read")
	}
}

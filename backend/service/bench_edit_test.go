//go:build unix

package service_test

import (
	"syscall"
	"testing"
	"time"

	"stet/backend/service"
)

// BenchmarkChores works each chore out over 10,000 files, which are copies of the real ones. "cpu-s" is processor time,
// which other programs on the machine do not stretch as they do the seconds. Beside it the files are only read and
// parsed.
func BenchmarkChores(b *testing.B) {
	const files = 10_000
	texts := realTexts(b)
	dir := writeTexts(b, texts, files)
	// The first to read the files waits for the drive.
	if _, err := service.TagsNow(b.Context(), service.Files(dir), "", false, silent); err != nil {
		b.Fatal(err)
	}
	b.Run("parse", func(b *testing.B) {
		used := processorTime()
		for b.Loop() {
			if v, err := service.TagsNow(b.Context(), service.Files(dir), "", false, silent); err != nil || v.Files != files {
				b.Fatal(v.Files, err)
			}
		}
		b.ReportMetric((processorTime()-used).Seconds()/float64(b.N), "cpu-s")
		b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s")
	})
	for _, c := range chores {
		b.Run(c.name, func(b *testing.B) {
			var p *service.EditPlan
			used := processorTime()
			for b.Loop() {
				var err error
				if p, err = service.PlanEditsNow(b.Context(), []string{dir}, c.edits, silent); err != nil || len(p.Files)+p.Same != files {
					b.Fatal(err)
				}
			}
			b.ReportMetric((processorTime()-used).Seconds()/float64(b.N), "cpu-s")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s")
			_, _, more := touched(b, p, c, len(texts))
			lines := 0
			for _, f := range p.Files {
				lines += f.Added + f.Removed
			}
			b.ReportMetric(float64(len(p.Files)), "files")
			b.ReportMetric(float64(lines), "lines")
			b.ReportMetric(float64(more), "beyond")
		})
	}
	b.Run("write", func(b *testing.B) {
		p, err := service.PlanEditsNow(b.Context(), []string{dir}, chores[0].edits, silent)
		if err != nil {
			b.Fatal(err)
		}
		// Once written, there is nothing left to write.
		began := time.Now()
		for b.Loop() {
			if err := service.WriteEditsNow(b.Context(), p, silent); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(time.Since(began).Seconds(), "s")
	})
}

func processorTime() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

//go:build unix

package service_test

import (
	"testing"
	"time"

	"stet/backend/service"
)

// BenchmarkCheck10000 checks 10,000 files, which are copies of the real ones, as stet check does. Beside it they are only
// read and parsed.
func BenchmarkCheck10000(b *testing.B) {
	const files = 10_000
	dir := writeTexts(b, realTexts(b), files)
	parse := func() {
		if v, err := service.TagsNow(b.Context(), []string{dir}, "", false, silent); err != nil || v.Files != files {
			b.Fatal(v.Files, err)
		}
	}
	parse() // the first to read the files waits for the drive
	used, began := processorTime(), time.Now()
	parse()
	b.ReportMetric((processorTime() - used).Seconds(), "parse-cpu-s")
	b.ReportMetric(time.Since(began).Seconds(), "parse-s")
	used = processorTime()
	b.ResetTimer()
	for b.Loop() {
		if v, err := service.CheckNow(b.Context(), []string{dir}, service.Against{}, silent); err != nil || v.Files != files {
			b.Fatal(v.Files, err)
		}
	}
	b.ReportMetric((processorTime()-used).Seconds()/float64(b.N), "cpu-s")
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s")
}

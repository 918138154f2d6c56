package service_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
)

const (
	subtitles = "1\n00:00:01,000 --> 00:00:03,000\nAda: The ropes are new.\n\n2\n00:00:03,000 --> 00:00:05,000\nBjörn: And the bell is old.\n"
	captions  = "WEBVTT\n\n00:01.000 --> 00:05.000\nThe ropes are new. And the bell is old.\n"
)

// A folder's transcripts of other programs come in, one a recording; in the preview as in the import.
func TestAFolderOfOtherPrograms(t *testing.T) {
	f := open(t, "talk.srt", subtitles, "talk.vtt", captions, "ep05.vtt", captions, "chunks/ep05-01-part.md", millChunk(1, millTurns(0, 3)), "package.json", "{\"name\": \"x\"}", "letter.pdf", "%PDF")
	files, err := f.Incoming([]string{f.path("")})
	if err != nil || len(files) != 1 || files[0].Problem != nil || !strings.HasSuffix(files[0].File, "talk.srt") {
		t.Fatalf("%+v %v", files, err)
	}
	v := f.take()
	if v.Added != 2 || len(v.Refused) > 0 {
		t.Fatalf("%+v", v)
	}
	var passed []string
	for _, p := range v.Passed {
		passed = append(passed, p.Code+" "+p.File[strings.LastIndexByte(p.File, '/')+1:])
	}
	if got := strings.Join(passed, ", "); got != "file.document letter.pdf, text.no-turns package.json, file.double ep05.vtt, file.double talk.vtt" {
		t.Error(got)
	}
	// Named by itself, it comes.
	if v := f.take("talk.vtt"); v.Added != 1 {
		t.Errorf("%+v", v)
	}
}

// Show notes beside a transcript are no transcript: what the import takes, the preview has shown.
func TestNotesBesideATranscriptHideNothing(t *testing.T) {
	f := open(t, "talk.md", "# Notes\n\nThe ropes are new.\n", "talk.srt", subtitles, "other.srt", subtitles, "other.md", "00:00:01:00 - 00:00:03:00\nAda\nThe ropes are new.\n")
	files, err := f.Incoming([]string{f.path("")})
	if err != nil || len(files) != 2 || files[1].Problem != nil || !strings.HasSuffix(files[0].File, "other.md") || !strings.HasSuffix(files[1].File, "talk.srt") {
		t.Fatalf("%+v %v", files, err)
	}
	if v := f.take(); v.Added != 2 || len(v.Refused) > 0 {
		t.Errorf("%+v", v)
	}
}

// Folders that say of which kind their files are name no series: the same recording in two of them comes once.
func TestTheSameRecordingInTwoFolders(t *testing.T) {
	f := open(t,
		"Low Water/caps/ep02.vtt", captions, "Low Water/subs/ep02.srt", subtitles, "Low Water/subs/ep03.srt", subtitles,
		"Low Water/transcripts/ep03.md", "00:00:01:00 - 00:00:03:00\nAda\nThe ropes are new.\n",
		"High Tide/ep02.srt", subtitles, "2024/ep04.srt", subtitles, "2025/ep04.srt", subtitles)
	files, err := f.Incoming([]string{f.path("")})
	if err != nil || len(files) != 5 {
		t.Fatalf("%+v %v", files, err)
	}
	v := f.take()
	view, err := f.Library()
	if err != nil || v.Added != 5 || len(v.Refused) > 0 {
		t.Fatalf("%+v %v", v, err)
	}
	var got []string
	for _, s := range view.Series {
		for _, e := range s.Episodes {
			for _, c := range e.Chunks {
				got = append(got, s.Name+" "+e.Key+" "+filepath.Base(c.File))
			}
		}
	}
	want := "2024 4 ep04.srt.md, 2025 4 ep04.srt.md, High Tide 2 ep02.srt.md, Low Water 2 ep02.srt.md, Low Water 3 ep03.md"
	if slices.Sort(got); strings.Join(got, ", ") != want {
		t.Error(got)
	}
	for _, p := range v.Passed {
		if p.Code != "file.double" || !strings.Contains(p.What, "same recording") {
			t.Errorf("%+v", p)
		}
	}
	if len(v.Passed) != 2 {
		t.Errorf("%+v", v.Passed)
	}
}

// Files of one name in folders of their own are of two episodes, or of two shows, and none hides the other.
func TestFilesOfOneNameInFoldersOfTheirOwn(t *testing.T) {
	f := open(t,
		"show/ep07/transcript.srt", subtitles, "show/ep08/transcript.srt", captions,
		"2024/clips/intro.srt", subtitles, "2025/clips/intro.srt", captions)
	if v := f.take(); v.Added != 4 || len(v.Passed) > 0 {
		t.Errorf("%+v", v)
	}
}

// A file that comes later, asked for by itself, joins those that its folder gave when the one around it was asked for; and the
// other way round.
func TestAFolderOfAKindStaysWithItsSeries(t *testing.T) {
	const piece = "---\nepisode: 7\nchunk: 1\n---\n\n00:00:01:00 - 00:00:03:00\nAda\nThe ropes are new.\n"
	for _, order := range [][]string{{"show", "show/transcripts/ep07-2-b.md"}, {"show/transcripts", "show"}} {
		f := open(t, "show/transcripts/ep07-1-a.md", piece)
		f.take(order[0])
		f.write("show/transcripts/ep07-2-b.md", strings.Replace(piece, "chunk: 1", "chunk: 2", 1))
		f.take(order[1])
		v, err := f.Library()
		if err != nil || len(v.Series) != 1 || len(v.Series[0].Episodes) != 1 || len(v.Series[0].Episodes[0].Chunks) != 2 {
			t.Errorf("%v: %+v %v", order, v, err)
		}
	}
}

// What is guessed of a transcript without front matter is told in a folder, too: the chunk files beside it, and what was made of
// them, come or go as they are.
func TestTranscriptsInAFolderAreShownBeforeTheyCome(t *testing.T) {
	const raw = "00:00:01:00 - 00:00:04:12\nAda\nThe ropes are new.\n"
	f := open(t, "ep06.md", raw, "ep07-transcript.txt", raw, "notes.md", "# Notes\n\nThe ropes are new.\n",
		"chunks/ep05-01-part.md", millChunk(1, millTurns(0, 3)), "chunks/ep05-transcript.txt", millTurns(0, 3))
	files, err := f.Incoming([]string{f.path("")})
	if err != nil || len(files) != 2 {
		t.Fatalf("%+v %v", files, err)
	}
	for i, name := range []string{"ep06.md", "ep07-transcript.txt"} {
		v := files[i]
		guessed := slices.ContainsFunc(v.Remarks, func(r service.RemarkView) bool {
			return r.Kind == "guessed" && strings.Contains(r.What, "The frame rate")
		})
		if v.Problem != nil || !strings.HasSuffix(v.File, name) || !guessed {
			t.Errorf("%+v", v)
		}
	}
	if now, err := service.IncomingNow(t.Context(), []string{f.path("")}); err != nil || len(now) != 2 {
		t.Errorf("%+v %v", now, err)
	}
	if v := f.take(); v.Added != 3 || len(v.Refused) > 0 {
		t.Errorf("%+v", v)
	}
	// What the library has is not asked for again, and a folder of chunk files not at all.
	for _, path := range []string{"", "chunks"} {
		if files, err := f.Incoming([]string{f.path(path)}); err != nil || len(files) != 0 {
			t.Errorf("%s: %+v %v", path, files, err)
		}
	}
}

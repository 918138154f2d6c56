// Package known is the list of foreign formats, in the order in which a file is asked whether it is one: what is plainest
// to tell stands first, plain text last; and of those that are written.
package known

import (
	"stet/backend/formats"
	"stet/backend/formats/aligned"
	"stet/backend/formats/aws"
	"stet/backend/formats/console"
	"stet/backend/formats/ctm"
	"stet/backend/formats/deepgram"
	"stet/backend/formats/docx"
	"stet/backend/formats/dpe"
	"stet/backend/formats/eaf"
	"stet/backend/formats/gentle"
	"stet/backend/formats/html"
	"stet/backend/formats/index"
	"stet/backend/formats/jsonl"
	"stet/backend/formats/markdown"
	"stet/backend/formats/otter"
	"stet/backend/formats/plain"
	"stet/backend/formats/podcast"
	"stet/backend/formats/premiere"
	"stet/backend/formats/rev"
	"stet/backend/formats/srt"
	"stet/backend/formats/textgrid"
	"stet/backend/formats/trs"
	"stet/backend/formats/ttml"
	"stet/backend/formats/vtt"
	"stet/backend/formats/whisper"
)

// Readers are all that read a format.
func Readers() []formats.Reader {
	return []formats.Reader{
		jsonl.Reader, vtt.Reader, srt.Reader, ttml.Reader, premiere.JSON, whisper.Reader, whisper.Cpp, whisper.TSV, podcast.Reader, deepgram.Reader, aws.Reader, rev.Reader,
		dpe.Reader, gentle.Reader, aligned.Reader, eaf.Reader, trs.Reader, textgrid.Reader, ctm.Reader, console.Reader, premiere.Architect, premiere.Pages, otter.Reader,
		markdown.Reader, plain.Own, premiere.Loose, plain.Above, plain.Reader,
	}
}

// Writers are all that write a format, in the order in which people see them.
func Writers() []formats.Writer {
	return []formats.Writer{
		premiere.Transcript, srt.Writer, vtt.Writer, vtt.Words, podcast.Writer, podcast.Chapters, premiere.Markers, plain.Writer, markdown.Writer,
		html.Writer, docx.Writer, jsonl.Writer, textgrid.Writer, ctm.Writer, index.Writer,
	}
}

// Find tells which format a text has; false if it is none of them.
func Find(f *formats.File) (formats.Reader, bool) {
	for _, r := range Readers() {
		if r.Knows(f) {
			return r, true
		}
	}
	return formats.Reader{}, false
}

// OwnRemarks tells of a transcript as Stet writes it itself what there is to know before it is taken in.
func OwnRemarks(t *formats.Transcript, src []byte) { premiere.OwnRemarks(t, src) }

// OrderRemarks tells of one where its lines may stand in another order than they were written in.
func OrderRemarks(t *formats.Transcript, src []byte) { premiere.OrderRemarks(t, src) }

// TranscriptEnding is how a file is called that an episode's transcript is exported to.
func TranscriptEnding() string { return premiere.Transcript.Ending }

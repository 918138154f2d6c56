// Package aws reads the JSON of Amazon Transcribe: its items, with the speakers of its segments. Signs have no time there
// and belong to the word before.
package aws

import (
	"encoding/json"

	"stet/backend/formats"
)

// Reader reads it.
var Reader = formats.Reader{Name: "AWS Transcribe JSON", Knows: knows, Read: read}

func knows(f *formats.File) bool {
	var results map[string]json.RawMessage
	return json.Unmarshal(f.Top["results"], &results) == nil && results["items"] != nil
}

type file struct {
	Results struct {
		Language string `json:"language_code"`
		Labels   struct {
			Segments []struct {
				Items []struct {
					Start   formats.Seconds     `json:"start_time"`
					Speaker formats.SpeakerName `json:"speaker_label"`
				} `json:"items"`
			} `json:"segments"`
		} `json:"speaker_labels"`
		Items []struct {
			Start        formats.Seconds     `json:"start_time"`
			End          formats.Seconds     `json:"end_time"`
			Speaker      formats.SpeakerName `json:"speaker_label"`
			Channel      string              `json:"channel_label"`
			Type         string              `json:"type"`
			Alternatives []struct {
				Content string       `json:"content"`
				Sure    formats.Sure `json:"confidence"`
			} `json:"alternatives"`
		} `json:"items"`
	} `json:"results"`
}

func read(f *formats.File) (formats.Transcript, error) {
	var in file
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	t.Language = in.Results.Language
	at := map[formats.Seconds]formats.SpeakerName{}
	for _, s := range in.Results.Labels.Segments {
		for _, item := range s.Items {
			if item.Start.Known {
				at[item.Start] = item.Speaker
			}
		}
	}
	var words []formats.Spoken
	speaker, channels := "", false
	for _, item := range in.Results.Items {
		if len(item.Alternatives) == 0 {
			continue
		}
		if len(item.Alternatives) > 1 {
			t.Remark(formats.Lost, 0, "What else the recogniser thought it heard")
		}
		w := formats.Spoken{Token: formats.Token{
			Text: " " + item.Alternatives[0].Content, Start: item.Start.Time, End: item.End.Time, Told: item.Start.Known && item.End.Known,
			Confidence: uint8(item.Alternatives[0].Sure),
		}}
		if item.Type == "punctuation" {
			w.Token = formats.Token{Text: item.Alternatives[0].Content}
		} else if item.Speaker != "" {
			speaker = string(item.Speaker)
		} else if name := at[item.Start]; name != "" {
			speaker = string(name)
		} else if item.Channel != "" {
			speaker, channels = item.Channel, true
		}
		w.Speaker = speaker
		words = append(words, w)
	}
	if channels {
		t.Remark(formats.Guessed, 0, "Who speaks: each channel is taken for one speaker")
	}
	t.JoinSentences(formats.Sentences(words))
	return t, nil
}

package service_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"stet/backend/service"
	"stet/backend/transcript"
)

// serve reads an episode as the window does.
func serve(b *testing.B, s *service.Service, id int64) (v service.EpisodeView) {
	b.Helper()
	w := httptest.NewRecorder()
	service.Handler(s).ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, fmt.Sprintf("/api/episodes/%d", id), nil))
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != http.StatusOK {
		b.Fatal(w.Code, err)
	}
	return v
}

// bearers are the turns of an episode, as the handler serves them.
func bearers(b *testing.B, s *service.Service, episode int64) (ids []transcript.ID) {
	b.Helper()
	for _, c := range serve(b, s, episode).Chunks {
		for _, t := range c.Turns {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// firstEpisode is the library's first.
func firstEpisode(b *testing.B, s *service.Service) int64 {
	b.Helper()
	v, err := s.Library()
	if err != nil {
		b.Fatal(err)
	}
	return v.Series[0].Episodes[0].ID
}

// BenchmarkRenameASpeaker renames the one speaker of 2,000 and of 6,000 turns, as the window asks for it, up to the
// answer as JSON. Beside it the 2,000 turns are given to somebody one by one.
func BenchmarkRenameASpeaker(b *testing.B) {
	for _, turns := range []int{2000, 6000} {
		b.Run(fmt.Sprint(turns, "turns"), func(b *testing.B) {
			dir := b.TempDir()
			writeChunks(b, dir, 40, 40, turns/40, 25)
			s := newService(b, filepath.Join(b.TempDir(), "show.stet"))
			takeIn(b, s, dir, 40)
			id := firstEpisode(b, s)
			ids := bearers(b, s, id)
			rename := func(from, to string) {
				reply, err := s.Rename(service.RenameRequest{Episode: id, From: from, To: to})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := json.Marshal(reply); err != nil {
					b.Fatal(err)
				}
			}
			rename("Ada", "Björn")
			names := []string{"Björn", "Mira"}
			n := 0
			for b.Loop() {
				rename(names[n%2], names[(n+1)%2])
				n++
			}
			if turns == 2000 {
				start := time.Now()
				for _, turn := range ids {
					raw, err := transcript.EncodeOp(transcript.SetSpeaker{Turn: turn, Speaker: &names[1]})
					if err != nil {
						b.Fatal(err)
					}
					if _, err := s.Edit(service.EditRequest{Episode: id, Name: "Gave the turns to Mira", Ops: []json.RawMessage{raw}}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(time.Since(start).Microseconds())/1000, "one-by-one-ms")
			}
			if err := service.Shutdown(s); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkRenameInASeries renames a speaker of 300 turns in each of 40 episodes of 600. Beside it the episodes are only
// opened, one after the other.
func BenchmarkRenameInASeries(b *testing.B) {
	dir := b.TempDir()
	writeChunks(b, dir, 400, 10, 60, 30)
	s := newService(b, filepath.Join(b.TempDir(), "show.stet"))
	takeIn(b, s, dir, 400)
	id := firstEpisode(b, s)
	names := []string{"Ada", "Mira"}
	n := 0
	for b.Loop() {
		reply, err := s.Rename(service.RenameRequest{Episode: id, Series: true, From: names[n%2], To: names[(n+1)%2]})
		if err != nil || len(reply.Episodes) != 40 || reply.Failed != "" {
			b.Fatal(len(reply.Episodes), reply.Failed, err)
		}
		n++
	}
	v, err := s.Library()
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	for _, e := range v.Series[0].Episodes {
		serve(b, s, e.ID)
	}
	b.ReportMetric(float64(time.Since(start).Microseconds())/1000, "open-all-ms")
	if err := service.Shutdown(s); err != nil {
		b.Fatal(err)
	}
}

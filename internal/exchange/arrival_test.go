package exchange

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAReturnSaysWhichDayItSpeaksTo(t *testing.T) {
	t.Parallel()
	dir := tree(t,
		"2020-21/header.csv", headerCSV, "2020-21/episodes.csv", episodesCSV, "xml/return.xml", strings.ReplaceAll(returnXML, "2020", "2018"), "census/census.xml", censusXML,
		"2021/records/team.csv", teamCSV, "inspection/lists.xlsx", annexBook(t),
	)
	returns, err := recognise(t, annexDay, dir)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range returns {
		got[r.Scope] = r.SpeaksTo.Format(time.DateOnly)
	}
	const none = "0001-01-01"
	for scope, want := range map[string]string{
		"ssda903 2021": "2021-03-31", "ssda903 2019": "2019-03-31", "cin 2021": "2021-03-31", "csv 2021": none, "annexa": "2024-02-29",
	} {
		if got[scope] != want {
			t.Errorf("%s speaks to %q, want %q", scope, got[scope], want)
		}
	}
	given := annexDay
	given.On = time.Date(2024, 3, 31, 0, 0, 0, 0, time.UTC)
	if returns, err = recognise(t, given, dir); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(returns, func(r Return) bool { return r.Scope == "annexa" })
	if !returns[i].SpeaksTo.Equal(given.On) {
		t.Errorf("the lists speak to %s, want the day that was given", returns[i].SpeaksTo)
	}
}

func TestEpisodesOfOneDayInAListAreAllRead(t *testing.T) {
	t.Parallel()
	const head = "child_id,started_on,start_reason,legal_status,primary_need,placement_type,ended_on\n"
	rows := []string{"1,2023-05-01,L,C1,N1,U4,\n", "1,2023-05-01,S,V2,N1,U4,2023-05-01\n"}
	for _, text := range []string{rows[0] + rows[1], rows[1] + rows[0]} {
		returns, err := recognise(t, annexDay, tree(t, "episode.csv", head+text))
		if err != nil {
			t.Fatal(err)
		}
		sink := readAll(t, returns)
		var ids []string
		for _, r := range sink.Records {
			ids = append(ids, r.ID)
		}
		slices.Sort(ids)
		if !slices.Equal(ids, []string{"1/2023-05-01", "1/2023-05-01/1"}) || len(sink.Faults) != 1 {
			t.Errorf("they are %v, told %s", ids, sink.Lines())
		}
	}
}

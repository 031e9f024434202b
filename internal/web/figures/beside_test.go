package figures

import (
	"slices"
	"strings"
	"testing"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/figures"
	"heed/internal/published"
	"heed/internal/web/beside"
	"heed/internal/web/kit"
	"heed/rulebook"
)

func TestARealCouncilSeesWhatIsPublishedOfItBesideWhatItsRecordsGive(t *testing.T) {
	t.Parallel()
	shipped, err := published.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	table := published.NewTable(shipped...)
	lambeth, _ := table.Council("208")
	along := &figures.Alongside{Beside: table.Beside(table.Find("cp-plans-over-2-years-percent"), lambeth), Relative: true}
	for i := range along.Steps {
		along.Years = append(along.Years, figures.AlongsideYear{Ending: along.Steps[i].Period.Ending(), Step: &along.Steps[i]})
	}
	share := 7.4
	along.Years[1].Own = engine.Figure{Value: &share}
	along.Years[2].Hidden = true
	page := figurePage{Frame: kit.Frame{Actor: door.Actor{Authority: "208", AuthorityName: "Lambeth"}}}
	rule := &rulebook.Rule{Title: "Over two years", Statistic: rulebook.Share, Unit: "%", Published: rulebook.Published{Differs: "None known."}}
	v := page.beside(figures.Page{Rule: rule, Alongside: along})

	if !v.AsPublished || v.Region != "Inner London" || v.Differs != "None known." || v.Href != "/published/208#s-cp-plans-over-2-years-percent" {
		t.Errorf("as published %t, region %q, differs %q, to %s", v.AsPublished, v.Region, v.Differs, v.Href)
	}
	i := slices.IndexFunc(v.Rows, func(r besideRow) bool { return r.Year == "2014" })
	if row := v.Rows[i]; row.Ours != "7.4%" || row.Published.Text != "7.5%" || row.England.Text != "2.6%" || row.Median != "3.6% (of 5)" {
		t.Errorf("2014 reads %+v", row)
	}
	if v.Rows[i-1].Ours != kit.HiddenMark || v.Rows[0].Ours != beside.Nothing {
		t.Errorf("a hidden year reads %q and one without records %q", v.Rows[i-1].Ours, v.Rows[0].Ours)
	}
	if !slices.Contains(v.Symbols, "[c]: suppressed, so that nobody can be told from a small number.") {
		t.Errorf("the symbols are %q", v.Symbols)
	}
	for _, want := range []string{"Dashed: England", "Dashes and dots: Inner London", "Dotted: Neighbours’ median", "Shaded: from the lowest to the highest neighbour"} {
		if !strings.Contains(string(v.Picture), want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
}

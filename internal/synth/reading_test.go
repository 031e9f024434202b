package synth_test

import (
	"encoding/csv"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"

	"heed/internal/synth"
)

// readCSV reads a file as rows by heading, or nothing where there is no such file.
func readCSV(t *testing.T, dir, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, name))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	out := make([]map[string]string, 0, len(rows))
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[h] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// day reads a date in either form, and gives the zero time for a blank.
func day(s string) time.Time {
	for _, form := range []string{"02/01/2006", "2006-01-02", time.RFC3339} {
		if d, err := time.Parse(form, s); err == nil {
			return d
		}
	}
	return time.Time{}
}

type census struct {
	Children []struct {
		ID           string       `xml:"ChildIdentifiers>LAchildID"`
		UPN          string       `xml:"ChildIdentifiers>UPN"`
		Disabilities []string     `xml:"ChildCharacteristics>Disabilities>Disability"`
		Needs        []censusNeed `xml:"CINdetails"`
	} `xml:"Children>Child"`
}

type censusNeed struct {
	Referred    string `xml:"CINreferralDate"`
	Closed      string `xml:"CINclosureDate"`
	NFA         bool   `xml:"ReferralNFA"`
	Assessments []struct {
		Authorised string `xml:"AssessmentAuthorisationDate"`
	} `xml:"Assessments"`
	Enquiries []struct {
		Started string `xml:"S47ActualStartDate"`
		Held    string `xml:"DateOfInitialCPC"`
	} `xml:"Section47"`
	Plans []struct {
		Started  string `xml:"CPPstartDate"`
		Ended    string `xml:"CPPendDate"`
		Previous int    `xml:"NumberOfPreviousCPP"`
	} `xml:"ChildProtectionPlans"`
}

func readCensus(t *testing.T, dir, year string) census {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, year, "cin.xml"))
	if err != nil {
		t.Fatal(err)
	}
	var c census
	if err := xml.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// whole is the authority as all its years' files together give it, later years
// correcting earlier ones.
type whole struct {
	needs    map[[2]string]censusNeed // by child and referral
	disabled map[string]bool
	tables   map[string]map[string]map[string]string // by file and key
	annual   map[string][]map[string]string          // by file, each year's rows kept
	workdays workday
}

// keys are the columns that make a row of a file the same row in a later year.
var keys = map[string][]string{
	"ssda903/episodes.csv": {"CHILD", "DECOM"}, "ssda903/missing.csv": {"CHILD", "MIS_START"}, "ssda903/uasc.csv": {"CHILD"},
	"ssda903/header.csv":            {"CHILD"},
	"records/allocation.csv":        {"child_id", "role", "worker_id", "started_on"},
	"records/cp_visit.csv":          {"child_id", "visited_on"},
	"records/population.csv":        {"counted_on"},
	"records/health_assessment.csv": {"health_assessment_id"},
	"records/return_interview.csv":  {"child_id", "missing_started_on"},
}

func readWhole(t *testing.T, dir string, a synth.Authority) whole {
	t.Helper()
	w := whole{
		needs: map[[2]string]censusNeed{}, disabled: map[string]bool{},
		tables: map[string]map[string]map[string]string{}, annual: map[string][]map[string]string{},
		workdays: newWorkday(),
	}
	for name := range keys {
		w.tables[name] = map[string]map[string]string{}
	}
	for _, y := range a.Years {
		for name, key := range keys {
			for _, r := range readCSV(t, dir, y.Dir+"/"+name) {
				var parts []string
				for _, k := range key {
					parts = append(parts, r[k])
				}
				w.tables[name][strings.Join(parts, "/")] = r
			}
		}
		for _, name := range []string{"ssda903/oc2.csv", "ssda903/oc3.csv"} {
			w.annual[name] = append(w.annual[name], readCSV(t, dir, y.Dir+"/"+name)...)
		}
		for _, c := range readCensus(t, dir, y.Dir).Children {
			w.disabled[c.ID] = len(c.Disabilities) > 0 && c.Disabilities[0] != "NONE"
			for _, n := range c.Needs {
				w.needs[[2]string{c.ID, n.Referred}] = n
			}
		}
	}
	return w
}

// workday says which days are working days, by the library's own calendar.
type workday map[time.Time]bool

func newWorkday() workday {
	c := cal.NewBusinessCalendar()
	c.AddHoliday(gb.Holidays...)
	w := workday{}
	for d := day("2003-01-01"); d.Year() < 2030; d = d.AddDate(0, 0, 1) {
		w[d] = c.IsWorkday(d)
	}
	return w
}

// between counts the working days after from up to and including to.
func (w workday) between(from, to time.Time) int {
	n := 0
	for d := from.AddDate(0, 0, 1); !d.After(to); d = d.AddDate(0, 0, 1) {
		if w[d] {
			n++
		}
	}
	return n
}

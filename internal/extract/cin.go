package extract

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/export"
)

// kindCIN is the census's name in the catalogue's maps.
const kindCIN = "cin"

// Census is the children in need census of a year: what is held, child by child.
type Census struct {
	Return

	authority string
	children  []node
}

// node is an element of the census with its text, or with those within it.
type node struct {
	name, text string
	within     []node
}

// FindCensus gives the children in need census of a year to 31 March: every case that was open in it and every referral of it, with what is held of
// each, in the census's own elements.
func FindCensus(ctx context.Context, s *door.Session, year int) (Census, error) {
	days, err := yearOf(year)
	if err != nil {
		return Census{}, fmt.Errorf("%w: %w", door.ErrInvalid, err)
	}
	r, err := openRecords(ctx, s, "the census")
	if err != nil {
		return Census{}, err
	}
	c := &census{reader: r, year: days, by: map[string]map[string][]row{}}
	if c.people, err = r.children(ctx, kindCIN); err != nil {
		return Census{}, err
	}
	for _, name := range []string{
		"referral", "cin_episode", "assessment", "cin_plan", "section_47", "initial_conference", "cp_plan", "cp_review", "disability", "pre_proceedings",
	} {
		rows, err := r.rows(ctx, name)
		if err != nil {
			return Census{}, err
		}
		byChild(rows, "referred_on", "started_on", "held_on", "disability")
		c.by[name] = map[string][]row{}
		for _, one := range rows {
			c.by[name][one["child_id"]] = append(c.by[name][one["child_id"]], one)
		}
	}
	out := Census{Return: Return{Year: year, At: s.Now()}, authority: s.Who.Authority}
	children, held := map[string]bool{}, []string(nil)
	for _, name := range []string{"referral", "cin_episode"} {
		for child := range c.by[name] {
			children[child] = true
		}
	}
	for _, child := range slices.Sorted(maps.Keys(children)) {
		if needs := c.needs(child); len(needs) > 0 {
			out.children = append(out.children, c.child(child, needs))
			held = append(held, child)
		}
	}
	out.Rows, out.Notes = len(out.children), []string{NotOpen}
	if c.leftOut > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("%d child protection plans are left out: no referral or time in need of the child is held in which they began.", c.leftOut))
	}
	return out, s.LogRows(ctx, access.Export, "", fmt.Sprintf("the census of %d: %d children, %d records outside the scope left out", year, out.Rows, r.hidden), held)
}

// census is a census while it is made.
type census struct {
	*reader

	year    span
	people  map[string]row
	by      map[string]map[string][]row
	leftOut int
}

// child makes the element of a child.
func (c *census) child(id string, needs []node) node {
	p := c.people[id]
	about := node{name: "ChildIdentifiers", within: leaves("LAchildID", id, "UPN", p["upn"], "FormerUPN", p["former_upn"], "UPNunknown", p["upn_unknown"],
		"PersonBirthDate", p["born_on"], "ExpectedPersonBirthDate", p["expected_birth_on"], "Sex", sexes[p["sex"]], "PersonDeathDate", c.year.cut(p["died_on"]))}
	var disabilities []node
	for _, d := range c.by["disability"][id] {
		disabilities = append(disabilities, leaves("Disability", d["disability"])...)
	}
	is := node{name: "ChildCharacteristics", within: append(leaves("Ethnicity", p["ethnicity"]), group("Disabilities", disabilities)...)}
	return node{name: "Child", within: append([]node{about, is}, needs...)}
}

// needs makes the elements of a child's referrals and what came of them.
func (c *census) needs(child string) []node {
	days := map[string]row{}
	for _, e := range c.by["cin_episode"][child] {
		if c.year.spans(e["referred_on"], e["closed_on"]) {
			days[e["referred_on"]] = e
		}
	}
	referrals := map[string]row{}
	for _, r := range c.by["referral"][child] {
		referrals[r["referred_on"]] = r
		if _, open := days[r["referred_on"]]; !open && c.year.holds(r["referred_on"]) {
			days[r["referred_on"]] = nil
		}
	}
	var list []node
	on := slices.Sorted(maps.Keys(days))
	c.count(child, on)
	for _, day := range on {
		list = append(list, c.need(child, day, referrals[day], days[day], on))
	}
	return list
}

// need makes the element of one referral.
func (c *census) need(child, day string, referral, episode row, all []string) node {
	n := leaves("CINreferralDate", day, "ReferralSource", referral["source"], "PrimaryNeedCode", episode["primary_need"])
	if closed := c.year.cut(episode["closed_on"]); closed != "" {
		n = append(n, leaves("CINclosureDate", closed, "ReasonForClosure", episode["closure_reason"])...)
	}
	enquired := map[string]bool{}
	for _, e := range c.of("section_47", child, day) {
		enquired[e["conference_held_on"]] = true
	}
	for _, m := range c.by["initial_conference"][child] {
		if m["referred_on"] == day && m["held_on"] <= c.year.to && !enquired[m["held_on"]] {
			n = append(n, leaves("DateOfInitialCPC", m["held_on"])...)
			break // a referral has one of its own
		}
	}
	for _, a := range c.of("assessment", child, day) {
		factors := []node{}
		for factor := range strings.SplitSeq(a["factors"], ";") {
			factors = append(factors, leaves("AssessmentFactors", factor)...)
		}
		n = append(n, node{name: "Assessments", within: append(leaves("AssessmentActualStartDate", a["started_on"], "AssessmentInternalReviewDate", a["internal_review_on"],
			"AssessmentAuthorisationDate", c.year.cut(a["authorised_on"])), group("FactorsIdentifiedAtAssessment", factors)...)})
	}
	for _, p := range c.of("cin_plan", child, day) {
		n = append(n, node{name: "CINPlanDates", within: leaves("CINPlanStartDate", p["started_on"], "CINPlanEndDate", c.year.cut(p["ended_on"]))})
	}
	for _, e := range c.of("section_47", child, day) {
		n = append(n, node{name: "Section47", within: leaves("S47ActualStartDate", e["started_on"], "InitialCPCtarget", e["conference_due_on"],
			"DateOfInitialCPC", c.year.cut(e["conference_held_on"]), "ICPCnotRequired", e["conference_not_required"])})
	}
	n = append(n, leaves("ReferralNFA", referral["no_further_action"])...)
	for _, p := range c.by["cp_plan"][child] {
		if needOf(p, all) == day && p["started_on"] <= c.year.to {
			n = append(n, c.plan(child, p))
		}
	}
	for _, p := range c.of("pre_proceedings", child, day) {
		n = append(n, c.pre(p))
	}
	return node{name: "CINdetails", within: n}
}

// of gives the records of a referral that had begun by the end of the year.
func (c *census) of(name, child, day string) []row {
	var list []row
	for _, r := range c.by[name][child] {
		if r["referred_on"] == day && r["started_on"] != "" && r["started_on"] <= c.year.to {
			list = append(list, r)
		}
	}
	return list
}

// needOf gives the referral that a plan is of: its own or, where it names none of those shown, the last by the day that the plan began.
func needOf(plan row, days []string) string {
	if slices.Contains(days, plan["referred_on"]) {
		return plan["referred_on"]
	}
	last := ""
	for _, day := range days {
		if plan["referred_on"] == "" && day <= plan["started_on"] {
			last = day
		}
	}
	return last
}

// count counts the plans of the year that are of no referral shown.
func (c *census) count(child string, days []string) {
	for _, p := range c.by["cp_plan"][child] {
		if c.year.spans(p["started_on"], p["ended_on"]) && needOf(p, days) == "" {
			c.leftOut++
		}
	}
}

func (c *census) plan(child string, p row) node {
	var reviews []node
	for _, v := range c.by["cp_review"][child] {
		if v["plan_started_on"] == p["started_on"] && v["held_on"] <= c.year.to {
			reviews = append(reviews, leaves("CPPreviewDate", v["held_on"])...)
		}
	}
	return node{name: "ChildProtectionPlans", within: append(leaves("CPPstartDate", p["started_on"], "CPPendDate", c.year.cut(p["ended_on"]),
		"InitialCategoryOfAbuse", p["initial_category"], "LatestCategoryOfAbuse", p["latest_category"], "NumberOfPreviousCPP", p["previous_plans"]),
		group("Reviews", reviews)...)}
}

// pre makes the element of pre-proceedings, whose items are those that the catalogue maps.
func (c *census) pre(p row) node {
	n := node{name: "PreProceedingsandFGDM"}
	for _, item := range []string{
		"PPStartDate", "LBPSentDate", "FGDMMeetingOffer", "FGDMMeetingFac", "InitialPPMeetingDate", "ReviewMeetingsCount", "StepDecisionDate", "PPOutcome",
		"CourtAppDate", "LetterInitCPDate",
	} {
		if f := fieldOf(c.Catalogue().Type("pre_proceedings"), kindCIN, item); f != nil {
			n.within = append(n.within, leaves(item, p[f.ID])...)
		}
	}
	return n
}

// leaves makes elements of names and texts, leaving out what is blank.
func leaves(pairs ...string) []node {
	var list []node
	for pair := range slices.Chunk(pairs, 2) {
		if name, text := pair[0], pair[1]; text != "" {
			list = append(list, node{name: name, text: text})
		}
	}
	return list
}

// group makes an element of others, none where there are none.
func group(name string, within []node) []node {
	if len(within) == 0 {
		return nil
	}
	return []node{{name: name, within: within}}
}

// XML writes the census as the one file that the department takes.
func (c Census) XML(w io.Writer) error {
	message := node{name: "Message", within: []node{
		{name: "Header", within: []node{
			{name: "CollectionDetails", within: leaves("Collection", "CIN", "Year", strconv.Itoa(c.Year), "ReferenceDate", fmt.Sprintf("%04d-03-31", c.Year))},
			{name: "Source", within: leaves("SourceLevel", "L", "LEA", c.authority, "SoftwareCode", "Heed", "DateTime", c.At.UTC().Format("2006-01-02T15:04:05"))},
		}},
		{name: "Children", within: c.children},
	}}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("writing the census: %w", err)
	}
	out := xml.NewEncoder(w)
	out.Indent("", "  ")
	if err := message.encode(out); err != nil {
		return fmt.Errorf("writing the census: %w", err)
	}
	return out.Close()
}

func (n node) encode(out *xml.Encoder) error {
	start := xml.StartElement{Name: xml.Name{Local: n.name}}
	if err := out.EncodeToken(start); err != nil {
		return err
	}
	if n.text != "" {
		if err := out.EncodeToken(xml.CharData(n.text)); err != nil {
			return err
		}
	}
	for _, within := range n.within {
		if err := within.encode(out); err != nil {
			return err
		}
	}
	return out.EncodeToken(start.End())
}

// Table gives the census as one table, a row an item: for comparing two of them.
func (c Census) Table() export.Table {
	t := export.Table{Name: "census", Columns: []export.Column{{Heading: "LAchildID"}, {Heading: "CINreferralDate"}, {Heading: "element"}, {Heading: "item"}, {Heading: "value"}}}
	for _, child := range c.children {
		child.each("", "", func(cells ...string) { t.Rows = append(t.Rows, cells) })
	}
	return t
}

// each calls put with every text in an element.
func (n node) each(child, referred string, put func(cells ...string)) {
	for _, w := range n.within {
		switch w.name {
		case "ChildIdentifiers":
			child = w.within[0].text
		case "CINdetails":
			referred = w.within[0].text
		}
		if w.text != "" {
			put(child, referred, n.name, w.name, w.text)
		}
		w.each(child, referred, put)
	}
}

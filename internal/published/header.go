package published

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// header is where a file's columns are.
type header struct {
	names []string
	at    map[string]int
	// rest are the columns that say neither when nor where.
	rest []int
}

// must are the columns that every file has; time_identifier may be missing, as it is in tables that people made for themselves.
var must = []string{"time_period", "geographic_level"}

// places are the columns that say when and where, of all levels that the standard has.
var places = placeColumns()

func placeColumns() map[string]bool {
	found := map[string]bool{}
	for name := range strings.FieldsSeq(`time_period time_identifier geographic_level location location_code
		country_code country_name region_code region_name old_la_code new_la_code la_code la_name
		lad_code lad_name pcon_code pcon_name ward_code ward_name lsip_code lsip_name lsoa_code lsoa_name msoa_code msoa_name
		local_enterprise_partnership_code local_enterprise_partnership_name lep_code lep_name
		english_devolved_area_code english_devolved_area_name mayoral_combined_authority_code mayoral_combined_authority_name
		opportunity_area_code opportunity_area_name rsc_region_lead_name rsc_region trust_id trust_name sponsor_id sponsor_name
		planning_area_code planning_area_name police_force_area_code police_force_area_name pfa_code pfa_name
		school_urn school_name school_laestab school_estab laestab urn provider_ukprn provider_name institution_id institution_name
		multi_academy_trust_code multi_academy_trust_name`) {
		found[name] = true
	}
	return found
}

// otherNames are names of columns as tables made by hand have them.
var otherNames = map[string]string{
	"local_authority_code": "la_code", "old_local_authority_code": "old_la_code", "new_local_authority_code": "new_la_code",
	"local_authority_name": "la_name", "local_authority": "la_name", "period": "time_period", "level": "geographic_level",
}

var notInName = regexp.MustCompile(`[^a-z0-9]+`)

// columnName writes the name of a column that says when or where as the standard does: Time period is time_period.
func columnName(as string) string {
	name := underscored(as)
	if known, ok := otherNames[name]; ok {
		return known
	}
	return name
}

func underscored(as string) string {
	return strings.Trim(notInName.ReplaceAllString(strings.ToLower(as), "_"), "_")
}

// isHeading says whether a row names the columns that every file has.
func isHeading(row []string) bool {
	named := map[string]bool{}
	for _, cell := range row {
		named[columnName(cell)] = true
	}
	for _, name := range must {
		if !named[name] {
			return false
		}
	}
	return true
}

func readHeader(file string, line int, names []string) (header, error) {
	h := header{at: map[string]int{}}
	for len(names) > 0 && strings.TrimSpace(names[len(names)-1]) == "" {
		names = names[:len(names)-1] // a spreadsheet's empty columns
	}
	lower := map[string]int{}
	for i, name := range names {
		name = strings.TrimSpace(name)
		h.names = append(h.names, name)
		if name == "" {
			return h, fmt.Errorf("%s: line %d, column %d has no name", file, line, i+1)
		}
		if before, twice := lower[strings.ToLower(name)]; twice {
			return h, fmt.Errorf("%s: line %d names %q twice, in columns %d and %d", file, line, name, before+1, i+1)
		}
		lower[strings.ToLower(name)] = i
		standard := columnName(name)
		if !places[standard] {
			h.rest = append(h.rest, i)
			continue
		}
		if before, twice := h.at[standard]; twice {
			return h, fmt.Errorf("%s: line %d has two columns for %s, %q and %q: delete one of them", file, line, standard, names[before], name)
		}
		h.at[standard] = i
	}
	for _, name := range must {
		if _, ok := h.at[name]; !ok {
			return h, fmt.Errorf("%s: line %d has no column %s, so this is no file of Explore Education Statistics%s", file, line, name, insteadOf(names))
		}
	}
	if len(h.rest) == 0 {
		return h, fmt.Errorf("%s: line %d has no column besides those of time and place, so there is nothing to read", file, line)
	}
	return h, nil
}

// insteadOf says what a file is whose headings are known all the same.
func insteadOf(names []string) string {
	if len(names) > 0 && columnName(names[0]) == "col_name" {
		return "; it describes the columns of one: give the file of the same name without .meta"
	}
	return ""
}

// cell gives a row's cell of a named column, blank where the file has no such column.
func (h header) cell(row []string, name string) string {
	i, ok := h.at[name]
	if !ok {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// area tells where a row is of. It fails where the row's level is one that Heed keeps and its code is missing.
func (h header) area(row []string) (Area, error) {
	a := Area{}
	switch level := underscored(h.cell(row, "geographic_level")); level {
	case "national", "nat", "country":
		a = Area{Level: National, Code: h.code(row, "country_code", "location_code"), Name: h.name(row, "country_name")}
		if a.Code == "" && strings.EqualFold(a.Name, "England") && !h.isBlank(row, "country_code") {
			a.Code = England
		}
		a.GSS = a.Code
	case "regional", "region", "reg":
		a = Area{Level: Regional, Code: h.code(row, "region_code", "location_code"), Name: h.name(row, "region_name")}
		if a.Code == "" {
			a.Code = regions()[strings.ToLower(a.Name)]
		}
		a.GSS = a.Code
	case "local_authority", "local_authorities", "la":
		return h.authority(row)
	case "":
		return a, errors.New("the row has no geographic level: it is a note or a total and no figure of a place")
	case "geographic_level":
		return a, errors.New("the row repeats the headings")
	default:
		return a, nil
	}
	if a.Code == "" {
		return a, fmt.Errorf("the row is of level %q and has no code of one", h.cell(row, "geographic_level"))
	}
	return a, nil
}

// authority tells of which authority a row is, by whichever of its codes are there, in whatever column.
func (h header) authority(row []string) (Area, error) {
	a := Area{Level: Authority, Name: h.name(row, "la_name"), Region: h.code(row, "region_code")}
	for _, column := range []string{"old_la_code", "new_la_code", "la_code", "location_code"} {
		switch code := h.code(row, column); {
		case code == "":
		case isGSS(code), column == "new_la_code" && !digits.MatchString(code): // or two of them, of authorities published together
			a.GSS = cmp.Or(a.GSS, code)
		default:
			a.Code = cmp.Or(a.Code, code)
		}
	}
	known, ok := byGSS()[a.GSS]
	old, current := FindCouncil(a.Code)
	switch {
	case ok && current && old.Note == "" && old.Code != known.Code:
		return a, fmt.Errorf("the row's codes are of two authorities: %s is %s and %s is %s", a.Code, old.Name, a.GSS, known.Name)
	case ok && !current:
		a.Code = known.Code
	case current && a.GSS == "" && old.Note == "":
		a.GSS = old.GSS
	}
	if a.Code == "" {
		a.Code = a.GSS
	}
	if a.Code == "" {
		return a, fmt.Errorf("the row is of level %q and has no code of one", h.cell(row, "geographic_level"))
	}
	if c, ok := FindCouncil(a.Code); ok && a.Region == "" {
		a.Region = c.RegionCode
	}
	return a, nil
}

// name gives the name of a place: of its own column or, in tables made for oneself, of the one column that names all places.
func (h header) name(row []string, column string) string {
	return cmp.Or(h.cell(row, column), h.cell(row, "location"))
}

func (h header) isBlank(row []string, column string) bool {
	_, ok := h.at[column]
	return ok && h.cell(row, column) == ""
}

var (
	gss       = regexp.MustCompile(`^[A-Z]\d{8}$`)
	wholeCode = regexp.MustCompile(`^(\d+)\.0+$`)
	digits    = regexp.MustCompile(`^\d+$`)
)

func isGSS(code string) bool { return gss.MatchString(code) }

// code gives the first of some columns that holds a code; a symbol in its place is none. What a spreadsheet does to codes is undone: 208.0 and 0208
// are 208, and 12 is 012.
func (h header) code(row []string, columns ...string) string {
	for _, column := range columns {
		code := strings.ToUpper(strings.TrimPrefix(h.cell(row, column), "'"))
		if code == "" || isKnownSymbol(code) {
			continue
		}
		if m := wholeCode.FindStringSubmatch(code); m != nil {
			code = m[1]
		}
		if digits.MatchString(code) {
			code = strings.TrimLeft(code, "0")
			code = strings.Repeat("0", max(0, 3-len(code))) + code
		}
		return code
	}
	return ""
}

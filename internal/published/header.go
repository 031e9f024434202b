package published

import (
	"fmt"
	"strings"
)

// header is where a file's columns are.
type header struct {
	names []string
	at    map[string]int
	// rest are the columns that say neither when nor where.
	rest []int
}

// must are the columns that every file has.
var must = []string{"time_period", "time_identifier", "geographic_level"}

// places are the columns that say where, of all levels that the standard has.
var places = placeColumns()

func placeColumns() map[string]bool {
	found := map[string]bool{}
	for name := range strings.FieldsSeq(`country_code country_name region_code region_name old_la_code new_la_code la_name
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

func readHeader(file string, names []string) (header, error) {
	h := header{at: map[string]int{}}
	for i, name := range names {
		name = strings.TrimSpace(name)
		h.names = append(h.names, name)
		lower := strings.ToLower(name)
		if name == "" {
			return h, fmt.Errorf("%s: line 1, column %d has no name", file, i+1)
		}
		if before, twice := h.at[lower]; twice {
			return h, fmt.Errorf("%s: line 1 names %q twice, in columns %d and %d", file, name, before+1, i+1)
		}
		h.at[lower] = i
		if !places[lower] && lower != must[0] && lower != must[1] && lower != must[2] {
			h.rest = append(h.rest, i)
		}
	}
	for _, name := range must {
		if _, ok := h.at[name]; !ok {
			return h, fmt.Errorf("%s: line 1 has no column %s, so this is no file of Explore Education Statistics", file, name)
		}
	}
	if len(h.rest) == 0 {
		return h, fmt.Errorf("%s: line 1 has no column besides those of time and place, so there is nothing to read", file)
	}
	return h, nil
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
	switch level := strings.ToLower(h.cell(row, "geographic_level")); level {
	case "national":
		a = Area{Level: National, Code: h.code(row, "country_code"), Name: h.cell(row, "country_name")}
		a.GSS = a.Code
	case "regional":
		a = Area{Level: Regional, Code: h.code(row, "region_code"), Name: h.cell(row, "region_name")}
		a.GSS = a.Code
	case "local authority":
		a = Area{Level: Authority, Code: h.code(row, "old_la_code"), GSS: h.code(row, "new_la_code"), Name: h.cell(row, "la_name"), Region: h.code(row, "region_code")}
		if known, ok := byGSS()[a.GSS]; ok && a.Code == "" {
			a.Code = known.Code
		}
		if a.Code == "" {
			a.Code = a.GSS
		}
	default:
		return a, nil
	}
	if a.Code == "" {
		return a, fmt.Errorf("the row is of level %q and has no code of one", h.cell(row, "geographic_level"))
	}
	return a, nil
}

// code gives a cell that holds a code; a symbol in its place is none.
func (h header) code(row []string, name string) string {
	code := h.cell(row, name)
	if isKnownSymbol(code) {
		return ""
	}
	return code
}

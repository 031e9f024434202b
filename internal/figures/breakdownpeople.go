package figures

import (
	"context"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/rulebook"
)

// Populace is how many children of each group of a dimension live in the area, and who counted them when.
type Populace struct {
	CountedOn time.Time
	Source    string
	// Persons is all of those whose group is known.
	Persons float64
	// Unsorted are the groups, as they were recorded, that fit none of those that children are told by.
	Unsorted []string
	groups   map[string]float64
}

// populated are the dimensions of which a population can be known.
var populated = []string{"ethnicity", "sex", "age_band"}

// populaceOf finds the population behind a dimension, nil where none is recorded up to a day.
func populaceOf(ctx context.Context, in *door.Inquiry, by string, day time.Time) (*Populace, error) {
	if !slices.Contains(populated, by) {
		return nil, nil //nolint:nilnil // nobody counts people by it
	}
	list, err := in.Engine.ListHeadcounts(ctx, in.Q, by, day)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	p := Populace{CountedOn: list[0].CountedOn}
	var sources []string
	for _, one := range list {
		if !slices.Contains(sources, one.Source) {
			sources = append(sources, one.Source)
		}
	}
	p.Source = strings.Join(sources, "; ")
	switch by {
	case "ethnicity":
		byEthnicity(in.Catalogue(), &p, list)
	case "sex":
		bySex(in.Catalogue(), &p, list)
	default:
		p.groups = byAge(list)
	}
	for _, persons := range p.groups {
		p.Persons += persons
	}
	return &p, nil
}

// byEthnicity sums the population by the catalogue's ethnic groups. Where both a group as a whole and its parts are
// recorded, the whole counts.
func byEthnicity(types *catalogue.Catalogue, p *Populace, list []engine.Headcount) {
	parts := map[string]float64{}
	p.groups = map[string]float64{}
	for _, one := range list {
		group, whole := ethnicGroup(types, one.Value)
		switch {
		case group == "":
			p.Unsorted = append(p.Unsorted, one.Value)
		case group == notKnown: // of no group to set the children of that group beside
		case whole:
			p.groups[group] += one.Persons
		default:
			parts[group] += one.Persons
		}
	}
	for group, persons := range parts {
		if _, whole := p.groups[group]; !whole {
			p.groups[group] = persons
		}
	}
}

const notKnown = rulebook.NotKnown

// ethnicGroup sorts an ethnicity into the catalogue's groups, whether it is recorded by a code of the returns, by that
// code's label or by a census's name for a whole group, such as "Black, Black British, Caribbean or African".
func ethnicGroup(types *catalogue.Catalogue, value string) (group string, whole bool) {
	list := types.List("ethnicity")
	if list == nil {
		return "", false
	}
	for _, code := range list.Codes {
		if strings.EqualFold(value, code.Code) || strings.EqualFold(value, code.Label) {
			return code.Group, false
		}
	}
	for _, code := range list.Codes {
		if len(value) < len(code.Group) || !strings.EqualFold(value[:len(code.Group)], code.Group) {
			continue
		}
		rest := strings.ToLower(value[len(code.Group):])
		switch {
		case rest == "", rest[0] == ',', strings.HasPrefix(rest, " or "), strings.HasPrefix(rest, " ethnic group"):
			return code.Group, true
		case rest[0] == ':', rest[0] == ' ':
			return code.Group, false
		}
	}
	return "", false
}

func bySex(types *catalogue.Catalogue, p *Populace, list []engine.Headcount) {
	p.groups = map[string]float64{}
	codes := types.List("sex")
	for _, one := range list {
		found := map[string]string{"boys": "M", "girls": "F"}[strings.ToLower(one.Value)]
		if codes != nil {
			for _, code := range codes.Codes {
				if strings.EqualFold(one.Value, code.Code) || strings.EqualFold(one.Value, code.Label) {
					found = code.Code
				}
			}
		}
		if found == "" {
			p.Unsorted = append(p.Unsorted, one.Value)
			continue
		}
		p.groups[found] += one.Persons
	}
}

// byAge sums the population by age band. A band whose ages are not each counted once has none: a part of it would make
// its rate too high.
func byAge(list []engine.Headcount) map[string]float64 {
	groups := map[string]float64{}
	for _, band := range rulebook.AgeBands {
		persons, ages, last := 0.0, 0, -1
		for _, one := range list { // in the order of their ages
			if one.AgeFrom < band.From || one.AgeTo > band.To {
				continue
			}
			if one.AgeFrom <= last { // an age counted twice
				ages = -1
				break
			}
			persons, ages, last = persons+one.Persons, ages+one.AgeTo-one.AgeFrom+1, one.AgeTo
		}
		if ages == band.To-band.From+1 {
			groups[band.Name] = persons
		}
	}
	return groups
}

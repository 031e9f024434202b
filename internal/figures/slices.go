package figures

import (
	"context"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/rulebook"
)

// SliceTable is a figure by the values of one dimension.
type SliceTable struct {
	Dimension, Title string
	Rows             []SliceRow
}

// SliceRow is a figure for one value of a dimension.
type SliceRow struct {
	Value, Label string
	Figure       Figure
	// Small marks one of too few rows to compare.
	Small bool
	// Hidden says that the numbers are not shown to this actor, as a child could be worked out from them.
	Hidden bool
}

// smallRows is how few rows are too few to compare with others.
const smallRows = 15

// order gives the order of values that have one; others stand in the order of their labels.
var order = func() map[string]int {
	places := map[string]int{rulebook.Unborn: 1, "Not looked after": 97, "Not allocated": 98, rulebook.NotKnown: 99}
	for i, band := range rulebook.AgeBands {
		places[band.Name] = i + 2
	}
	places[rulebook.Adult] = len(rulebook.AgeBands) + 2
	return places
}()

func sliceTables(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, over Span) ([]SliceTable, error) {
	found, err := in.Engine.ListSlices(ctx, in.Q, r.ID, engine.Slice{Over: over, Without: hiddenFrom(in, r)})
	if err != nil {
		return nil, err
	}
	var tables []SliceTable
	for _, dimension := range engine.Dimensions {
		table := SliceTable{Dimension: dimension, Title: sliceTitle(r, dimension)}
		for _, s := range found {
			if s.Slice.Dimension != dimension {
				continue
			}
			table.Rows = append(table.Rows, SliceRow{
				Value: s.Slice.Value, Label: sliceLabel(in.Catalogue(), r, s.Slice), Figure: s.Figure, Small: s.Figure.Rows < smallRows && compares(r),
			})
		}
		if !divides(r, dimension) || len(table.Rows) == 0 {
			continue
		}
		slices.SortStableFunc(table.Rows, func(x, y SliceRow) int { return valueOrder(x.Value, x.Label, y.Value, y.Label) })
		tables = append(tables, table)
	}
	return tables, nil
}

// divides says whether a measure can be told apart by a dimension: by category where its rows have one, by all others where they
// are about children. What is about no child has neither age nor team.
func divides(r *rulebook.Rule, dimension string) bool {
	if dimension == "category" {
		return r.Category != ""
	}
	return r.AboutChild()
}

// valueOrder sets one value of a dimension before another: in their own order where they have one, else by label.
func valueOrder(value, label, otherValue, otherLabel string) int {
	x, y := order[value], order[otherValue]
	if x != y && (x > 90 || y > 90 || x*y > 0) {
		return x - y
	}
	return strings.Compare(label, otherLabel)
}

func sliceTitle(r *rulebook.Rule, dimension string) string {
	switch dimension {
	case "age_band":
		return "Age"
	case "category":
		if r.Category != "" {
			return strings.ToUpper(r.Category[:1]) + r.Category[1:]
		}
	}
	return strings.ToUpper(dimension[:1]) + dimension[1:]
}

func sliceLabel(types *catalogue.Catalogue, r *rulebook.Rule, s engine.Slice) string {
	switch s.Dimension {
	case "sex":
		if list := types.List("sex"); list != nil {
			return list.Label(s.Value)
		}
	case "category":
		return categoryLabel(types, r, s.Value)
	}
	return s.Value
}

package query

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"heed/internal/engine/eval"
)

// populationSQL gives every estimate of the number of children under 18, the newest first and the authority's own
// record before the published one for the same day.
const populationSQL = `
select counted_on, persons, source from (
    select counted_on, sum(persons)::double as persons, any_value(source) as source, 1 as preferred
    from population where age_to <= 17 group by counted_on
    union all
    select counted_on, persons::double, source, 2 from main.reference_population
)
order by counted_on desc, preferred`

// estimate is how many children lived in the area on a day, and who says so.
type estimate struct {
	on      time.Time
	persons float64
	source  string
}

// population gives the newest estimate that was made for a day or one before it; nought where there is none. The DfE
// divides the count at 31 March by the estimate of the mid-year before.
func (rd *Reader) population(ctx context.Context, w *eval.Workspace, day time.Time) (persons float64, source string, err error) {
	key := fmt.Sprintf("population|%d", w.RecordVersion("population"))
	list, err := eval.Remember(ctx, w, key, func() ([]estimate, error) { return readPopulation(ctx, w) })
	if err != nil {
		return 0, "", fmt.Errorf("finding the population: %w", err)
	}
	for _, one := range list {
		if !one.on.After(day) {
			return one.persons, one.source, nil
		}
	}
	return 0, "", nil
}

func readPopulation(ctx context.Context, w *eval.Workspace) (list []estimate, err error) {
	err = w.EachNamed(ctx, populationSQL, nil, func(rows *sql.Rows) error {
		var one estimate
		err := rows.Scan(&one.on, &one.persons, &one.source)
		list = append(list, one)
		return err
	})
	return list, err
}

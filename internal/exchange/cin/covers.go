package cin

import (
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// covers says which days the modules of a census cover, once it has been read: its collection year, for the record types of
// which it has anything. A module that no child has may as well have been left out. An assessment or plan that ended before
// the year is not in it, which is why it covers nothing earlier; visits are in no census.
func (d *finder) covers(file string, year int, written time.Time, to *intake.Receiver) error {
	span, err := d.search.YearSpan(file, year, written, to.LastRecorded())
	if err != nil {
		return err
	}
	for _, id := range types {
		if to.Recorded(id).Records == 0 {
			continue
		}
		if err := to.Cover(id, "Children in need census "+catalogue.CollectionYear(year), span); err != nil {
			return err
		}
	}
	return nil
}

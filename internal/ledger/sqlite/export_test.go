package sqlite

// Through gives the driver as it would be with another driver of database/sql below it.
func (d Driver) Through(name string) Driver {
	d.name = name
	return d
}

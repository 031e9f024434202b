package main

import (
	"fmt"
	"strings"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/records"
)

type recordPut struct {
	data
	authority
	output
	Type   string            `arg:"" help:"The record type."`
	Values map[string]string `arg:"" name:"field=value" help:"The fields, such as child_id=1234 visited_on=2026-03-31 seen=true. Those left out are blank."`
}

// Run writes one record.
func (c recordPut) Run(s *session) error {
	types, err := catalogue.Load()
	if err != nil {
		return err
	}
	t, err := findType(types, c.Type)
	if err != nil {
		return err
	}
	if t.ID == catalogue.RecordAccessReview {
		return usagef("%s is not written by hand: whoever answers for the access log signs it on the page of the log's oddities", t.ID)
	}
	if t.About == catalogue.AboutAccount {
		return usagef("%s is not written by hand: an administrator keeps accounts on their page, heed setup makes the first, and heed account agree is the second person", t.ID)
	}
	if t.ID == catalogue.RecordAccountReview {
		return usagef("%s is not written by hand: an administrator says on the page of accounts that they have looked at all of them", t.ID)
	}
	if t.ID == catalogue.RecordImportWithdrawal {
		return usagef("%s is not written by hand: heed record undo takes an import back, and its page has a form to ask for it", t.ID)
	}
	for id := range c.Values {
		if t.Field(id) == nil {
			return usagef("%s has no field %q: heed record types %[1]s gives them all", t.ID, id)
		}
	}
	return withNew(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		v, faults, err := records.Put(s.ctx, a.Session(who), records.PutRequest{Type: c.Type, Values: c.Values, Source: "cli"})
		if len(faults) > 0 {
			return faulty(t, faults)
		}
		if err != nil {
			return err
		}
		return printVersions(s, c.output, []records.Version{v})
	})
}

// forms says how the values of each type of field are written.
var forms = map[catalogue.FieldType]string{
	"date": "write it as 2026-03-31", "moment": "write it as 2026-03-31T14:30:00Z", "yes/no": "write true or false",
	"codes": "separate several by ;", "integer": "write a whole number", "decimal": "write a number such as 2.5",
	"money": "write pounds such as 120.50", "postcode": "write it as SW2 1RW",
}

// faulty says what is wrong with the values of a record and how they are written. It does not hold them.
func faulty(t *catalogue.Type, faults []catalogue.Fault) error {
	lines := make([]string, 0, len(faults))
	for _, fault := range faults {
		line := fault.Field + ": " + fault.Reason
		if f := t.Field(fault.Field); f != nil && forms[f.Type] != "" {
			line += " (" + forms[f.Type] + ")"
		}
		lines = append(lines, line)
	}
	return fmt.Errorf("nothing was recorded, for the %s has %s to mend:\n  %s", t.ID, count(len(faults), "value"), strings.Join(lines, "\n  "))
}

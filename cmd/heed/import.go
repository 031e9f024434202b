package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/exchange"
	"heed/internal/imports"
)

type importCommand struct {
	data
	authority
	output
	Paths            []string `arg:"" name:"path" help:"Files, folders or zip files. What each is is told from its content, and the oldest year goes first."`
	Kind             string   `placeholder:"KIND" help:"What every file must be: ssda903, cin, ssd, annexa, csv or a record type. Told from the content if not given."`
	Take             []string `sep:"none" placeholder:"PATTERN" help:"Which file or folder is meant where a return has one thing twice, such as a draft and a final: its path, a part of it or a pattern such as '*final*'. May be given again."`
	Year             int      `placeholder:"YEAR" help:"The year to 31 March, such as 2026, of a return that does not tell its own."`
	On               string   `placeholder:"DAY" help:"The day of an extract of Annex A or of a safeguarding dataset, such as 2026-03-31. Taken from a title in it, or its latest date, if not given."`
	CompleteTo       string   `placeholder:"DAY" help:"The last day up to which these lists hold everything, such as 2026-03-31; also the day of a dataset, or of a return whose year still runs. Taken to be the last day recorded if not given."`
	CompleteFrom     string   `placeholder:"DAY" help:"The first day from which these lists hold everything, such as 2020-04-01. Taken to be the first day recorded if not given."`
	Full             bool     `help:"These CSV lists hold every record of their types: what they lack is withdrawn."`
	AllowWithdrawals bool     `help:"Go on even if a return lacks more than 5 per cent of what it held when it was last imported."`
	OtherAuthority   bool     `help:"Go on even if a file says that it is another authority's, or names hardly any child who is known."`
	DryRun           bool     `help:"Work out what the import would do, say it, and record nothing."`
	FaultsTo         string   `placeholder:"FILE" help:"Write the faults, the first 20,000 of them, by file, sheet, line and cell, to a file that ends in .xlsx or .csv."`
	Faults           int      `default:"20" placeholder:"N" help:"How many faults to print in the table; 20 if not given."`
}

// Run imports files and prints what went in, what did not, and why.
func (c importCommand) Run(s *session) (err error) {
	request, err := c.request(s.now())
	if err != nil {
		return err
	}
	named, err := c.named()
	if err != nil {
		return err
	}
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	code, err := c.whose(s, a, named, &request)
	if err != nil {
		return err
	}
	bar, do := newBar(s.stderr), imports.Import
	if c.DryRun {
		do = imports.Preview
	}
	result, err := do(s.ctx, a.Session(s.operator(code)), request, bar.show)
	bar.finish()
	err = errors.Join(c.explain(result, err), c.writeFaults(a.Session(s.operator(code)), result))
	if err == nil && len(result.Objections) > 0 {
		err = objected(result.Objections)
	}
	whose := importedInto{code, a.AuthorityName(code)}
	return errors.Join(err, c.print(s.stdout, result, whose, err))
}

// objected says why an import that was tried would be refused, and what allows it.
func objected(objections []imports.ObjectionError) error {
	var lines strings.Builder
	lines.WriteString("the import would be refused:")
	for _, o := range objections {
		lines.WriteString("\n  " + o.Error() + "\n  " + allows(o.Kind))
	}
	return errors.New(lines.String())
}

// allows says what to do about an objection.
func allows(kind string) string {
	if kind == imports.ManyWithdrawn {
		return "If the file is right, give --allow-withdrawals. If it is a part only, import the whole."
	}
	return "If it is to go in all the same, give --other-authority."
}

// writeFaults writes the faults to a file, where one is named.
func (c importCommand) writeFaults(s *door.Session, result imports.Result) (err error) {
	if c.FaultsTo == "" {
		return nil
	}
	f, err := os.OpenFile(c.FaultsTo, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("writing the faults: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return imports.WriteFaults(imports.FaultsFile(f, c.FaultsTo), result.FaultList, result.Faults, s.Catalogue())
}

// request makes the app's request of the flags, after looking whether they can mean anything.
func (c importCommand) request(now time.Time) (imports.Request, error) {
	request := imports.Request{Paths: c.Paths, Kind: c.Kind, Take: c.Take, Year: c.Year, Full: c.Full, OtherAuthority: c.OtherAuthority}
	if end := strings.ToLower(filepath.Ext(c.FaultsTo)); c.FaultsTo != "" && end != ".xlsx" && end != ".csv" {
		return request, usagef("--faults-to %s names no file of faults: give one that ends in .xlsx or .csv", c.FaultsTo)
	}
	if c.AllowWithdrawals {
		request.MaxWithdrawn = 1
	}
	if last := engine.Today(now).Year() + 1; c.Year != 0 && (c.Year < 1989 || c.Year > last) {
		return request, usagef("--year %d is no year of a return: give the one in which its 31 March lies, from 1989 to %d, such as 2026", c.Year, last)
	}
	if err := c.days(&request, engine.Today(now)); err != nil {
		return request, err
	}
	if c.Faults < 0 {
		return request, usagef("--faults %d is no number of faults to print", c.Faults)
	}
	if err := c.knownKind(); err != nil {
		return request, err
	}
	for _, path := range c.Paths {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return request, fmt.Errorf("there is no %s. Nothing was recorded", path)
		}
	}
	return request, nil
}

// days reads the days that flags give.
func (c importCommand) days(request *imports.Request, today time.Time) error {
	for _, flag := range []struct {
		name, value string
		to          *time.Time
	}{{"on", c.On, &request.On}, {"complete-to", c.CompleteTo, &request.CompleteTo}, {"complete-from", c.CompleteFrom, &request.CompleteFrom}} {
		if flag.value == "" {
			continue
		}
		day, err := catalogue.ParseDate(flag.value)
		if err != nil {
			return usagef("--%s %s is no day: give one such as 2026-03-31", flag.name, flag.value)
		}
		*flag.to = day
	}
	switch {
	case request.CompleteTo.After(today):
		return usagef("--complete-to %s is still to come, and nothing can be complete to it: give a day up to %s", c.CompleteTo, today.Format(time.DateOnly))
	case request.CompleteFrom.After(today), !request.CompleteTo.IsZero() && request.CompleteFrom.After(request.CompleteTo):
		return usagef("--complete-from %s is after the day to which the files are complete: give an earlier one", c.CompleteFrom)
	}
	return nil
}

// knownKind refuses a kind that there is not.
func (c importCommand) knownKind() error {
	if c.Kind == "" || slices.Contains(exchange.Kinds(), c.Kind) {
		return nil
	}
	types, err := catalogue.Load()
	if err == nil && types.Type(c.Kind) == nil {
		err = usagef("--kind %s is no kind of file: it is %s or a record type, which heed record types gives", c.Kind, strings.Join(exchange.Kinds(), ", "))
	}
	return err
}

// whose gives the authority that the files are of: the one named, or the one that a census among them says, or the only one
// that the folder holds. Where the files and the folder disagree the user must say.
func (c importCommand) whose(s *session, a *door.Door, named string, request *imports.Request) (string, error) {
	if named != "" {
		return named, nil
	}
	held, err := held(s, a)
	if err != nil {
		return "", err
	}
	said, err := request.Recognise(s.ctx, a.Session(s.operator("")))
	if err != nil {
		return "", c.explain(imports.Result{}, err)
	}
	switch {
	case len(said) > 1:
		return "", usagef("the files are of several authorities, %s: import each by itself, or say with --authority whose they all are", strings.Join(said, ", "))
	case len(said) == 0 && len(held) == 1:
		return held[0], nil
	case len(said) == 0 && len(held) == 0:
		return "", usagef("these files do not say whose they are: give the authority's three-digit DfE code with --authority, such as 208 for Lambeth")
	case len(said) == 0:
		return "", usagef("these files do not say whose they are, and %s holds the data of %s: say which with --authority", c.Data, strings.Join(held, ", "))
	case len(held) > 0 && !slices.Contains(held, said[0]):
		return "", usagef("the files say that they are of authority %s, and %s holds the data of %s: say which with --authority", said[0], c.Data, strings.Join(held, ", "))
	}
	name := ""
	if known := a.AuthorityName(said[0]); known != said[0] {
		name = " (" + known + ")"
	}
	_, _ = fmt.Fprintf(s.stderr, "The files say that they are of authority %s%s.\n", said[0], name)
	return said[0], nil
}

// explain says what was recorded where an import failed, all or part of the way.
func (c importCommand) explain(result imports.Result, err error) error {
	if err == nil {
		return nil
	}
	if committed, ok := errors.AsType[*door.CommittedError](err); ok {
		err = committed.Err // what is recorded is said here
	}
	kept := "Nothing was recorded."
	if result.Whole {
		return importError{err, "all of it is recorded, but something failed afterwards, and lists and figures may not show it yet: " + err.Error()}
	}
	if n := len(result.Batches); n > 0 {
		kept = fmt.Sprintf("%s before it went in whole; nothing of this one was recorded.", count(n, "import"))
	}
	if errors.Is(err, context.Canceled) {
		return errors.New("stopped. " + kept)
	}
	if refused := imports.Refusals(err); len(refused) > 0 {
		return importError{err, fmt.Sprintf("%s not taken. %s\n  %s%s", isOrAre(len(refused)), kept, strings.Join(refused, "\n  "), takes(err))}
	}
	if errors.Is(err, door.ErrTooManyWithdrawn) {
		kept += "\n" + allows(imports.ManyWithdrawn)
	}
	if say := door.Shortage(err, c.Data); say != "" {
		return importError{err, kept + " " + say + " Then do it again."}
	}
	if o, ok := errors.AsType[*imports.ObjectionError](err); ok {
		return importError{err, o.Error() + " " + kept + "\n" + allows(o.Kind)}
	}
	return importError{err, err.Error() + ". " + kept}
}

// takes says how to say which file is meant, where a return has one thing twice.
func takes(err error) string {
	for _, refused := range exchange.Refusals(err) {
		if n := len(refused.Rivals); n > 0 {
			return fmt.Sprintf("\n  Say which is meant with --take, such as --take '%s'.", refused.Rivals[n-1])
		}
	}
	return ""
}

func isOrAre(files int) string {
	if files == 1 {
		return "A file is"
	}
	return fmt.Sprintf("%d files are", files)
}

// importError is an import's error in the words of [importCommand.explain].
type importError struct {
	cause error
	words string
}

func (e importError) Error() string { return e.words }

func (e importError) Unwrap() error { return e.cause }

// Command heed is the whole of Heed: it imports returns, answers from them, and serves the pages.
//
// Exit status: 0 done, 1 it failed, 2 the command line can mean nothing, 3 it found something (rules that need mending).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"heed/internal/config"
	"heed/internal/door"
)

func main() {
	keepPrivate()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who interrupts a second time need not wait
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// Exit statuses.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitFindings = 3
)

// errFindings says that a command did its work and found something to mend.
var errFindings = errors.New("there are findings")

// usageError is a command that parses but cannot mean anything.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// session is what every command is given.
type session struct {
	ctx    context.Context //nolint:containedctx // one command is one call
	stdout io.Writer
	stderr io.Writer
	now    func() time.Time
	// name is who runs the command.
	name string
}

// operator is whoever runs the command, for an authority.
func (s *session) operator(authority string) door.Actor { return door.Operator(authority, s.name) }

// commands are the words after heed.
type commands struct {
	Demo      demoCommand       `cmd:"" help:"Make an invented council, import it and serve it on this machine."`
	Account   accountCommands   `cmd:"" help:"List the accounts, and agree to a role as the second person."`
	Setup     setupCommand      `cmd:"" help:"Make the data folder and the first administrator, with a link that works once."`
	Serve     serveCommand      `cmd:"" help:"Serve the pages to people who sign in."`
	Import    importCommand     `cmd:"" help:"Import returns and lists: the SSDA903, the children in need census, the safeguarding dataset, CSV lists, or a whole tree of them."`
	Export    exportCommands    `cmd:"" help:"Write what Heed holds in the formats of returns and inspections."`
	Figure    figureCommand     `cmd:"" help:"Give a figure, and the rows it is made of."`
	Coverage  coverageCommand   `cmd:"" help:"List what the records cover: from which day to which day those of each type are complete, and why."`
	Explain   explainCommand    `cmd:"" help:"Say in plain words why a clock, a figure or a child stands as it does."`
	Clock     clockCommands     `cmd:"" help:"List clocks: what is owed to which child, by when, and whose it is."`
	Rule      ruleCommands      `cmd:"" help:"List, show, check, test and run the rules."`
	Record    recordCommands    `cmd:"" help:"Look at records and their versions, and write one by hand."`
	Match     matchCommands     `cmd:"" help:"Numbers that may be of one child: list them, decide, and undo."`
	Synth     synthCommand      `cmd:"" help:"Write an invented council in the real formats."`
	Published publishedCommands `cmd:"" help:"What the Department for Education publishes of every authority: import its files, and list what Heed has."`
	Rebuild   rebuildCommand    `cmd:"" help:"Make the tables that answers come from anew, from the ledger."`
	Backup    backupCommand     `cmd:"" help:"Copy the ledger, the access log and what people sign in with, without its key, into a folder, and verify the copies. Heed may be running."`
	Verify    verifyCommand     `cmd:"" help:"Check that nothing in the ledger or the access log has been changed, taken out or added since it was written."`
	Version   versionCommand    `cmd:"" help:"Say which Heed this is."`
	ReadApart readApartCommand  `cmd:"" hidden:"" help:"Read uploaded files for another Heed, which starts this."`
}

const about = `Heed watches every promise made to a child, says what is overdue and whose it is, and opens every figure onto its rows and its rule.

What is asked for is printed on standard output, everything else on standard error.

Exit status: 0 done, 1 failed, 2 the command was not understood, 3 findings.

To begin: heed demo shows an invented council. Your own returns: heed import PATH --authority CODE.
For people to sign in: heed setup, then heed serve.`

// run parses and runs one command line and gives its exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	settings := config.FromEnvironment()
	var cli commands
	exited := -1
	parser, err := kong.New(&cli,
		kong.Name("heed"), kong.Description(about), kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.Vars{
			"data": settings.Data, "listen": settings.Listen, "authority": settings.Authority, "url": settings.URL,
			"oidcissuer": settings.OIDCIssuer, "oidcclient": settings.OIDCClient, "oidcsecretfile": settings.OIDCSecretFile, "oidcname": settings.OIDCName, "oidconly": settings.OIDCOnly,
			"tlscert": settings.TLSCert, "tlskey": settings.TLSKey, "proxy": settings.Proxy,
			"metrics": settings.Metrics,
		},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "heed:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		if parse, ok := errors.AsType[*kong.ParseError](err); ok {
			command = parse.Context
		}
		return status(usageError{tidied(err)}, command, stderr)
	}
	ctx, lacks := door.NoteLacks(door.At(ctx, "heed "+strings.TrimSpace(path(command))))
	s := &session{ctx: ctx, stdout: stdout, stderr: stderr, now: time.Now, name: settings.Operator}
	code := status(command.Run(s), command, stderr)
	if said := sayLacks(lacks, stderr); code == exitDone {
		code = said
	}
	return code
}

// tidied takes out of the parser's words what only its author understands.
func tidied(err error) string {
	return strings.NewReplacer(`expected "<`, "expected <", `>"`, ">", ` ..."`, " ...", " (short flag)", "").Replace(err.Error())
}

// status turns a command's error into its exit status and says what went wrong; where the command was not understood, also
// which help would have told.
func status(err error, command *kong.Context, stderr io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &usage):
		_, _ = fmt.Fprintf(stderr, "heed: %v\nTry: heed %s--help\n", err, path(command))
		return exitUsage
	case errors.Is(err, context.Canceled):
		_, _ = fmt.Fprintln(stderr, "heed: stopped before it was done")
		return exitFailed
	default:
		_, _ = fmt.Fprintln(stderr, "heed:", inWords(err, command))
		return exitFailed
	}
}

// inWords gives an error's words: where the system lacked something, what, where and what to do, with whether anything was recorded.
func inWords(err error, command *kong.Context) string {
	if said, ok := errors.AsType[importError](err); ok {
		return said.Error()
	}
	say := door.Shortage(err, dataOf(command))
	_, recorded := errors.AsType[*door.CommittedError](err)
	switch {
	case say == "":
		return err.Error()
	case recorded:
		return "It is recorded: do not do it again. " + say
	case errors.Is(err, door.ErrUncertain):
		return "It is not known whether it was recorded: look before you do it again. " + say
	default:
		return "Nothing was recorded. " + say + " Then do it again."
	}
}

// dataOf gives the folder that a command works on.
func dataOf(command *kong.Context) string {
	if command != nil {
		for _, flag := range command.Flags() {
			if dir, ok := command.FlagValue(flag).(string); ok && flag.Name == "data" {
				return dir
			}
		}
	}
	return "the data"
}

// sayLacks says what the answer that a command gave lacks, and gives the exit status: an answer without what a broken rule would give is
// a failure, one without what was recorded a moment ago is not.
func sayLacks(lacks *door.Lacks, stderr io.Writer) int {
	if lacks.Stale() {
		_, _ = fmt.Fprintln(stderr, "heed: what was recorded is kept, but the tables that answers come from are not up to date yet. The next command tries again.")
	}
	broken := slices.Sorted(maps.Keys(lacks.Broken()))
	for _, id := range broken {
		_, _ = fmt.Fprintf(stderr, "heed: this is not complete: rule %s could not be worked out, and what it would give is left out. heed rule run %[1]s says why.\n", id)
	}
	if len(broken) > 0 {
		return exitFailed
	}
	return exitDone
}

// path gives the words of a command, as far as they were understood: "rule list ".
func path(command *kong.Context) string {
	if command == nil {
		return ""
	}
	var words strings.Builder
	for _, step := range command.Path {
		if step.Command != nil {
			words.WriteString(step.Command.Name + " ")
		}
	}
	return words.String()
}

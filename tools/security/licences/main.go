// Command licences reads a software bill of materials in CycloneDX's JSON and fails where something in it comes under a licence that is not among
// those allowed, or under none that was found: licences sbom.json allowed.txt.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: licences sbom.json allowed.txt")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(bill, list string) error {
	text, err := os.ReadFile(bill)
	if err != nil {
		return err
	}
	lines, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	components, err := parse(text)
	if err != nil {
		return fmt.Errorf("reading %s: %w", bill, err)
	}
	if faults := check(components, string(lines)); len(faults) > 0 {
		return fmt.Errorf("%s\nRead the licence and, where it may stand beside Heed's, add it to %s", strings.Join(faults, "\n"), list)
	}
	fmt.Printf("licences: %d modules, all under licences that are allowed\n", len(components))
	return nil
}

// component is one module with the licences that were found in its files.
type component struct {
	Name     string
	Evidence struct {
		Licenses []struct{ License struct{ ID, Name string } }
	}
}

func parse(text []byte) ([]component, error) {
	var bill struct{ Components []component }
	if err := json.Unmarshal(text, &bill); err != nil {
		return nil, err
	}
	if len(bill.Components) == 0 {
		return nil, errors.New("it names no module")
	}
	return bill.Components, nil
}

// check names what is under no licence that the list allows. A line of the list is a licence or, where none is found by itself, a module with its licence.
func check(components []component, list string) (faults []string) {
	var allowed []string
	known := map[string]string{}
	for line := range strings.Lines(list) {
		switch words := strings.Fields(line); {
		case len(words) == 0 || words[0] == "#":
		case len(words) == 1:
			allowed = append(allowed, words[0])
		default:
			known[words[0]] = words[1]
		}
	}
	for _, c := range components {
		var found []string
		for _, one := range c.Evidence.Licenses {
			found = append(found, one.License.ID+one.License.Name)
		}
		if len(found) == 0 && known[c.Name] != "" {
			found = []string{known[c.Name]}
		}
		if len(found) == 0 {
			faults = append(faults, c.Name+": no licence was found")
		}
		for _, licence := range found {
			if !slices.Contains(allowed, licence) {
				faults = append(faults, c.Name+": "+licence+" is not among the licences that are allowed")
			}
		}
	}
	return faults
}

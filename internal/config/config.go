// Package config turns the environment into one struct. Nothing else in Heed reads the environment.
package config

import "os"

// Config is what the environment says. Flags on the command line come before it.
type Config struct {
	// Data is the folder that holds the ledger and the engines (HEED_DATA).
	Data string
	// Listen is the address that pages are served on (HEED_LISTEN).
	Listen string
	// Authority is the code of the authority that commands are about (HEED_AUTHORITY).
	Authority string
	// URL is the address under which people reach the server (HEED_URL), TLSCert and TLSKey the files of its certificate (HEED_TLS_CERT, HEED_TLS_KEY)
	// and Proxy the address from which a proxy on the same machine sends requests (HEED_PROXY).
	URL, TLSCert, TLSKey, Proxy string
	// Metrics is the address that metrics are given on, for this machine only; blank for none (HEED_METRICS).
	Metrics string
	// OIDCIssuer, OIDCClient, OIDCSecretFile and OIDCName are by what an OpenID Connect provider is reached and called (HEED_OIDC_ISSUER,
	// HEED_OIDC_CLIENT, HEED_OIDC_SECRET_FILE, HEED_OIDC_NAME), and OIDCOnly says true where nobody may sign in otherwise (HEED_OIDC_ONLY). The secret itself stands in a file, as others can read the environment of a process.
	OIDCIssuer, OIDCClient, OIDCSecretFile, OIDCName, OIDCOnly string
}

// FromEnvironment reads the environment, with the defaults of a laptop.
func FromEnvironment() Config {
	return Config{
		Data:      lookup("HEED_DATA", "heed-data"),
		Listen:    lookup("HEED_LISTEN", "127.0.0.1:8080"),
		Authority: lookup("HEED_AUTHORITY", ""),
		URL:       lookup("HEED_URL", ""),
		TLSCert:   lookup("HEED_TLS_CERT", ""),
		TLSKey:    lookup("HEED_TLS_KEY", ""),
		Proxy:     lookup("HEED_PROXY", ""),
		Metrics:   lookup("HEED_METRICS", ""),

		OIDCIssuer:     lookup("HEED_OIDC_ISSUER", ""),
		OIDCClient:     lookup("HEED_OIDC_CLIENT", ""),
		OIDCSecretFile: lookup("HEED_OIDC_SECRET_FILE", ""),
		OIDCName:       lookup("HEED_OIDC_NAME", "your council’s sign-in"),
		OIDCOnly:       lookup("HEED_OIDC_ONLY", "false"),
	}
}

func lookup(name, otherwise string) string {
	if value, ok := os.LookupEnv(name); ok && value != "" {
		return value
	}
	return otherwise
}

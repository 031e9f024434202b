#!/bin/sh
# Looks into a package that make deb built: its files, who owns them, its settings, its unit, and what the program needs of the system.
# It says everything that is wrong, and what it could not look at for want of a tool.
set -eu

deb=$1
faults=0
fault() { echo "packaging: $*" >&2; faults=$((faults + 1)); }
lacks() { echo "NOT CHECKED: $*" >&2; }

if ! command -v dpkg-deb >/dev/null; then
	lacks "what the package holds: there is no dpkg-deb here"
	exit 0
fi
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
dpkg-deb -x "$deb" "$root/files"
dpkg-deb -e "$deb" "$root/control"

# Each file with its mode and owner, and no others but documents.
dpkg-deb -c "$deb" | awk '{ print $1, $2, $6 }' >"$root/list"
while read -r line; do
	grep -qxF -- "$line" "$root/list" || fault "it lacks: $line"
done <<END
-rwxr-xr-x root/root ./usr/bin/heed
-rw-r--r-- root/root ./usr/lib/systemd/system/heed.service
-rw-r--r-- root/root ./etc/heed/heed.conf
-rw-r--r-- root/root ./usr/share/doc/heed/README.md
-rw-r--r-- root/root ./usr/share/doc/heed/copyright
-rw-r--r-- root/root ./usr/share/doc/heed/docs/deploying.md
END
other=$(grep -v '^d' "$root/list" | grep -vE ' \./(usr/bin/heed|usr/lib/systemd/system/heed\.service|etc/heed/heed\.conf|usr/share/doc/heed/.*)$' || true)
[ -z "$other" ] || fault "it holds what it should not: $other"
grep -q '^d.* \./var' "$root/list" && fault "it holds the folder of the data, which would go with it"
grep -vE '^[-d]rwxr-xr-x root/root|^-rw-r--r-- root/root' "$root/list" && fault "the modes or owners above are wrong"

# Settings that somebody changed outlive an upgrade.
[ "$(cat "$root/control/conffiles")" = /etc/heed/heed.conf ] || fault "heed.conf is no conffile"
for script in postinst prerm postrm; do
	sh -n "$root/control/$script" || fault "$script cannot be read"
	grep -vE '^[[:space:]]*(#|echo )' "$root/control/$script" | grep -qwE 'rm|deluser|delgroup' && fault "$script takes something away"
done
[ "$(dpkg-deb -f "$deb" Package)" = heed ] || fault "it is not called heed"
[ "$(dpkg-deb -f "$deb" Architecture)" = "$(dpkg --print-architecture)" ] || fault "it is not for this machine's architecture"

# The program needs no newer library than the package asks for: libstdc++6 of GCC 12 has GLIBCXX_3.4.30.
depends=$(dpkg-deb -f "$deb" Depends)
case $depends in
*"libc6 (>= 2.34)"*"libstdc++6 (>= 12)"*) ;;
*) fault "it asks for other libraries than are looked for here: $depends" ;;
esac
if command -v objdump >/dev/null; then
	for newest in GLIBC_2.34 GLIBCXX_3.4.30; do
		needs=$(objdump -T "$root/files/usr/bin/heed" | grep -o "${newest%%_*}_[0-9.]*" | sort -uV | tail -n 1)
		[ "$(printf '%s\n' "$needs" "$newest" | sort -V | tail -n 1)" = "$newest" ] || fault "the program needs $needs, and the package asks for $newest"
	done
else
	lacks "which libraries the program needs: there is no objdump here"
fi
"$root/files/usr/bin/heed" version >/dev/null || fault "the program does not start"

# The unit says nothing that systemd does not understand, and leaves little open.
if command -v systemd-analyze >/dev/null; then
	said=$(systemd-analyze --root="$root/files" --recursive-errors=no verify heed.service 2>&1) || true
	[ -z "$said" ] || fault "systemd says of the unit: $said"
	systemd-analyze --root="$root/files" --offline=yes --threshold=20 security heed.service >"$root/security" 2>&1 ||
		fault "the unit leaves much open: $(tail -n 1 "$root/security")"
	tail -n 1 "$root/security"
else
	lacks "the systemd unit: there is no systemd-analyze here"
fi

[ "$faults" = 0 ] || exit 1
echo "packaging: $deb is as it should be"

#!/bin/sh
# Installs a package that make deb built into an empty Debian root, and has it import, set up and serve there, as the user that the package makes.
# It needs to be root, debootstrap, curl and a mirror of Debian: packaging/fresh.sh FILE.deb [MIRROR]
set -eu

deb=$1
mirror=${2:-http://deb.debian.org/debian}
release=bookworm
address=127.0.0.1:18080
root=$(mktemp -d)
chmod 755 "$root"
serving=
finish() {
	[ -z "$serving" ] || kill "$serving" 2>/dev/null || true
	umount "$root/proc" 2>/dev/null || true
	rm -rf "$root"
}
trap finish EXIT
wrong() { echo "packaging: in an empty root, $*" >&2; exit 1; }
as_heed() { chroot "$root" setpriv --reuid heed --regid heed --clear-groups env HEED_OPERATOR=fresh "$@"; }

debootstrap --variant=minbase "$release" "$root" "$mirror" >"$root.log" 2>&1 || { cat "$root.log" >&2; wrong "there is no Debian"; }
rm -f "$root.log"
mount -t proc proc "$root/proc"
cp "$deb" "$root/heed.deb"
chroot "$root" sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends /heed.deb' >/dev/null || wrong "the package does not install"
chroot "$root" id heed >/dev/null || wrong "there is no user heed"

# A council of invented returns alone, as one that begins has them.
data=/var/lib/heed
chroot "$root" install -d -o heed -g heed -m 700 "$data" /srv/returns
as_heed heed synth --children 100 /srv/returns >/dev/null
rm -rf "$root"/srv/returns/*/records
as_heed heed import /srv/returns --authority 990 --data "$data" >/dev/null || wrong "the returns are not imported"
link=$(as_heed heed setup --data "$data" --authority 990 --name 'Una First' --email una@heed.example --url "http://$address" | tail -n 1)

chroot "$root" setpriv --reuid heed --regid heed --clear-groups heed serve --data "$data" --listen "$address" >"$root/serve.log" 2>&1 &
serving=$!
for _ in $(seq 60); do
	curl -fsS "http://$address/healthz" >/dev/null 2>&1 && break
	sleep 1
done
curl -fsS "http://$address/healthz" >/dev/null || { cat "$root/serve.log" >&2; wrong "it does not serve"; }
curl -fsSL "http://$address/" | grep -q 'E-mail address' || wrong "nobody is asked to sign in"
curl -fsS "$link" | grep -q 'Una First' || wrong "the first link does not open"
curl -fsSL "http://$address/children/500001" | grep -q 'E-mail address' || wrong "a child's page does not ask who it is"
kill -TERM "$serving"
wait "$serving" || { cat "$root/serve.log" >&2; wrong "it does not end well"; }
serving=

# What it holds outlives the package.
chroot "$root" apt-get remove -y -q heed >/dev/null 2>&1 || wrong "the package is not removed"
[ -f "$root$data/heed.db" ] || wrong "the data went with the package"
echo "packaging: in an empty root of Debian $release the package installs, imports, sets up, serves and goes"

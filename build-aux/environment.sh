# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by run, test, shell and .ci/run: answers where Sprint is built and
# run (natively, or in a Debian 13 root of its own), and makes that place.
#
#   sprint_environment SECTION...   set up what these sections of packages.txt
#                                   name; sets sprint_mode to native or root
#   sprint_inside [--scratch|--home] [--as-root] -- COMMAND...
#                                   run a command there, as the ordinary user
#
# SPRINT_ENVIRONMENT=native|root overrides the choice. Nothing here leaves a
# mount or a process behind: the root is entered in mount and PID namespaces
# that end with the command, in whatever way it ends.

sprint_top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
sprint_cache=${XDG_CACHE_HOME:-$HOME/.cache}/sprint
sprint_root=$sprint_cache/debian-13
sprint_guests=$sprint_cache/guests
sprint_suite=trixie

say() { printf 'sprint: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# Sets sprint_sudo to what makes a command root's: nothing for root, else sudo
# with the caller's settings, which it would drop.
sprint_find_sudo() {
  local name
  sprint_sudo=()
  [ "$(id -u)" != 0 ] || return 0
  command -v sudo >/dev/null || die "this needs root rights, and there is no sudo: run it as root, or install sudo"
  sprint_sudo=(sudo -- env)
  for name in DISPLAY XAUTHORITY WAYLAND_DISPLAY CI GSK_RENDERER ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS \
              MESON_TESTTHREADS SPRINT_LANG TERM http_proxy https_proxy no_proxy; do
    [ -z "${!name:-}" ] || sprint_sudo+=("$name=${!name}")
  done
}

as_root() {
  local sprint_sudo
  sprint_find_sudo
  "${sprint_sudo[@]}" "$@"
}

# Runs a command with its output in a log, which is shown only if it fails. A
# daemon that a package starts does not keep the lock.
sprint_quietly() {
  local log=$sprint_cache/log status=0
  mkdir -p "$sprint_cache"
  "$@" >"$log" 2>&1 </dev/null 9>&- || status=$?
  [ "$status" = 0 ] || { tail -n 40 "$log" >&2; say "that failed: all of its output is in $log"; }
  return "$status"
}

# Waits for its turn: build folders and the root are made by one at a time.
# The lock goes with the processes that hold it, so nothing stale is left.
# sprint_lock FD FILE WHAT
sprint_lock() {
  mkdir -p "$(dirname "$2")"
  eval "exec $1>>\"\$2\""
  # Root's lock does not keep out the person whose folder it is in.
  [ "$(id -u)" != 0 ] || chown --reference="$(dirname "$2")" "$2"
  flock -n "$1" || { say "$3: waiting for it to end"; flock "$1"; }
}

# The names of the packages of the given sections, one a line.
sprint_packages() {
  local section
  for section; do
    sed -n "/^\[$section\]/,/^\[/{/^[a-z0-9]/p}" "$sprint_top/build-aux/packages.txt"
  done
}

# native where apt's machine is at or above the floor, or where another
# distribution already has what meson asks for; root on older Debian/Ubuntu.
sprint_choose_mode() {
  local id version
  if [ -n "${SPRINT_ENVIRONMENT:-}" ]; then echo "$SPRINT_ENVIRONMENT"; return; fi
  id=$(. /etc/os-release; echo "$ID") version=$(. /etc/os-release; echo "${VERSION_ID:-999}")
  case $id in
    debian) [ "${version%%.*}" -ge 13 ] && echo native || echo root ;;
    ubuntu) dpkg --compare-versions "$version" ge 24.04 && echo native || echo root ;;
    *) if pkg-config --atleast-version=4.14 gtk4 2>/dev/null; then echo native
       elif command -v apt-get >/dev/null; then echo root
       else die "GTK 4.14 and the other libraries of README.md, 'Building natively', are needed"
       fi ;;
  esac
}

# Unlike apt, apt-get does not wait by itself for another that is at work.
sprint_apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"; }

# Installs packages, also where an earlier installation was interrupted.
sprint_install() {
  sprint_quietly sprint_apt install --no-install-recommends "$@" && return
  say "finishing what may have been interrupted, and trying once more"
  sprint_quietly as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a || true
  sprint_quietly sprint_apt -f --no-remove install --no-install-recommends "$@"
}

# Installs what is missing of the sections, after saying which.
sprint_install_native() {
  local missing=() name
  command -v dpkg-query >/dev/null || return 0
  for name in $(sprint_packages "$@"); do
    dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed && continue
    missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  sprint_quietly sprint_apt update || say "the package lists could not be refreshed; going on with the present ones"
  local known=()
  for name in "${missing[@]}"; do
    if apt-cache show --no-all-versions "$name" >/dev/null 2>&1; then known+=("$name")
    else say "this distribution has no package $name: going on without it"
    fi
  done
  [ ${#known[@]} -gt 0 ] || return 0
  say "installing: ${known[*]}"
  if [ -t 0 ] && [ -z "${CI:-}" ]; then
    read -r -p "Continue? [Y/n] " answer
    case $answer in [nN]*) die "nothing was installed" ;; esac
  fi
  sprint_install "${known[@]}" || die "the packages could not be installed"
}

# The machine's own Debian mirror: the archive of its release, not its
# security or backports archive. Nothing where it has none, as on Ubuntu:
# mmdebstrap then goes to the distribution's own address.
sprint_mirror() {
  local uri
  uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 2>/dev/null |
        grep -v -e security -e backports | head -n 1)
  [ -n "$uri" ] || uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        grep -E '/debian/*$' | head -n 1)
  [ -n "$uri" ] || uri=$(sed -nE 's#^(deb|URIs:) +(\[[^]]*\] +)?(https?://[^ ]*/debian/?)( .*)?$#\3#p' \
        /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v security | head -n 1)
  echo "$uri"
}

# Changes the root, as root, while nothing runs in it or still changes it. The
# lock is held by the command itself, which can outlive this script: sudo keeps
# none of its descriptors.
sprint_alone_in_root() {
  as_root flock -n "$sprint_root.lock" true || say "waiting until nothing runs in the Debian 13 root any more"
  sprint_quietly as_root flock --no-fork "$sprint_root.lock" "$@"
}

# Makes the root, or brings its packages up to the list. It counts as made
# only once its stamp is there, so one that was broken off is made again.
sprint_make_root() {
  local want have=
  want=$(sprint_packages "$@" | sort -u)
  [ ! -e "$sprint_root/.sprint-packages" ] || have=$(cat "$sprint_root/.sprint-packages")
  if [ -n "$(comm -23 <(echo "$want") <(echo "$have" | sort -u))" ]; then
    if [ -z "$have" ]; then
      sprint_bootstrap "$want"
    else
      say "bringing the Debian 13 root up to packages.txt"
      # Half-configured packages of an interrupted update are finished first.
      sprint_alone_in_root "$sprint_top/build-aux/enter-root" $$ "$sprint_root" "$sprint_top" 0 0 0 - -- sh -ec '
        export DEBIAN_FRONTEND=noninteractive
        dpkg --configure -a; apt-get -q update
        apt-get -q -y -f install --no-install-recommends "$@"' sh $want || die "the root could not be brought up to date"
      want=$(printf '%s\n%s\n' "$want" "$have" | sort -u)
    fi
    echo "$want" | as_root tee "$sprint_root/.sprint-packages.new" >/dev/null
    # What is stamped is on the disk: a power cut leaves no root that only looks made.
    as_root sync -f "$sprint_root"
    as_root mv "$sprint_root/.sprint-packages.new" "$sprint_root/.sprint-packages"
  fi
}

sprint_bootstrap() {
  local partial=$sprint_cache/partial.$$ mirror
  # Ubuntu comes without the keys of Debian's archive.
  command -v mmdebstrap >/dev/null && [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || {
    say "installing: mmdebstrap debian-archive-keyring"
    sprint_quietly sprint_apt update || true
    sprint_install mmdebstrap debian-archive-keyring || die "mmdebstrap could not be installed"
  }
  sprint_alone_in_root rm -rf "$sprint_cache"/partial.* "$sprint_root"
  say "making a Debian 13 root in $sprint_root (once; some minutes, about 3 GB)"
  mirror=$(sprint_mirror)
  sprint_alone_in_root "$sprint_top/build-aux/tethered" $$ \
    mmdebstrap --mode=root --variant=minbase --skip=cleanup/apt/lists \
    --aptopt='Apt::Install-Recommends "false"' \
    --include="$(echo "$1" | paste -sd,)" "$sprint_suite" "$partial" ${mirror:+"$mirror"} ||
    { as_root rm -rf "$partial"; die "the Debian 13 root could not be made"; }
  as_root mv "$partial" "$sprint_root"
}

sprint_environment() {
  sprint_mode=$(sprint_choose_mode)
  sprint_lock 9 "$sprint_cache/lock" "what Sprint needs is being installed by another command"
  case $sprint_mode in
    native) sprint_install_native "$@" ;;
    root) sprint_make_root "$@" ;;
    *) die "SPRINT_ENVIRONMENT is native or root, not '$sprint_mode'" ;;
  esac
  exec 9>&-
}

# The ordinary user who stands in for root: whose the build folder is.
sprint_stand_in() {
  local owner=0:0
  [ ! -d "$sprint_top/_build" ] || owner=$(stat -c %u:%g "$sprint_top/_build")
  [ "${owner%:*}" != 0 ] || owner=$(stat -c %u:%g "$sprint_top")
  [ "${owner%:*}" != 0 ] || owner=1000:1000
  echo "$owner"
}

# sprint_inside [--scratch|--home] [--as-root] -- COMMAND...
# --scratch: what the command writes to the system and to its home is forgotten.
# --home: the system likewise, but with a home that is kept: the person's own,
#   or, for root, one in the cache folder for the ordinary user who stands in.
# Root's commands run in namespaces natively too, as an ordinary user, over the
# machine's own system: libvirt has no session for root. Anyone else's run as they
# are natively, in their own home, which neither option changes.
# Ctrl+C, TERM and HUP are passed on as TERM, and end the script that called
# this once the command has ended: what runs in the background ignores Ctrl+C.
sprint_inside() {
  local scratch=0 root=0 kept=- uid gid system=$sprint_root sprint_sudo in_use=()
  local own=(SPRINT_GUESTS="$sprint_guests")
  while [ "$1" != -- ]; do
    case $1 in
      --scratch) scratch=1 ;;
      --home) scratch=1 kept=$sprint_cache/home ;;
      --as-root) root=1 ;;
      *) die "sprint_inside: $1" ;;
    esac
    shift
  done
  shift
  uid=$(id -u) gid=$(id -g)
  if [ "$sprint_mode" = native ]; then
    if [ "$uid" != 0 ] && [ "$root" = 0 ]; then
      sprint_wait_for setpriv --pdeathsig TERM -- env SPRINT_GUESTS="$sprint_guests" "$@"
      return
    fi
    system=/ scratch=1
  else
    # Nobody changes the root below what runs in it.
    in_use=(flock --no-fork --shared "$sprint_root.lock")
  fi
  sprint_find_sudo
  if [ "$uid" = 0 ]; then
    uid=$(sprint_stand_in)
    gid=${uid#*:} uid=${uid%:*}
    [ "$sprint_mode" = native ] || install -d -o "$uid" -g "$gid" "$sprint_root.ccache"
    if [ "$kept" != - ]; then
      mkdir -p "$kept"
      [ "$(stat -c %u "$kept")" = "$uid" ] || chown -R "$uid:$gid" "$kept"
    fi
  else
    [ "$sprint_mode" = native ] || mkdir -p "$sprint_root.ccache"
    [ "$kept" = - ] || kept=$HOME
  fi
  [ "$root" = 0 ] || { uid=0; gid=0; }
  # A person may not signal what sudo runs, so the tether is a process that can be
  # ended: with it ends the command. sudo's own person is told by SUDO_UID; who is
  # root already, through whatever sudo, is root.
  [ ${#sprint_sudo[@]} -gt 0 ] || own=(-u SUDO_UID "${own[@]}")
  setpriv --pdeathsig KILL -- sleep infinity </dev/null >/dev/null 2>&1 8>&- &
  sprint_tether=$!
  disown "$sprint_tether"
  sprint_wait_for "${sprint_sudo[@]}" env "${own[@]}" "${in_use[@]}" \
    "$sprint_top/build-aux/enter-root" "$sprint_tether" "$system" "$sprint_top" "$uid" "$gid" "$scratch" "$kept" -- "$@"
}

# Runs a command, not in a subshell, so that its process ID is its own.
sprint_wait_for() {
  local child status signalled end=
  "$@" <&0 &
  child=$!
  trap 'signalled=1 end=${end:-130}; sprint_pass_on "$child"' INT
  trap 'signalled=1 end=143; sprint_pass_on "$child"' TERM HUP
  while :; do
    status=0 signalled=
    wait "$child" || status=$?
    [ -n "$signalled" ] || break
  done
  trap - INT TERM HUP
  [ -z "${sprint_tether:-}" ] || kill "$sprint_tether" 2>/dev/null || true
  sprint_tether=
  [ -z "$end" ] || exit "$end"
  return "$status"
}

sprint_pass_on() {
  if [ -n "${sprint_tether:-}" ]; then kill "$sprint_tether" 2>/dev/null || true
  else kill -TERM "$1" 2>/dev/null || true
  fi
}

# Makes the real guests that nightly tests start, in the cache folder, from apt's mirror; once, and again when what
# makes them has changed. Natively only root has them, and for anyone else the tests say so.
sprint_make_guests() {
  local status=0
  [ "$sprint_mode" = root ] || [ "$(id -u)" = 0 ] || return 0
  mkdir -p -m 755 "$sprint_guests" || return
  sprint_lock 7 "$sprint_guests/lock" "the guests are being made"
  # Without the locks: mmdebstrap has a shell write to its next descriptor, which must be one of one digit.
  # A mirror may be out of order for a moment.
  for _ in first second; do
    status=0
    sprint_inside --scratch --as-root -- sh -c '"$0" "$SPRINT_GUESTS" "$@"' \
      tests/support/guest-image "$(sprint_mirror)" 7>&- 8>&- || status=$?
    [ "$status" != 0 ] || break
  done
  exec 7>&-
  return "$status"
}

# A build folder that the ordinary user inside can write, whoever calls.
sprint_build_folder() {
  mkdir -p "$sprint_top/_build"
  [ "$(id -u)" != 0 ] || chown "$(sprint_stand_in)" "$sprint_top/_build"
  [ -w "$sprint_top/_build" ] || die "$sprint_top/_build belongs to someone else (an earlier run as root?): remove it"
}

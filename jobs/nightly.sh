# What nightly-sweep and nightly-fit have in common; they source it. Before that they set
#
#   KIND        sweep or fit: the command of overrank that a night runs
#   run_night   a function that runs it, and returns its exit code
#   compare     a function that sets comparison, the exit code of comparing with night $against, where
#               there is one
#
# and after it they call "nightly SPEC ROOT [OPTION...]". The heads of the two say the rest.

readonly BUSY=75
readonly ACCEPT=" ${OVERRANK_ACCEPT:-} "
unset OVERRANK_ACCEPT # It is about the script's exit code, not about those of what it calls.
child='' log='' started='' work=null comparison=null against='' verdict=unfinished

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

is_accepted() { [[ $1 == 0 || $ACCEPT == *" $1 "* ]]; }

# Ends with exit code $1, or with 0 where that is accepted, and tells what was not told yet.
finish() {
  trap - EXIT TERM INT HUP
  if is_accepted "$1"; then exit 0; fi
  [[ -z $log ]] || cat "$log" >&3 || true
  exit "$1"
}

# Says message $1 and ends with exit code $2, or 2.
die() {
  if [[ -z ${OVERRANK_QUIET:-} ]] || ! is_accepted "${2:-2}"; then printf 'nightly-%s: %s\n' "$KIND" "$1" >&2; fi
  finish "${2:-2}"
}

# Writes file $1 whole: text $2.
write() { printf '%s\n' "$2" >"$1.tmp" && mv -f "$1.tmp" "$1"; }

quoted_or_null() { if [[ -n $1 ]]; then printf '"%s"' "$1"; else printf null; fi; }

# Writes what became of this call: state $1, exit code $2.
write_status() {
  write "$ROOT/status.json" "{\"night\": \"$NIGHT\", \"state\": \"$1\", \"exit\": $2, \"verdict\": \"$verdict\", \
\"${KIND}Exit\": $work, \"comparedWith\": $(quoted_or_null "$against"), \"comparisonExit\": $comparison, \
\"started\": \"$started\", \"finished\": $([[ $1 == running ]] && printf null || quoted_or_null "$(now)")}"
}

# Stopped by a signal: what runs is stopped too, in its own way; the same call goes on with it.
stop() {
  trap '' TERM INT HUP
  if [[ -n $child ]]; then
    kill -TERM "$child" 2>/dev/null || true
    wait "$child" || true
  fi
  write_status stopped "$1" || true
  finish "$1"
}

# Runs overrank so that signals still reach this script; it holds the lock as long as it lives.
overrank() {
  local code=0
  "$COMMAND" "$@" </dev/null &
  child=$!
  wait "$child" || code=$?
  child=''
  return "$code"
}

# Prints the value of key $2 in file $1 of JSON, nothing where there is none.
value_of() { sed -n "s/.*\"$2\" *: *\"\{0,1\}\([^,\"}]*\).*/\1/p" "$1" 2>/dev/null || true; }

# Whether night $1 is good. Nights without a verdict are of an older version, or were accepted by hand:
# the link tells.
is_good() {
  if [[ -s $ROOT/$1/night.json ]]; then
    [[ $(value_of "$ROOT/$1/night.json" verdict) == good ]]
  else
    [[ $(readlink "$ROOT/latest" || true) == "$1" ]]
  fi
}

nights() { (cd "$ROOT" && printf '%s\n' [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/ | sed 's,/$,,;/\*\|\[/d'); }

# Prints the last good night before this one, nothing where there is none.
last_good() {
  local night good=''
  while read -r night; do
    if [[ $night < $NIGHT ]] && is_good "$night"; then good=$night; fi
  done < <(nights)
  printf '%s\n' "$good"
}

# Finds the verdict: the one that is remembered, or that of a comparison, which is then remembered.
judge() {
  local file=$ROOT/$NIGHT/night.json
  verdict=$(value_of "$file" verdict)
  if [[ $verdict == good || $verdict == regressed ]]; then
    against=$(value_of "$file" comparedWith)
    comparison=$(value_of "$file" comparisonExit)
    [[ $against != null ]] || against=''
    return
  fi
  compare
  case $comparison in
    null | 0) verdict=good ;;
    4) verdict=regressed ;;
    *) verdict=undecided && return ;;
  esac
  write "$file" "{\"night\": \"$NIGHT\", \"verdict\": \"$verdict\", \"${KIND}Exit\": $work, \
\"comparedWith\": $(quoted_or_null "$against"), \"comparisonExit\": $comparison, \"judged\": \"$(now)\"}"
}

# Links ROOT/latest to this night, in one step, unless it is linked to a later one.
link_latest() {
  local last
  last=$(readlink "$ROOT/latest" || true)
  [[ ! $last > $NIGHT || ! -d $ROOT/$last ]] || return 0
  ln -sfn "$NIGHT" "$ROOT/.latest.tmp"
  mv -fT "$ROOT/.latest.tmp" "$ROOT/latest"
}

# Removes the oldest nights, but neither this one nor the one to compare with.
forget_old_nights() {
  local night
  while read -r night; do
    [[ $night == "$NIGHT" || $night == "$(readlink "$ROOT/latest" || true)" ]] || rm -rf -- "${ROOT:?}/$night"
  done < <(nights | head -n "-$KEEP")
}

# One night: spec $1, folder $2, and options for overrank.
nightly() {
  (($# >= 2)) || die "usage: nightly-$KIND SPEC ROOT [${KIND^^} OPTION...]"
  readonly SPEC=$1 ROOT=$2
  shift 2
  [[ -f $SPEC ]] || die "spec $SPEC is not a file"
  readonly KEEP=${OVERRANK_KEEP_NIGHTS:-30} NIGHT=${OVERRANK_NIGHT:-$(date +%F)}
  [[ $KEEP =~ ^[1-9][0-9]*$ ]] || die "OVERRANK_KEEP_NIGHTS must be a whole number from 1 on, not $KEEP"
  [[ $NIGHT =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || die "OVERRANK_NIGHT must be YYYY-MM-DD, not $NIGHT"
  COMMAND=${OVERRANK_COMMAND:-$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/overrank}
  readonly COMMAND

  mkdir -p "$ROOT" 2>/dev/null && [[ -w $ROOT ]] || die "cannot write to $ROOT"
  [[ ! -e $ROOT/latest || -L $ROOT/latest ]] || die "$ROOT/latest is no link: it is not replaced"
  exec 9>"$ROOT/.nightly.lock"
  flock -n 9 || die "another call is at work on $ROOT" "$BUSY"
  if [[ -n ${OVERRANK_QUIET:-} ]]; then
    log=$ROOT/last.log
    exec 3>&2 >"$log" 2>&1
  fi

  started=$(now)
  trap 'finish 1' EXIT
  trap 'stop 143' TERM HUP
  trap 'stop 130' INT
  write_status running null
  against=$(last_good)
  local code=0
  run_night "$@" || code=$?
  work=$code
  if [[ $work == [034] ]]; then
    judge
    case $verdict in
      good) link_latest ;;
      *) code=$comparison ;;
    esac
    forget_old_nights
  fi
  write_status ended "$code"
  finish "$code"
}

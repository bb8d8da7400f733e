# What bash offers behind `mnist` when the tabulator is pressed. Written by `mnist completion bash`; write it anew after an update.

# The names of the commands in a command.
_mnist_commands() {
  case $1 in
@COMMANDS@
  esac
}

# Its options, each with what follows it: `--name`, `--name=SOURCES` or, of two words, `--name=SOURCES/SOURCES`; sources that have no words are `-`.
_mnist_options() {
  case $1 in
@OPTIONS@
  esac
}

# What its arguments come from, in their order; `...` behind one that takes all that follows.
_mnist_arguments() {
  case $1 in
@ARGUMENTS@
  esac
}

# The words of a list.
_mnist_words() {
  case $1 in
@LISTS@
  esac
}

# The words that a configuration's key takes.
_mnist_values() {
  case $1 in
@VALUES@
  esac
}

_mnist_keys='@KEYS@'

# Adds to `offered` those of the words that begin with $1, once each.
_mnist_offer() {
  local begin=$1 word
  shift
  for word; do
    case $word in "$begin"*)
      case "${newline}${offered[*]}${newline}" in *"$newline$word$newline"*) ;; *) offered+=("$word") ;; esac
      ;;
    esac
  done
}

# Adds the folders of runs: those in ./runs and ./sweeps, and those where $1 begins.
_mnist_runs() {
  local typed=$1 start file
  printf -v start %q "$typed"
  case $typed in
  '') start= ;;
  \~/*) printf -v start %q "$HOME/${typed#??}" ;;
  esac
  while IFS= read -r file; do
    file=${file%/config.yaml}
    case $typed in \~/*) file=\~/${file#"$HOME"/} ;; esac
    _mnist_offer "$typed" "$file"
  done < <(
    for file in {runs,sweeps}/{'*','*/*','*/*/*'} "$start*" "$start*/*"; do
      compgen -G "$file/config.yaml"
    done
  )
}

# Adds files whose names end in $2, and the folders on the way to them unless something else has been found.
_mnist_files() {
  local file
  files=1
  while IFS= read -r file; do
    offered+=("$file")
  done < <(
    case ${#offered[@]}$2 in [1-9]*.*) ;; *) compgen -d -- "$1" ;; esac
    case $2 in
    .*) compgen -f -X "!*$2" -- "$1" ;;
    any) compgen -f -- "$1" ;;
    esac | while IFS= read -r file; do [ -d "$file" ] || echo "$file"; done
  )
}

# Adds what begins with $1 and comes from the sources in $2, which have commas between.
_mnist_from() {
  local typed=$1 before='' source key
  local IFS=,
  set -f
  # shellcheck disable=SC2086 # it is split at commas
  set -- $2
  set +f
  IFS=$newline
  for source; do
    case $source in
    +) # several with commas between
      case $typed in *,*) before=${typed%,*}, typed=${typed##*,} ;; esac
      ;;
    run) files=1 && _mnist_runs "$typed" ;;
    dir) _mnist_files "$typed" none ;;
    file) _mnist_files "$typed" any ;;
    .*) _mnist_files "$typed" "$source" ;;
    -) ;;
    set)
      case $typed in
      *=*)
        key=${typed%%=*} before=$key=
        typed=${typed#*=}
        case $typed in *,*) before+=${typed%,*}, typed=${typed##*,} ;; esac # a sweep takes several
        # shellcheck disable=SC2046 # a word a line
        _mnist_offer "$typed" $(_mnist_values "$key")
        ;;
      *)
        # shellcheck disable=SC2086 # a word a line
        _mnist_offer "$typed" $_mnist_keys
        space=
        ;;
      esac
      ;;
    *)
      # shellcheck disable=SC2046 # a word a line
      _mnist_offer "$typed" $(_mnist_words "$source")
      ;;
    esac
  done
  if [ -n "$before" ]; then offered=("${offered[@]/#/$before}"); fi
}

_mnist() {
  local newline=$'\n' line=${COMP_LINE:0:COMP_POINT} piece='' i
  local words=() offered=() files='' space=1
  COMPREPLY=()

  # Bash takes `a=b` and `a:b` for several words. They are one where nothing is between them.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    piece=${COMP_WORDS[i]}
    local rest=${line#"${line%%[![:space:]]*}"}
    if [ "$i" = "$COMP_CWORD" ]; then piece=$rest; fi # what is behind the cursor does not count
    if [ "$i" = 0 ] || [ "$rest" != "$line" ]; then words+=("$piece"); else words[${#words[@]} - 1]+=$piece; fi
    line=${rest#"$piece"}
  done
  local last=$((${#words[@]} - 1))
  local raw=${words[last]}
  case $piece in [=:]*) piece=${piece##*[=:]} ;; esac
  local written=${raw%"$piece"} # of the last word, what bash will leave as it is

  # The last word as the command will see it.
  local word=$raw
  case $word in
  \"* | \'*) word=${word:1} ;;
  *) word=${word//\\/} written=${written//\\/} ;;
  esac

  # A command, and perhaps one in it, stand first.
  local command='' at=1 IFS=$newline name
  while [ $at -lt $last ]; do
    for name in $(_mnist_commands "$command"); do
      if [ "$name" = "${words[at]}" ]; then
        command="${command:+$command }$name"
        at=$((at + 1))
        continue 2
      fi
    done
    break
  done

  # What is before the last word: arguments, options, and what follows those.
  local option sources='' pending='' arguments=0
  for ((i = at; i < last; i++)); do
    name=${words[i]}
    if [ -n "$pending" ]; then
      case $pending in */*) pending=${pending#*/} ;; *) pending= ;; esac
    else
      case $name in
      --*=*) ;;
      -*) pending=$(_mnist_sources "$name") ;;
      *) arguments=$((arguments + 1)) ;;
      esac
    fi
  done

  if [ -n "$pending" ]; then
    _mnist_from "$word" "${pending%%/*}"
  else
    case $word in
    --*=*)
      name=${word%%=*}
      sources=$(_mnist_sources "$name")
      _mnist_from "${word#*=}" "${sources%%/*}"
      offered=("${offered[@]/#/$name=}")
      ;;
    -*)
      for option in $(_mnist_options "$command"); do _mnist_offer "$word" "${option%%=*}"; done
      ;;
    *)
      if [ $last = $at ]; then
        # shellcheck disable=SC2046 # a word a line
        _mnist_offer "$word" $(_mnist_commands "$command")
      fi
      if [ ${#offered[@]} = 0 ]; then
        i=0
        for sources in $(_mnist_arguments "$command"); do
          case $sources in *...) i=$arguments ;; esac
          if [ $i = $arguments ]; then _mnist_from "$word" "${sources%...}" && break; fi
          i=$((i + 1))
        done
      fi
      ;;
    esac
  fi

  if [ -n "$files" ]; then compopt -o filenames 2>/dev/null; fi # slashes behind folders, and quotes where they are needed
  if [ -z "$space" ]; then compopt -o nospace 2>/dev/null; fi
  for name in "${offered[@]}"; do COMPREPLY+=("${name#"$written"}"); done
}

# What follows an option of the command: an empty text if nothing does.
_mnist_sources() {
  local option
  for option in $(_mnist_options "$command"); do
    case $option in "$1="*) echo "${option#*=}" && return ;; esac
  done
}

complete -F _mnist mnist

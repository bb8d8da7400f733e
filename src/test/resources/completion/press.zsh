# Presses the tabulator in a real, interactive bash or zsh: press.zsh bash|zsh SCRIPT LINES. Prints what each line of the file
# LINES has become, behind what the shell has listed.
zmodload zsh/zpty
shell=$1 script=$2 lines=$3
case $shell in
bash)
  zpty terminal 'TERM=dumb PS1= bash --norc --noprofile -i'
  setup="bind 'set enable-bracketed-paste off' 'set completion-query-items 0' 'set page-completions off' 'set show-all-if-ambiguous on'"
  setup+="; show() { echo; echo \"<<\$READLINE_LINE>>\"; READLINE_LINE= READLINE_POINT=0; }; bind -x '\"\\C-x\\C-x\": show'"
  ;;
zsh)
  zpty terminal 'TERM=dumb zsh -f -i'
  setup="PS1=; unsetopt beep promptcr promptsp list_ambiguous; LISTMAX=1000; bindkey -e; autoload -Uz compinit; compinit -u -D"
  setup+="; show() { print; print -r -- \"<<\$BUFFER>>\"; BUFFER=; }; zle -N show; bindkey '^X^X' show"
  ;;
esac
zpty -w terminal "stty cols 200 rows 200 -echo; $setup; source ${(q)script}; echo RE''ADY"
zpty -r terminal said '*READY*'
while IFS= read -r line; do
  zpty -w -n terminal "$line"$'\t\C-x\C-x'
  zpty -r terminal said '*<<*>>*'
  print -r -- "== $line"
  print -r -- "$said"
done < $lines
zpty -d terminal

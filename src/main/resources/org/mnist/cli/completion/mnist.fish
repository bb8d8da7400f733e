# What fish offers behind `mnist` when the tabulator is pressed. Written by `mnist completion fish`; write it anew after an update.

# The command that the line has named so far: `runs clean`; nothing for the program itself.
function __mnist_path
    set -l words (commandline -opc)[2..3]
    if test (count $words) = 2; and contains -- "$words" @PATHS@
        echo "$words"
    else if set -q words[1]; and contains -- $words[1] @PATHS@
        echo $words[1]
    end
end

# Whether the line has named this command.
function __mnist_at
    test "$argv" = (__mnist_path | string collect --allow-empty)
end

# Whether it has named this command and nothing else, so that a command in it may follow.
function __mnist_begins
    test "$argv" = (string join ' ' -- (commandline -opc)[2..-1] | string collect --allow-empty)
end

# Options of the commands with several kinds of arguments that are followed by a word.
function __mnist_valued
    switch (__mnist_path)
@VALUED@
    end
end

# Compares the number of arguments before the cursor: `__mnist_arguments -eq 0`.
function __mnist_arguments
    set -l words (commandline -opc)[2..-1]
    set -e words[1..(count (string split ' ' -- (__mnist_path)))]
    set -l valued (__mnist_valued)
    set -l found 0
    set -l before
    for word in $words
        if not string match -q -- '-*' $word; and not contains -- "$before" $valued
            set found (math $found + 1)
        end
        set before $word
    end
    test $found $argv
end

# The words of a list, with what they are.
function __mnist_words
    switch $argv
@LISTS@
    end
end

# The words that a configuration's key takes.
function __mnist_values
    switch $argv
@VALUES@
    end
end

# `key=`, and behind it the values of that key.
function __mnist_settings
    set -l parts (string split -m 1 = -- $argv)
    switch (count $parts)
        case 1
@KEYS@
        case 2
            set -l before (string match -r '.*,' -- $parts[2]) # a sweep takes several
            printf "$parts[1]=$before%s\t\n" (__mnist_values $parts[1])
    end
end

# The folders of runs: those in ./runs and ./sweeps, and those where the word begins.
function __mnist_runs
    for file in {runs,sweeps}/*/config.yaml {runs,sweeps}/*/*/config.yaml {runs,sweeps}/*/*/*/config.yaml $argv*/config.yaml $argv*/*/config.yaml
        printf '%s\trun\n' (string replace -r '/config.yaml$' '' -- $file)
    end | sort -u
end

# The files with an ending, and the folders on the way to them, but those of runs.
function __mnist_files
    for file in $argv[2]*/ $argv[2]*$argv[1]
        test -f "$file/config.yaml"; or printf '%s\t\n' $file
    end
end

# What comes from the named sources.
function __mnist_from
    set -l typed (string replace -r '^--[^=]*=' '' -- (commandline -ct))
    set -l plain (string unescape -- $typed; or string unescape -- $typed\'; or string unescape -- $typed\")
    set -l plain (string replace -r '^~/' $HOME/ -- $plain)
    set -l before
    for source in $argv
        switch $source
            case +
                set before (string match -r '.*,' -- $plain)
            case run
                __mnist_runs $plain
            case dir
                __fish_complete_directories $typed ''
            case file
                __fish_complete_path $typed
            case '.*'
                __mnist_files $source $plain
            case set
                __mnist_settings $plain
            case '*'
                __mnist_words $source | string replace -r '^' -- "$before"
        end
    end
end

complete -c mnist -f
@COMMANDS@

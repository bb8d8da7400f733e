package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.testing.CliRun;

/** What real shells make of a line when the tabulator is pressed. */
@DisabledOnOs(OS.WINDOWS)
class CompletionTest {
    /** Lines of which every shell can see the end, without quotation marks. */
    private static final Map<String, String> ENDS = lines("""
            mnist tr                                -> mnist train
            mnist comple                            -> mnist completion
            mnist runs cl                           -> mnist runs clean
            mnist data im                           -> mnist data import
            mnist bench prof                        -> mnist bench profile
            mnist train --min                       -> mnist train --min-accuracy
            mnist train --dry                       -> mnist train --dry-run
            mnist runs clean --che                  -> mnist runs clean --checkpoints
            mnist train --arch spr                  -> mnist train --arch sprint
            mnist train --arch=spr                  -> mnist train --arch=sprint
            mnist train --watch --arch spr          -> mnist train --watch --arch sprint
            mnist bench --arch mlp,spr              -> mnist bench --arch mlp,sprint
            mnist train --arch own                  -> mnist train --arch own.yaml
            mnist train --arch "two w               -> mnist train --arch two words.yaml
            mnist train --arch two\\ w              -> mnist train --arch two words.yaml
            mnist train --config=own                -> mnist train --config=own.yaml
            mnist train --data fash                 -> mnist train --data fashion-mnist
            mnist train --data pict                 -> mnist train --data pictures
            mnist data show sam                     -> mnist data show sample
            mnist data fetch km                     -> mnist data fetch kmnist
            mnist train --engine on                 -> mnist train --engine onednn
            mnist train --precision bf16-           -> mnist train --precision bf16-emulated
            mnist train --backend cu                -> mnist train --backend cuda
            mnist train --log ten                   -> mnist train --log tensorboard
            mnist train --log tensorboard,ml        -> mnist train --log tensorboard,mlflow
            mnist predict --reader wh               -> mnist predict --reader whole
            mnist sweep --keep mo                   -> mnist sweep --keep models
            mnist sweep --emit sl                   -> mnist sweep --emit slurm
            mnist runs --sort val                   -> mnist runs --sort validation
            mnist cache clear lay                   -> mnist cache clear layouts
            mnist completion fi                     -> mnist completion fish
            mnist help eva                          -> mnist help evaluate
            mnist config k                          -> mnist config keys
            mnist train --set optimizer.ki          -> mnist train --set optimizer.kind
            mnist train --set optimizer.kind=na     -> mnist train --set optimizer.kind=nadam
            mnist train --set=optimizer.kind=na     -> mnist train --set=optimizer.kind=nadam
            mnist train --set schedule.kind=one     -> mnist train --set schedule.kind=one-cycle
            mnist sweep --set split=last,str        -> mnist sweep --set split=last,stratified
            mnist evaluate runs/with                -> mnist evaluate runs/with space
            mnist evaluate "runs/with               -> mnist evaluate runs/with space
            mnist evaluate runs/a:                  -> mnist evaluate runs/a:b
            mnist evaluate sweeps/s                 -> mnist evaluate sweeps/s1/runs/try
            mnist evaluate elsewhere/o              -> mnist evaluate elsewhere/one
            mnist evaluate mod                      -> mnist evaluate model.zip
            mnist compare runs/a:b runs/with        -> mnist compare runs/a:b runs/with space
            mnist predict runs/a:b --top 3 pict     -> mnist predict runs/a:b --top 3 pictures
            mnist train --out pict                  -> mnist train --out pictures
            mnist bench --export-json tab           -> mnist bench --export-json table.csv
            """);

    /** Lines of which there are several ends, and some of what is offered; _ is a space. */
    private static final Map<String, String> CHOICES = lines("""
            mnist train --arch le                   -> lenet5 lenet5-tuned
            mnist train --set optimizer.            -> optimizer.beta1 optimizer.kind optimizer.nesterov
            mnist train --set optimizer.kind=       -> adam adamw nadam sgd
            mnist train --set skip-bad=             -> true false
            mnist data_                             -> fetch import list show verify
            mnist train --backend c                 -> cpu cuda
            mnist train --m                         -> --min-accuracy --mlflow-experiment --mlflow-uri
            """);

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeFiles() throws IOException {
        for (String run : List.of("runs/with space", "runs/a:b", "sweeps/s1/runs/try", "elsewhere/one")) {
            Files.createDirectories(folder.resolve(run).resolve("checkpoints"));
            Files.createFile(folder.resolve(run).resolve("config.yaml"));
        }
        Files.createDirectory(folder.resolve("pictures"));
        for (String file : List.of("model.zip", "own.yaml", "two words.yaml", "table.csv")) {
            Files.createFile(folder.resolve(file));
        }
        for (String shell : List.of("bash", "zsh", "fish")) {
            Files.writeString(
                    folder.resolve("mnist." + shell),
                    CliRun.of("completion", shell).out());
        }
    }

    private static Map<String, String> lines(String table) {
        Map<String, String> lines = new LinkedHashMap<>();
        table.lines()
                .forEach(line -> lines.put(line.split(" *-> ", -1)[0].replace('_', ' '), line.split("-> ", -1)[1]));
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void aTabulatorEndsWhatIsBegun(String shell) throws Exception {
        Map<String, String> said = press(shell, ENDS);
        for (Map.Entry<String, String> line : ENDS.entrySet()) {
            String shown = said.get(line.getKey());
            String typed = shown.substring(shown.lastIndexOf("<<") + 2, shown.lastIndexOf(">>"));
            assertThat(typed.replaceAll("[\\\\\"]", "").replaceAll("[/,= ]+$", ""))
                    .as("%s: %s", line.getKey(), shown)
                    .isEqualTo(line.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void aTabulatorShowsWhatThereIs(String shell) throws Exception {
        Map<String, String> said = press(shell, CHOICES);
        CHOICES.forEach(
                (line, words) -> assertThat(said.get(line).split("=?\\s+", -1)).contains(words.split(" ", -1)));
        if (shell.equals("zsh")) {
            assertThat(said.get("mnist train --arch le")).contains("lenet5        -- LeNet-5 with batch norm");
            assertThat(said.get("mnist train --set optimizer."))
                    .contains("optimizer.momentum      -- sgd: share of the last step kept");
            assertThat(said.get("mnist train --m")).contains("--min-accuracy       -- End with 3 if");
            assertThat(said.get("mnist data ")).contains("import  -- Writes any data");
        }
    }

    @Test
    void fishKnowsTheEnds() throws Exception {
        Map<String, List<String>> said = fish(ENDS);
        ENDS.forEach((line, end) -> {
            String typed = line.replaceAll("[\\\\\"]", "");
            assertThat(said.get(line).stream().map(offer -> offer.split("\t", -1)[0].replaceAll("[/=]$", "")))
                    .as(line)
                    .anyMatch(offer -> end.endsWith(" " + offer)
                            && typed.startsWith(end.substring(0, end.length() - offer.length())));
        });
    }

    @Test
    void fishShowsWhatThereIs() throws Exception {
        Map<String, List<String>> said = fish(CHOICES);
        CHOICES.forEach((line, words) -> assertThat(said.get(line))
                .extracting(offer -> offer.split("=?\t", -1)[0].replaceAll(".*=", "")) // fish gives the whole word
                .contains(words.split(" ", -1)));
        assertThat(said.get("mnist train --arch le")).contains("lenet5\tLeNet-5 with batch norm after every layer");
        assertThat(said.get("mnist train --set optimizer."))
                .contains("optimizer.momentum=\tsgd: share of the last step kept");
    }

    /** The tables of the scripts, without the descriptions, which are other tests' concern. */
    @Test
    void noShellOffersWhatAnotherDoesNot() throws IOException {
        String bash = Files.readString(folder.resolve("mnist.bash"));
        String zsh = Files.readString(folder.resolve("mnist.zsh"));
        String fish = Files.readString(folder.resolve("mnist.fish"));
        assertThat(Stream.of(bash, zsh, fish)).noneMatch(script -> script.matches("(?s).*@[A-Z]+@.*"));
        for (String option :
                List.of("min-accuracy", "until-accuracy", "explain-png", "across-data", "cors", "mirror")) {
            assertThat(bash).contains("--" + option);
            assertThat(zsh).contains("--" + option);
            assertThat(fish).contains("-l " + option);
        }
    }

    private static Map<String, String> press(String shell, Map<String, String> lines) throws Exception {
        assumeTrue(isThere("zsh") && isThere(shell), shell + ", or zsh, which presses the keys, is not installed");
        Path typed = Files.write(folder.resolve("lines"), lines.keySet());
        String out = run(
                "zsh",
                "-f",
                Path.of("src/test/resources/completion/press.zsh")
                        .toAbsolutePath()
                        .toString(),
                shell,
                folder.resolve("mnist." + shell).toString(),
                typed.toString());
        Map<String, String> said = new LinkedHashMap<>();
        for (String part : out.split("(?m)^== ", -1)) {
            if (part.contains("\n")) {
                said.put(
                        part.substring(0, part.indexOf('\n')),
                        part.substring(part.indexOf('\n')).replace("\r", ""));
            }
        }
        return said;
    }

    private static Map<String, List<String>> fish(Map<String, String> lines) throws Exception {
        assumeTrue(isThere("fish"), "fish is not installed");
        List<String> command = new ArrayList<>(List.of(
                "fish",
                "--no-config",
                "-c",
                "source $argv[1]; for line in $argv[2..]; echo \"== $line\"; complete -C $line; end"));
        command.add(folder.resolve("mnist.fish").toString());
        command.addAll(lines.keySet());
        Map<String, List<String>> said = new LinkedHashMap<>();
        for (String part : run(command.toArray(String[]::new)).split("(?m)^== ", -1)) {
            List<String> all = part.lines().toList();
            if (!all.isEmpty()) {
                said.put(all.get(0), all.subList(1, all.size()));
            }
        }
        return said;
    }

    private static boolean isThere(String shell) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, shell)));
    }

    private static String run(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}

package org.mnist.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.testing.CliRun;

/** Options that are wrong by themselves are refused before anything else: all other words of these lines are wrong too. */
class CheckedOptionsTest {
    private static final String LINES = """
        ClusterOptions    |  2 | sweep --arch absent.yaml --cluster spark                 | --cluster is spark; valid are
        ClusterOptions    |  2 | sweep --arch absent.yaml --cluster-bind h                | --cluster-bind goes with a cluster
        SeedsOption       |  2 | bench --arch absent.yaml --seeds 5..1                    | --seeds is 5..1; valid are
        SeedsOption       |  2 | bench --arch absent.yaml --runs 0                        | --runs is 0; valid are
        SeedsOption       |  2 | bench --arch absent.yaml --runs 1 --seeds 1              | --runs and --seeds say the same
        SeedsOption       |  2 | ensemble --arch absent.yaml --seeds 1,x --out none       | --seeds is 1,x; valid are
        TtaOption         |  2 | evaluate absent.zip --tta 0                              | --tta is 0; valid are
        TtaOption         |  2 | ensemble absent.zip absent.zip --tta 1001                | --tta is 1001; valid are
        MinAccuracyOption |  2 | evaluate absent.zip --min-accuracy 1.01                  | --min-accuracy is 1.01; valid are
        MinAccuracyOption |  2 | evaluate absent.zip --min-accuracy NaN                   | --min-accuracy is NaN; valid are
        MinAccuracyOption |  2 | train --arch absent.yaml --min-accuracy -0.1             | --min-accuracy is -0.1; valid are
        RefuseOption      |  2 | predict absent.zip absent.png --refuse 1.1               | --refuse is 1.1
        RefuseOption      |  2 | serve absent.zip --refuse -0.1                           | --refuse is -0.1
        ConfigOptions     |  2 | train --arch absent.yaml --set batch                     | --set batch: it takes KEY=VALUE
        ConfigOptions     |  2 | train --arch absent.yaml --set layers.3.rate=0.3         | --set layers.3.rate=0.3: layers are changed in a file
        ConfigOptions     |  2 | bench --arch absent.yaml --set =3                        | --set =3: it takes KEY=VALUE
        ConfigOptions     |  2 | bench profile --arch absent.yaml --set x                 | --set x: it takes KEY=VALUE
        ConfigOptions     |  2 | ensemble --arch absent.yaml --set x                      | --set x: it takes KEY=VALUE
        BaselineOption    | 66 | bench --arch absent.yaml --baseline none.json            | there is no benchmark none.json
        BaselineOption    | 66 | bench show absent.json --baseline none.json              | there is no benchmark none.json
        OutputFile        | 73 | bench --arch absent.yaml --export-json none/x            | none/x cannot be created
        OutputFile        | 73 | bench --arch absent.yaml --export-markdown none/x        | none/x cannot be created
        OutputFile        | 73 | bench show absent.json --export-markdown none/x          | none/x cannot be created
        OutputFile        | 73 | ensemble absent.zip absent.zip --export-json none/x      | none/x cannot be created
        OutputFile        | 73 | compare absent absent --curves none/x                    | none/x cannot be created
        OutputFile        | 73 | compare absent absent --export-csv none/x                | none/x cannot be created
        OutputFile        | 73 | compare absent absent --html none/x                      | none/x cannot be created
        OutputFile        | 73 | compare absent absent --export-markdown none/x           | none/x cannot be created
        BaseCommand       |  2 | compare absent absent --export-csv x --html x            | x is named twice
        RunsSortOption    |  2 | runs absent --sort when,-size,age                        | --sort is age; valid are name, arch
        OutputFile        | 73 | show absent.yaml --augmentation none/x                   | none/x cannot be created
        OutputFile        | 73 | export absent.zip --onnx none/x                          | none/x cannot be created
        OutputFile        | 73 | export absent.zip --safetensors none/x                   | none/x cannot be created
        OutputFolder      | 73 | export absent.zip --tfjs src                             | src is there already, with files in it
        BaseCommand       |  2 | export absent.zip                                        | there is nothing to write; name --onnx FILE
        OutputFile        | 73 | export absent.zip --onnx src                             | src is a folder, and only a plain file is written over; name a file
        OutputFile        | 73 | predict absent.zip absent.png --explain-png none/x       | none/x cannot be created
        OutputFile        | 73 | evaluate absent.zip --predictions none/x                 | none/x cannot be created
        OutputFile        | 73 | evaluate absent.zip --kaggle none/x                      | none/x cannot be created
        OutputFolder      | 73 | predict absent.zip absent.png --crops src                | src is there already, with files in it
        ReaderOption      |  2 | predict absent.zip absent.png --reader digit             | --reader is digit; valid are digits and whole
        ReaderOption      |  2 | serve absent.zip --reader 0                              | --reader is 0; valid are digits and whole
        LogOptions        |  2 | train --arch absent.yaml --log tensorbord                | --log is tensorbord; did you mean `tensorboard`? valid are
        LogOptions        |  2 | train --arch absent.yaml --log csv,x                     | --log is x; valid are csv, mlflow, tensorboard
        LogOptions        |  2 | train --arch absent.yaml --log mlflow                    | --log mlflow needs a tracking server
        LogOptions        |  2 | train --arch absent.yaml --mlflow-experiment x           | --mlflow-experiment is of use with --log mlflow
        MlflowUriOption   |  2 | train --arch absent.yaml --log mlflow --mlflow-uri h:1   | --mlflow-uri is h:1; it must be
        MlflowUriOption   |  2 | runs push absent --mlflow-uri file:///x                  | --mlflow-uri is file:///x; it must be
        BaseCommand       |  2 | runs push absent                                         | a tracking server is missing; name it
        BaseCommand       |  2 | evaluate absent.zip --predictions x --kaggle x           | x is named twice
        OutputFile        | 73 | data show absent --sheet none/x                          | none/x cannot be created
        WatchOption       |  2 | train --arch absent.yaml --watch=65536                   | --watch is 65536; valid are 0 to 65535
        BaseCommand       |  2 | watch absent --port -1                                   | --port is -1; valid are 0 to 65535
        ReadingOptions    |  2 | data show absent --image-size 7                          | --image-size: image-size is 7; valid are
        ReadingOptions    |  2 | data import absent src --image-size big                  | --image-size: image-size is big; valid
        BaseCommand       | 73 | data import absent src                                   | src is not empty; name a new folder
        BaseCommand       |  2 | predict absent.zip absent.png --top 0                    | --top is 0; valid are
        BaseCommand       |  2 | serve absent.zip --port 65536                            | --port is 65536; valid are
        ClusterOptions    |  2 | sweep --arch absent.yaml --cluster here                  | --cluster is here; valid are
        ClusterOptions    |  2 | sweep --arch absent.yaml --cluster-bind here             | --cluster-bind goes with a cluster
        ClusterOptions    | 66 | sweep --arch absent.yaml --cluster local --secret-file x | --secret-file x is no file
        ClusterOptions    |  2 | bench --arch absent.yaml --cluster here                  | --cluster is here; valid are
        ClusterOptions    |  2 | ensemble --arch absent.yaml --cluster here               | --cluster is here; valid are
        BaseCommand       |  2 | ensemble absent.zip absent.zip --cluster local           | --cluster: the members are trained already
        BaseCommand       |  2 | ensemble absent.zip absent.zip --best 3                  | --best is 3; valid are 2 to 2
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = LINES)
    void areRefusedFirst(String option, int code, String command, String message) {
        CliRun run = CliRun.of((Object[]) command.split(" ", -1));
        assertThat(run.err()).startsWith("mnist: " + message).hasLineCount(1);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }

    /** Whoever adds options of that kind adds a line above. */
    @Test
    void allOfThemAreTried() {
        Map<String, Long> tried = LINES.lines()
                .map(line -> line.split("[ |]+", 2)[0])
                .filter(name -> !name.equals("BaseCommand"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        assertThat(tried.keySet())
                .containsExactlyInAnyOrderElementsOf(new ClassFileImporter()
                        .importPackages("org.mnist.cli.options").stream()
                                .filter(type -> type.isAssignableTo(CheckedOptions.class) && !type.isInterface())
                                .map(JavaClass::getSimpleName)
                                .toList());
    }
}

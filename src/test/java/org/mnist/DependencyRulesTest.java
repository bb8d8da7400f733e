package org.mnist;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.File;
import java.nio.file.Files;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.SafeFiles;

/** Who may know whom: the rules of docs/architecture.md. */
@ArchTag("spark")
@AnalyzeClasses(packages = "org.mnist", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyRulesTest {
    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .and()
            .doNotHaveFullyQualifiedName("org.mnist.Mnist")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.mnist.cli..");

    @ArchTest
    static final ArchRule ONLY_COMMANDS_KNOW_PICOCLI = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    /** A command claims the files that it writes before its work: each is an {@code OutputFile}. */
    @ArchTest
    static final ArchRule COMMANDS_WRITE_NO_FILES_BY_THEMSELVES = noClasses()
            .that()
            .resideInAPackage("org.mnist.cli.commands..")
            .should()
            .callMethodWhere(target(nameStartingWith("write"))
                    .and(target(owner(assignableTo(SafeFiles.class)))
                            .or(target(owner(assignableTo(Files.class))))
                            .or(target(owner(assignableTo(ImageIO.class))))));

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_KNOWS_JETTY = noClasses()
            .that()
            .resideOutsideOfPackage("org.mnist.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..");

    /** Its classes are there in the profile spark only, which runs this rule as well. */
    @ArchTest
    static final ArchRule ONLY_THE_DRIVER_KNOWS_SPARK = noClasses()
            .that()
            .resideOutsideOfPackage("org.mnist.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..", "org.mnist.spark..");

    @ArchTest
    static final ArchRule ONLY_THE_INSIDE_KNOWS_DL4J = noClasses()
            .that()
            .resideOutsideOfPackages("org.mnist.network..", "org.mnist.engine..", "org.mnist.experiment..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.deeplearning4j..", "org.nd4j..")
                    .and(not(resideInAPackage("org.nd4j.shade.protobuf"))));

    @ArchTest
    static final ArchRule ONLY_THE_FAST_ENGINE_KNOWS_ONEDNN = noClasses()
            .that()
            .resideOutsideOfPackage("org.mnist.engine.onednn..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..");

    /** The word of docs/advisories.yaml on the libraries inside DL4J rests on this rule. */
    @ArchTest
    static final ArchRule NOBODY_USES_WHAT_IS_SHADED_INTO_DL4J = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAPackage("org.nd4j.shade..").and(not(resideInAPackage("org.nd4j.shade.protobuf"))))
            .orShould()
            .callMethod(MultiLayerConfiguration.class, "fromJson", String.class)
            .orShould()
            .callMethod(MultiLayerConfiguration.class, "fromYaml", String.class);

    @ArchTest
    static final ArchRule ONLY_EXPORT_AND_TENSORBOARD_KNOW_PROTOBUF = noClasses()
            .that()
            .resideOutsideOfPackages("org.mnist.network.onnx..", "org.mnist.track.tensorboard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j.shade.protobuf", "onnx", "org.tensorflow..");

    /** A tracker is chosen by the commands, and known to all others as a {@code Tracker}. */
    @ArchTest
    static final ArchRule ONLY_COMMANDS_KNOW_TRACKERS_BY_NAME = noClasses()
            .that()
            .resideOutsideOfPackages("org.mnist.cli..", "org.mnist.track.*..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mnist.track.*..");

    /** The other half of what docs/advisories.yaml says. */
    @ArchTest
    static final ArchRule NOBODY_PARSES_PROTOBUF =
            noClasses().should().callMethodWhere(target(name("parseFrom")).or(target(name("mergeFrom"))));

    @ArchTest
    static final ArchRule NOBODY_READS_OBJECTS =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");

    @ArchTest
    static final ArchRule NOBODY_ELSE_READS_MODELS = noClasses()
            .that()
            .resideOutsideOfPackage("org.mnist.network.file..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.deeplearning4j.util.ModelSerializer")
            .orShould()
            .callMethod(MultiLayerNetwork.class, "load", File.class, boolean.class);

    /** DL4J has Java collect all garbage when it closes a network; {@code NetworkMemory} does not. */
    @ArchTest
    static final ArchRule NOBODY_LETS_DL4J_CLOSE_A_NETWORK =
            noClasses().should().callMethod(MultiLayerNetwork.class, "close");

    /**
     * The rooms between which there are no cycles: the first folder below the program's, but each of {@code network} by
     * itself, for the layers are below the configuration and the networks made of them above it.
     */
    private static final SliceAssignment ROOMS = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String[] rooms = type.getPackageName().split("[.]", -1);
            if (rooms.length < 3) {
                return SliceIdentifier.ignore();
            }
            return rooms[2].equals("network")
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.of(rooms[2]);
        }

        @Override
        public String getDescription() {
            return "rooms of the program";
        }
    };

    @ArchTest
    static final ArchRule NO_CYCLES_IN_THE_FAST_ENGINE =
            slices().matching("org.mnist.engine.onednn.(*)..").should().beFreeOfCycles();

    /** Nothing of a device or of a library that computes, so that every engine can use it. */
    @ArchTest
    static final ArchRule THE_GRAPH_KNOWS_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage("org.mnist.engine.graph..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mnist.engine.onednn..", "org.mnist.engine.dl4j..");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().assignedFrom(ROOMS).should().beFreeOfCycles();
}

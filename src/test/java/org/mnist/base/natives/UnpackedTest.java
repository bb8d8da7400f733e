package org.mnist.base.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is unpacked is loaded only as it is in its jar. Any entry of any jar stands for a library here. */
@DisabledOnOs(OS.WINDOWS)
class UnpackedTest {
    private static final String ENTRY = "org/junit/jupiter/api/Test.class";

    @TempDir
    Path temporary;

    private Path folder;
    private Path library;
    private byte[] content;

    @BeforeEach
    void unpack() throws IOException {
        folder = Files.createDirectory(temporary.resolve("natives")).toRealPath();
        URL url = UnpackedTest.class.getClassLoader().getResource(ENTRY);
        Path jar =
                Path.of(((JarURLConnection) url.openConnection()).getJarFile().getName());
        library = folder.resolve(jar.getFileName().toString()).resolve(ENTRY);
        Files.createDirectories(library.getParent());
        try (InputStream in = url.openStream()) {
            content = in.readAllBytes();
        }
        Files.write(library, content);
    }

    @Test
    void whatIsAsInItsJarStays() throws IOException {
        new Unpacked(folder, Optional.empty()).prove();
        assertThat(library).hasBinaryContent(content);
        assertThat(note()).singleElement().asString().endsWith(" " + folder.relativize(library));
    }

    /** Also where it looks untouched: of the same size, and of the same age. */
    @Test
    void whatWasChangedAfterItWasNotedGoes() throws IOException {
        new Unpacked(folder, Optional.empty()).prove();
        FileTime age = Files.getLastModifiedTime(library);
        byte[] planted = content.clone();
        planted[100] ^= 1;
        Files.write(library, planted);
        Files.setLastModifiedTime(library, age);
        new Unpacked(folder, Optional.empty()).prove();
        assertThat(library).doesNotExist();
        assertThat(note()).containsExactly("");
    }

    @Test
    void whatWasTouchedButIsTheSameStays() throws IOException {
        new Unpacked(folder, Optional.empty()).prove();
        List<String> before = note();
        Files.delete(library);
        Files.write(library, content);
        new Unpacked(folder, Optional.empty()).prove();
        assertThat(library).hasBinaryContent(content);
        assertThat(note()).hasSize(1).isNotEqualTo(before);
    }

    @Test
    void whatIsInNoJarGoes() throws IOException {
        Path planted = Files.write(library.resolveSibling("libplanted.so"), content);
        Path ofOtherJar = folder.resolve("other.jar").resolve(ENTRY);
        Files.createDirectories(ofOtherJar.getParent());
        Files.write(ofOtherJar, content);
        new Unpacked(folder, Optional.empty()).prove();
        assertThat(planted).doesNotExist();
        assertThat(ofOtherJar).doesNotExist();
        assertThat(library).exists();
    }

    @Test
    void linksLeadNowhereElse() throws IOException {
        Path outside = Files.write(temporary.resolve("outside.so"), content);
        Path away = Files.createSymbolicLink(library.resolveSibling("away.so"), outside);
        Path dead = Files.createSymbolicLink(library.resolveSibling("dead.so"), temporary.resolve("nothing"));
        Path inside = Files.createSymbolicLink(library.resolveSibling("inside.so"), library);
        new Unpacked(folder, Optional.empty()).prove();
        assertThat(Files.isSymbolicLink(away)).isFalse();
        assertThat(Files.isSymbolicLink(dead)).isFalse();
        assertThat(inside).isSymbolicLink();
        assertThat(outside).exists();
    }

    @Test
    void aLinkInTheLibrarysPlaceGoes() throws IOException {
        Files.delete(library);
        Files.createSymbolicLink(library, Files.write(temporary.resolve("outside.so"), content));
        new Unpacked(folder, Optional.empty()).prove();
        assertThat(Files.isSymbolicLink(library)).isFalse();
    }

    private void unpackAgain() throws IOException {
        Files.write(library, content);
    }

    /** A process that has unpacked says so when it ends, and the next one has nothing to compare. */
    @Test
    void whatWasUnpackedIsNotedAtTheEnd() throws IOException {
        Unpacked first = new Unpacked(folder, Optional.empty());
        Files.delete(library);
        first.prove();
        assertThat(folder.resolve("sound.txt")).doesNotExist();
        unpackAgain();
        first.remember();
        assertThat(note()).hasSize(1);
    }

    /** A note that is a link, or another user's, is nobody's word. */
    @Test
    void aNoteThatIsALinkIsNotBelieved() throws IOException {
        byte[] planted = content.clone();
        planted[100] ^= 1;
        Files.write(library, planted);
        new Unpacked(folder, Optional.empty()).remember(); // the same words as a planter would write
        Path elsewhere = temporary.resolve("sound.txt");
        Files.move(folder.resolve("sound.txt"), elsewhere);
        Files.createSymbolicLink(folder.resolve("sound.txt"), elsewhere);
        new Unpacked(folder, Optional.empty()).prove();
        assertThat(library).doesNotExist();
    }

    /** What a release has ready is copied where it is wanted under another name, and linked to from there. */
    @Test
    void ofAReleaseWhatIsAsItIsThereStays() throws IOException {
        Path release = Files.createDirectories(temporary.resolve("the release/natives"));
        Files.write(release.resolve("libsame.so"), content);
        Files.write(release.resolve("libother.so"), new byte[] {1});
        Path copies = Files.createDirectory(folder.resolve("natives"));
        Path same = Files.write(copies.resolve("libsame.so"), content);
        Path other = Files.write(copies.resolve("libother.so"), content);
        Path planted = Files.write(copies.resolve("libplanted.so"), content);
        Path link = Files.createSymbolicLink(copies.resolve("liblink.so"), release.resolve("libother.so"));
        Path away = Files.createSymbolicLink(
                copies.resolve("libaway.so"), Files.write(temporary.resolve("outside.so"), content));
        new Unpacked(folder, Optional.of(release)).prove();
        assertThat(same).hasBinaryContent(content);
        assertThat(link).isSymbolicLink();
        assertThat(library).exists();
        assertThat(other).doesNotExist();
        assertThat(planted).doesNotExist();
        assertThat(Files.isSymbolicLink(away)).isFalse();
    }

    private List<String> note() throws IOException {
        return Files.readAllLines(folder.resolve("sound.txt"));
    }
}

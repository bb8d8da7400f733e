package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.data.DatasetStore;

/** Each class has images of one colour, so that the sheet can be read back. */
class ContactSheetTest {
    private static final int HEIGHT = 10;
    private static final int WIDTH = 14;

    @TempDir
    Path folder;

    private void write(String part, int... classes) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(20 + classes.length * 3 * HEIGHT * WIDTH);
        images.putInt(0x0804).putInt(classes.length).putInt(3).putInt(HEIGHT).putInt(WIDTH);
        ByteBuffer labels = ByteBuffer.allocate(8 + classes.length);
        labels.putInt(0x0801).putInt(classes.length);
        for (int one : classes) {
            labels.put((byte) one);
            for (int i = 0; i < 3 * HEIGHT * WIDTH; i++) {
                images.put((byte) (i / (HEIGHT * WIDTH) == one ? 255 : 0));
            }
        }
        Files.write(folder.resolve(part + "-images-idx4-ubyte"), images.array());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }

    private BufferedImage sheet(String... names) throws IOException {
        Files.writeString(folder.resolve("classes.txt"), String.join("\n", names), StandardCharsets.UTF_8);
        return ContactSheet.draw(new DatasetStore(folder, line -> {}).open(folder.toString()));
    }

    /** Where a colour is: its first and last row, and the first columns of its tiles. */
    private static List<Integer> places(BufferedImage sheet, Color colour, Set<Integer> tiles) {
        TreeSet<Integer> rows = new TreeSet<>();
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                if (sheet.getRGB(x, y) == colour.getRGB()) {
                    rows.add(y);
                    if (sheet.getRGB(x - 1, y) != colour.getRGB()) {
                        tiles.add(x);
                    }
                }
            }
        }
        return List.of(rows.first(), rows.last(), rows.size());
    }

    @Test
    void aRowForEachClassWithItsTrainingAndItsTestImages() throws IOException {
        int[] train = new int[43];
        for (int i = 0; i < train.length; i++) {
            train[i] = i < 40 ? i % 2 : 2;
        }
        write("train", train);
        write("t10k", 0, 1, 1, 1, 1, 1, 1);
        BufferedImage sheet = sheet("red", "green", "blue");
        List<Integer> below = List.of(0, 0, 0);
        List<Integer> counts = new ArrayList<>();
        for (Color colour : List.of(Color.RED, Color.GREEN, Color.BLUE)) {
            TreeSet<Integer> tiles = new TreeSet<>();
            List<Integer> rows = places(sheet, colour, tiles);
            assertThat(rows.get(0)).isGreaterThan(below.get(1));
            assertThat(rows.get(2)).as("four times as high as the image").isEqualTo(40);
            below = rows;
            counts.add(tiles.size());
        }
        assertThat(counts).as("at most 12 training and 4 test images").containsExactly(12 + 1, 12 + 4, 3);
    }

    @Test
    void namesMakeRoomForThemselvesAndSignsThatTheFontLacksAreLeftOut() throws IOException {
        write("train", 0, 1, 2);
        write("t10k", 0, 1, 2);
        TreeSet<Integer> tiles = new TreeSet<>();
        places(sheet("a", "b", "c"), Color.RED, tiles);
        int narrow = tiles.first();
        tiles.clear();
        places(sheet("a", "a name that is longer", "c"), Color.RED, tiles);
        assertThat(tiles.first()).isGreaterThan(narrow + 50);
        BufferedImage plain = sheet("o", "b", "c");
        // No font has a sign for a character that is for private use.
        BufferedImage strange = sheet("o \udbff\udffd", "b", "c");
        assertThat(strange.getWidth()).isEqualTo(plain.getWidth());
        for (int y = 0; y < plain.getHeight(); y++) {
            for (int x = 0; x < plain.getWidth(); x++) {
                assertThat(strange.getRGB(x, y)).isEqualTo(plain.getRGB(x, y));
            }
        }
    }

    @Test
    void manyClassesMakeItsImagesSmallerAndNotTheSheetEndless() throws IOException {
        int[] classes = new int[256];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = i;
        }
        write("train", classes);
        write("t10k", 0, 1, 2);
        Files.deleteIfExists(folder.resolve("classes.txt"));
        BufferedImage sheet = ContactSheet.draw(new DatasetStore(folder, line -> {}).open(folder.toString()));
        assertThat(sheet.getHeight()).isBetween(256 * 14, 16_000);
    }
}

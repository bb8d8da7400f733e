package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist.data.DatasetStore;
import org.mnist.data.Images;
import org.mnist.testing.MnistForm;
import org.mnist.testing.Scenes;
import org.mnist.testing.Scenes.Scene;

/** Finds as many digits as were written, on paper of all kinds and in all light. */
class PhotoTest {
    static List<Scene> scenes() {
        return Scenes.handwritten(4);
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void findsEachDigit(Scene scene) {
        Photo photo = Photo.of(scene.picture(), 1);
        assertThat(photo.boxes()).as(scene.name()).hasSize(scene.text().length());
        assertThat(photo.boxes()).as("from left to right").isSortedAccordingTo(Comparator.comparingInt(Box::x));
        float[] pixels = new float[MnistForm.PIXELS];
        for (int i = 0; i < photo.boxes().size(); i++) {
            photo.digits().copy(i, pixels, 0);
            double ink = 0;
            for (float pixel : pixels) {
                ink += pixel;
            }
            assertThat(ink).as("as much ink as digits of MNIST have").isBetween(20.0, 220.0);
        }
    }

    /** Digits of the sample, black on white, each cut out without a margin and ten times as large: often mostly ink. */
    @Test
    void findsADigitThatFillsItsPicture() {
        Images sample =
                new DatasetStore(Path.of("unused"), line -> {}).open("sample").test();
        float[] pixels = new float[MnistForm.PIXELS];
        int found = 0;
        for (int image = 0; image < 100; image++) {
            sample.copy(image, pixels, 0);
            BufferedImage cropped = cutOut(pixels, 10);
            List<Box> boxes = Photo.of(cropped, 1).boxes();
            found += boxes.size() == 1 && boxes.get(0).height() > 0.8 * cropped.getHeight() ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(96);
    }

    private static BufferedImage cutOut(float[] pixels, int scale) {
        int left = MnistForm.SIDE;
        int right = 0;
        int top = MnistForm.SIDE;
        int bottom = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] > 0) {
                left = Math.min(left, i % MnistForm.SIDE);
                right = Math.max(right, i % MnistForm.SIDE + 1);
                top = Math.min(top, i / MnistForm.SIDE);
                bottom = Math.max(bottom, i / MnistForm.SIDE + 1);
            }
        }
        BufferedImage picture =
                new BufferedImage(scale * (right - left), scale * (bottom - top), BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int ink = Math.round(255 * pixels[(top + y / scale) * MnistForm.SIDE + left + x / scale]);
                picture.getRaster().setSample(x, y, 0, 255 - ink);
            }
        }
        return picture;
    }

    @Test
    void boxesAreInThePixelsOfTheFile() {
        Scene scene = Scenes.handwritten(1).get(0);
        Box box = Photo.of(scene.picture(), 1).boxes().get(0);
        assertThat(box.x()).isBetween(0, scene.picture().getWidth());
        Box twice = Photo.of(scene.picture(), 2).boxes().get(0);
        assertThat(twice.width()).isBetween(2 * box.width() - 2, 2 * box.width() + 2);
        assertThat(twice.y()).isBetween(2 * box.y() - 2, 2 * box.y() + 2);
    }

    /** Of the pieces of a noisy photo only so many are looked at, or each pair of them would take its time. */
    @Test
    void thousandsOfPiecesAreBounded() {
        GrayImage amount = new GrayImage(1200, 900);
        for (int y = 0; y < amount.height(); y++) {
            for (int x = 0; x < amount.width(); x += 6) {
                amount.values()[y * amount.width() + x] = y % 16 < 8 ? 1 : 0;
            }
        }
        Ink bars = new Ink(amount, 0.5f);
        assertThat(ConnectedComponent.of(Mask.of(bars))).hasSize(11_400);
        assertThat(DigitFinder.find(Mask.of(bars), bars)).hasSizeBetween(1, 2000);
    }

    @Test
    void linesComeFromTopToBottom() {
        List<Box> boxes = List.of(
                new Box(100, 10, 20, 30), new Box(10, 14, 20, 30), new Box(60, 70, 20, 30), new Box(5, 62, 20, 40));
        List<ConnectedComponent> components = boxes.stream()
                .map(box -> new ConnectedComponent(box, new int[0]))
                .toList();
        assertThat(DigitFinder.lines(components).stream().flatMap(List::stream).toList())
                .extracting(ConnectedComponent::box)
                .containsExactly(boxes.get(1), boxes.get(0), boxes.get(3), boxes.get(2));
    }

    private static BufferedImage small(Color ground, Color ink, int left, int top) {
        BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(ground);
        pen.fillRect(0, 0, 28, 28);
        pen.setColor(ink);
        pen.fillRect(left, top, 3, 8); // a stroke that is broken in the middle
        pen.fillRect(left + 2, top + 11, 3, 8);
        pen.fillRect(left, top + 17, 9, 3);
        pen.dispose();
        return picture;
    }

    @Test
    void aSmallPictureIsOneDigitThoughItIsBroken() {
        for (boolean dark : new boolean[] {true, false}) {
            Photo photo = Photo.of(small(dark ? Color.WHITE : Color.BLACK, dark ? Color.BLACK : Color.WHITE, 15, 2), 1);
            assertThat(photo.boxes()).containsExactly(new Box(15, 2, 9, 20));
        }
    }

    /** What is in MNIST's form is taken as it is, to the last bit; what is not, is brought to it. */
    @Test
    void onlyMnistsFormIsTakenAsItIs() {
        BufferedImage ready = small(Color.BLACK, Color.WHITE, 11, 1);
        Photo taken = Photo.of(ready, 1);
        assertThat(taken.boxes()).containsExactly(new Box(0, 0, 28, 28));
        for (int i = 0; i < MnistForm.PIXELS; i++) {
            assertThat(taken.digits().at(0, i)).isEqualTo(ready.getRGB(i % 28, i / 28) & 0xff);
        }
        Photo moved = Photo.of(small(Color.BLACK, Color.WHITE, 1, 0), 1);
        assertThat(moved.boxes()).containsExactly(new Box(1, 0, 9, 20));
        double mass = 0;
        double moment = 0;
        for (int i = 0; i < MnistForm.PIXELS; i++) {
            mass += moved.digits().at(0, i);
            moment += (i % 28 + 0.5) * moved.digits().at(0, i);
        }
        assertThat(moment / mass).as("the middle").isCloseTo(14, within(1.0));
    }

    /** A soft blob is larger and as strong, and yet no digit. */
    @Test
    void aSoftShadowIsNoDigit() {
        GrayImage amount = new GrayImage(300, 300);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 300; x++) {
                double blob = 0.9 * Math.exp(-Math.pow(Math.hypot(x - 100, y - 150) / 60, 2));
                boolean stroke = x >= 250 && x < 258 && y >= 120 && y < 180;
                amount.values()[y * 300 + x] = stroke ? 0.9f : (float) blob;
            }
        }
        Ink ink = new Ink(amount, 0.4f);
        assertThat(DigitFinder.find(Mask.of(ink), ink))
                .extracting(sign -> sign.piece().box())
                .containsExactly(new Box(250, 120, 8, 60));
    }
}

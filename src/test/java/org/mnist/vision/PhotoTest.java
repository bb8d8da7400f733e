package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
        assertThat(DigitFinder.ordered(components))
                .extracting(ConnectedComponent::box)
                .containsExactly(boxes.get(1), boxes.get(0), boxes.get(3), boxes.get(2));
    }
}

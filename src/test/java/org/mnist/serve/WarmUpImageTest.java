package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.PhotoReader;

class WarmUpImageTest {
    /** One digit, high and narrow, is found in it: so a server warms up all that a real drawing takes. */
    @Test
    void oneDigitIsFound() {
        Photo photo = PhotoReader.read(WarmUpImage.png(), "the picture");
        assertThat(photo.boxes()).hasSize(1);
        Box box = photo.boxes().get(0);
        assertThat(box.height()).isBetween(75, 95);
        assertThat(box.width()).isBetween(8, 25);
        assertThat(box.x()).isBetween(40, 55);
        assertThat(box.y()).isBetween(10, 20);
    }
}

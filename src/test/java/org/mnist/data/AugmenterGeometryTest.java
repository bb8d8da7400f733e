package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.mnist.config.Augmentation;
import org.mnist.testing.Fixture;
import org.mnist.testing.MnistForm;

/**
 * Where each pixel of a changed image comes from, to a thousandth of a pixel. Two images tell: in one a pixel's value is
 * nine times its column, in the other nine times its row; between pixels both are read without an error.
 */
class AugmenterGeometryTest {
    private static final int SIDE = MnistForm.SIDE;
    private static final double CENTRE = (SIDE - 1) / 2.0;
    private static final int EPOCHS = 400;
    private static final Images COLUMNS = ramp(false);
    private static final Images ROWS = ramp(true);

    /** The affine map from a pixel to its place in the original, both seen from the centre. */
    private record Map(double xx, double xy, double yx, double yy, double x0, double y0) {}

    private static Images ramp(boolean rows) {
        byte[] pixels = new byte[MnistForm.PIXELS];
        for (int p = 0; p < pixels.length; p++) {
            pixels[p] = (byte) (9 * (rows ? p / SIDE : p % SIDE));
        }
        return MnistForm.images(pixels, new byte[1]);
    }

    private static Augmentation augmentation(String settings) {
        return Fixture.config("augmentation", settings).augmentation();
    }

    /** Columns or rows that the pixels come from. */
    private static double[] origins(Images ramp, Augmentation augmentation, int epoch) {
        float[] values = new float[MnistForm.PIXELS];
        new Augmenter(augmentation, 3, epoch, MnistForm.SHAPE).copy(ramp, 0, values, 0);
        double[] origins = new double[values.length];
        for (int p = 0; p < origins.length; p++) {
            origins[p] = values[p] * 255 / 9;
        }
        return origins;
    }

    /** The maps of many epochs, taken from four pixels about the centre. */
    private static List<Map> maps(String settings) {
        Augmentation augmentation = augmentation(settings);
        List<Map> maps = new ArrayList<>();
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            double[] x = origins(COLUMNS, augmentation, epoch);
            double[] y = origins(ROWS, augmentation, epoch);
            int a = 12 * SIDE + 12;
            int right = a + 3;
            int below = a + 3 * SIDE;
            int far = below + 3;
            maps.add(new Map(
                    (x[right] - x[a]) / 3,
                    (x[below] - x[a]) / 3,
                    (y[right] - y[a]) / 3,
                    (y[below] - y[a]) / 3,
                    (x[a] + x[far]) / 2 - CENTRE,
                    (y[a] + y[far]) / 2 - CENTRE));
        }
        return maps;
    }

    /** The values lie within the range, reach nearly to both of its ends, and lie about its middle. */
    private static void requireUniform(List<Map> maps, ToDoubleFunction<Map> value, double middle, double range) {
        List<Double> values = maps.stream().mapToDouble(value).boxed().toList();
        assertThat(values).allSatisfy(v -> assertThat(v).isCloseTo(middle, within(range * 1.001)));
        assertThat(values).anySatisfy(v -> assertThat(v).isGreaterThan(middle + 0.97 * range));
        assertThat(values).anySatisfy(v -> assertThat(v).isLessThan(middle - 0.97 * range));
        double mean = maps.stream().mapToDouble(value).average().orElseThrow();
        assertThat(mean).isCloseTo(middle, within(0.1 * range));
    }

    private static void requireConstant(List<Map> maps, ToDoubleFunction<Map> value, double expected) {
        assertThat(maps).allSatisfy(map -> assertThat(value.applyAsDouble(map)).isCloseTo(expected, within(1e-3)));
    }

    @Test
    void aZoomIsDrawnForEachAxisAndKeepsTheCentre() {
        List<Map> maps = maps("{zoom: 0.2}");
        requireUniform(maps, Map::xx, 1, 0.2);
        requireUniform(maps, Map::yy, 1, 0.2);
        assertThat(maps)
                .anySatisfy(map -> assertThat(Math.abs(map.xx() - map.yy())).isGreaterThan(0.3));
        for (ToDoubleFunction<Map> zero : List.<ToDoubleFunction<Map>>of(Map::xy, Map::yx, Map::x0, Map::y0)) {
            requireConstant(maps, zero, 0);
        }
    }

    @Test
    void aShearMovesRowsAlongEachOther() {
        List<Map> maps = maps("{shear: 20}");
        requireUniform(maps, map -> Math.toDegrees(Math.atan(map.xy())), 0, 20);
        requireConstant(maps, Map::xx, 1);
        requireConstant(maps, Map::yy, 1);
        for (ToDoubleFunction<Map> zero : List.<ToDoubleFunction<Map>>of(Map::yx, Map::x0, Map::y0)) {
            requireConstant(maps, zero, 0);
        }
    }

    @Test
    void aShiftIsAShareOfTheSideOnEachAxis() {
        List<Map> maps = maps("{shift: 0.1}");
        requireUniform(maps, Map::x0, 0, 2.8);
        requireUniform(maps, Map::y0, 0, 2.8);
        requireConstant(maps, Map::xx, 1);
        requireConstant(maps, Map::yy, 1);
        assertThat(maps).anySatisfy(map -> assertThat(map.x0() * map.y0()).isLessThan(-2));
        assertThat(maps).anySatisfy(map -> assertThat(map.x0() * map.y0()).isGreaterThan(2));
    }

    @Test
    void aRotationKeepsLengthsAndAngles() {
        List<Map> maps = maps("{rotation: 30}");
        requireUniform(maps, map -> Math.toDegrees(Math.atan2(map.yx(), map.xx())), 0, 30);
        requireConstant(maps, map -> Math.hypot(map.xx(), map.yx()), 1);
        requireConstant(maps, map -> map.xx() - map.yy(), 0);
        requireConstant(maps, map -> map.xy() + map.yx(), 0);
        requireConstant(maps, Map::x0, 0);
        requireConstant(maps, Map::y0, 0);
    }

    /** Zoomed, then sheared, then rotated: turned back, the columns of the map are those of a shear, zoomed. */
    @Test
    void allTogetherFollowOneAnother() {
        List<Map> maps = maps("{rotation: 20, shear: 20, zoom: 0.2, shift: 0.05}");
        requireUniform(maps, map -> Math.toDegrees(Math.atan2(map.yx(), map.xx())), 0, 20);
        requireUniform(maps, map -> Math.hypot(map.xx(), map.yx()), 1, 0.2);
        requireUniform(maps, AugmenterGeometryTest::zoomY, 1, 0.2);
        requireUniform(maps, map -> Math.toDegrees(Math.atan(sheared(map) / zoomY(map))), 0, 20);
        requireUniform(maps, Map::x0, 0, 1.4);
        requireUniform(maps, Map::y0, 0, 1.4);
    }

    private static double zoomY(Map map) {
        return (map.xx() * map.yy() - map.yx() * map.xy()) / Math.hypot(map.xx(), map.yx());
    }

    private static double sheared(Map map) {
        return (map.xx() * map.xy() + map.yx() * map.yy()) / Math.hypot(map.xx(), map.yx());
    }

    @Test
    void aCropAndAFlipHitTheirShares() {
        List<Map> crops = maps("{crop: 14, crop-share: 0.25}");
        assertThat(crops).allSatisfy(map -> assertThat(map.xx()).isCloseTo(map.yy(), within(1e-3)));
        assertThat(crops.stream().filter(map -> Math.abs(map.xx() - 0.5) < 1e-3).count())
                .isBetween(70L, 130L);
        assertThat(crops.stream().filter(map -> Math.abs(map.xx() - 1) < 1e-3).count())
                .isBetween(270L, 330L);
        List<Map> flips = maps("{flip: 0.5, zoom: 0.1}");
        assertThat(flips.stream().filter(map -> map.xx() < 0).count()).isBetween(160L, 240L);
        requireUniform(flips, map -> Math.abs(map.xx()), 1, 0.1);
        requireConstant(flips, Map::x0, 0);
    }

    /** A cubic spline through points 7 pixels apart bends slowly, and nowhere more than between any two points. */
    @Test
    void anElasticFieldHasNoKinkAndOneSizeEverywhere() {
        Augmentation elastic = augmentation("{elastic: 1}");
        for (Images ramp : List.of(COLUMNS, ROWS)) {
            double[] squares = new double[MnistForm.PIXELS];
            double[] straight = origins(ramp, augmentation("{elastic: 0, rotation: 0}"), 1);
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                double[] moved = origins(ramp, elastic, epoch);
                for (int y = 5; y < SIDE - 5; y++) {
                    for (int x = 5; x < SIDE - 5; x++) {
                        int p = y * SIDE + x;
                        squares[p] += Math.pow(moved[p] - straight[p], 2);
                        assertThat(Math.abs(moved[p - 1] + moved[p + 1] - 2 * moved[p]))
                                .isLessThan(0.35);
                        assertThat(Math.abs(moved[p - SIDE] + moved[p + SIDE] - 2 * moved[p]))
                                .isLessThan(0.35);
                    }
                }
            }
            for (int y = 5; y < SIDE - 5; y++) {
                for (int x = 5; x < SIDE - 5; x++) {
                    double sigma = Math.sqrt(squares[y * SIDE + x] / EPOCHS);
                    assertThat(sigma).as("at %d, %d", x, y).isCloseTo(1, within(0.3));
                }
            }
        }
    }

    /** Turned, moved and warped at once, an image is what it is turned and moved, and then warped. */
    @Test
    void anElasticFieldIsAddedToTheRest() {
        String rest = "rotation: 20, zoom: 0.2, shift: 0.05";
        for (Images ramp : List.of(COLUMNS, ROWS)) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                double[] plain = origins(ramp, augmentation("{" + rest + "}"), epoch);
                double[] warped = origins(ramp, augmentation("{" + rest + ", elastic: 1}"), epoch);
                for (int p : new int[] {11 * SIDE + 11, 11 * SIDE + 16, 16 * SIDE + 11, 16 * SIDE + 16}) {
                    sum += warped[p] - plain[p];
                    squares += Math.pow(warped[p] - plain[p], 2);
                    count++;
                }
            }
            assertThat(sum / count).isCloseTo(0, within(0.15));
            assertThat(Math.sqrt(squares / count)).isCloseTo(1, within(0.15));
        }
    }

    /** Beyond its edge an image is black, and a pixel half across it half black. */
    @Test
    void whatComesFromOutsideIsBlack() {
        byte[] white = new byte[MnistForm.PIXELS];
        Arrays.fill(white, (byte) 255);
        Images images = MnistForm.images(white, new byte[1]);
        Augmentation shift = augmentation("{shift: 0.2}");
        List<Map> maps = maps("{shift: 0.2}");
        for (int epoch = 1; epoch <= 50; epoch++) {
            Map map = maps.get(epoch - 1);
            float[] values = new float[MnistForm.PIXELS];
            new Augmenter(shift, 3, epoch, MnistForm.SHAPE).copy(images, 0, values, 0);
            for (int p = 0; p < values.length; p++) {
                int row = p / SIDE;
                double inside = coverage(p % SIDE + map.x0()) * coverage(row + map.y0());
                assertThat((double) values[p]).isCloseTo(inside, within(2e-3));
            }
        }
    }

    /** How much of a pixel at this place is on the image, along one axis. */
    private static double coverage(double place) {
        return Math.max(0, Math.min(1, Math.min(place + 1, SIDE - place)));
    }
}

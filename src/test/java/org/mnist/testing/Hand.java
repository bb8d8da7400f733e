package org.mnist.testing;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.Map;
import java.util.Random;

/** Writes digits, and things that are none, as a hand does: never twice alike. */
final class Hand {
    /** Strokes of each sign, as points that a pen goes through, x to the right and y down, within 0..1. */
    private static final Map<Character, double[][]> SIGNS = Map.ofEntries(
            Map.entry('0', new double[][] {{.55, 0, .2, .12, .06, .5, .2, .88, .5, 1, .8, .88, .94, .5, .8, .12, .5, .0}
            }),
            Map.entry('1', new double[][] {{.3, .2, .42, .12, .55, 0, .54, .35, .53, .7, .52, 1}}),
            Map.entry('2', new double[][] {
                {.1, .25, .25, .06, .5, 0, .78, .1, .82, .32, .62, .58, .35, .8, .1, .98, .12, 1, .5, .97, .92, .99}
            }),
            Map.entry('3', new double[][] {
                {.12, .12, .35, 0, .65, .03, .8, .2, .68, .4, .4, .47, .7, .52, .86, .72, .75, .92, .45, 1, .1, .9}
            }),
            Map.entry('4', new double[][] {
                {.55, 0, .35, .3, .08, .66, .1, .68, .5, .66, .95, .66}, {.68, .35, .67, .7, .66, 1}
            }),
            Map.entry('5', new double[][] {
                {.22, .02, .2, .2, .18, .45, .45, .38, .75, .48, .84, .7, .7, .92, .42, 1, .1, .9},
                {.22, .02, .5, .03, .82, .01}
            }),
            Map.entry('6', new double[][] {
                {.72, 0, .42, .18, .2, .48, .14, .75, .28, .95, .55, 1, .8, .88, .82, .68, .62, .52, .35, .58, .16, .78}
            }),
            Map.entry('7', new double[][] {{.08, .05, .4, .04, .9, .02, .9, .05, .7, .35, .5, .68, .38, 1}}),
            Map.entry('8', new double[][] {
                {
                    .75, .12, .5, 0, .24, .1, .24, .3, .5, .47, .78, .68, .78, .9, .5, 1, .22, .9, .2, .7, .48, .48,
                    .74, .3, .78, .14, .6, .02
                }
            }),
            Map.entry('9', new double[][] {
                {.82, .2, .6, .02, .3, .06, .18, .28, .3, .48, .58, .48, .78, .3, .82, .15, .8, .5, .76, .75, .7, 1}
            }),
            Map.entry(
                    'A',
                    new double[][] {{.05, 1, .28, .5, .5, 0}, {.5, 0, .72, .5, .95, 1}, {.2, .62, .5, .6, .8, .62}}),
            Map.entry('E', new double[][] {
                {.15, 0, .15, .5, .14, 1},
                {.15, 0, .5, .02, .85, 0},
                {.15, .5, .45, .5, .7, .5},
                {.14, 1, .5, .98, .88, 1}
            }),
            Map.entry('H', new double[][] {{.1, 0, .1, .5, .1, 1}, {.9, 0, .9, .5, .9, 1}, {.1, .5, .5, .48, .9, .5}}),
            Map.entry(
                    'K',
                    new double[][] {{.15, 0, .15, .5, .15, 1}, {.9, 0, .5, .3, .16, .55}, {.16, .55, .5, .75, .92, 1}}),
            Map.entry('M', new double[][] {
                {.02, 1, .08, .5, .12, 0},
                {.12, 0, .3, .4, .5, .75},
                {.5, .75, .7, .4, .88, 0},
                {.88, 0, .92, .5, .98, 1}
            }),
            Map.entry('W', new double[][] {
                {.02, 0, .12, .5, .25, 1},
                {.25, 1, .38, .6, .5, .3},
                {.5, .3, .62, .6, .75, 1},
                {.75, 1, .88, .5, .98, 0}
            }),
            Map.entry('R', new double[][] {
                {.15, 0, .15, .5, .15, 1},
                {.15, .02, .5, 0, .82, .12, .8, .38, .5, .5, .16, .52},
                {.4, .52, .6, .75, .9, 1}
            }),
            Map.entry('+', new double[][] {{.5, .05, .5, .5, .5, .95}, {.05, .5, .5, .5, .95, .5}}),
            Map.entry('x', new double[][] {{.1, .1, .5, .5, .9, .9}, {.9, .1, .5, .5, .1, .9}}),
            Map.entry('#', new double[][] {
                {.35, 0, .33, .5, .3, 1}, {.7, 0, .68, .5, .65, 1}, {0, .35, .5, .34, 1, .33}, {0, .68, .5, .67, 1, .66}
            }),
            Map.entry('^', new double[][] {
                {.5, .05, .25, .5, .02, .95}, {.02, .95, .5, .95, .98, .95}, {.98, .95, .75, .5, .5, .05}
            }),
            Map.entry('*', new double[][] {
                {.5, 0, .5, .5, .5, 1}, {.05, .25, .5, .5, .95, .75}, {.05, .75, .5, .5, .95, .25}
            }),
            Map.entry('[', new double[][] {
                {.02, .02, .5, .02, .98, .02},
                {.98, .02, .98, .5, .98, .98},
                {.98, .98, .5, .98, .02, .98},
                {.02, .98, .02, .5, .02, .02}
            }),
            Map.entry('~', new double[][] {
                {.0, .5, .1, .1, .2, .9, .3, .15, .4, .85, .5, .1, .6, .95, .7, .1, .8, .9, .9, .2, 1, .6}
            }));

    /** Signs that are no digits. */
    static final String OTHERS = "AEHKMWR+x#^*[~";

    /** More of them; those that many people write as others write a digit, such as B, I, O, S, Z, b, g, l and q, are left out. */
    static final String MANY_OTHERS = "AEHKMWRAEHKMR+x#^*~CDFGJLNPQTUVXYadefhkmnprtuwy$?@";

    private static final int PARTS = 24;

    private final Random random;

    /** Whether it writes as many people do, and not as one. */
    private final boolean wild;

    Hand(long seed) {
        this(seed, false);
    }

    private Hand(long seed, boolean wild) {
        random = new Random(seed);
        this.wild = wild;
    }

    /** The hands of many people. */
    static Hand wild(long seed) {
        return new Hand(seed, true);
    }

    private double[][] strokes(char sign) {
        double[][][] ways = wild ? Signs.DIGITS.get(sign) : null;
        int way = ways == null ? 0 : random.nextInt(ways.length + 1);
        return way > 0 ? ways[way - 1] : SIGNS.getOrDefault(sign, Signs.OTHERS.get(sign));
    }

    /**
     * Writes a sign.
     *
     * @param left of the box that it is meant to fill, in pixels
     * @param pen breadth of the pen, in pixels
     */
    void write(Graphics2D paper, char sign, double left, double top, double height, double pen) {
        double width = height * (wild ? width(sign) : sign == '1' ? 0.5 : 0.6 + 0.15 * random.nextDouble());
        double slant = 0.2 * random.nextGaussian() * (wild ? 1 : 0.6);
        double turn = 0.06 * random.nextGaussian();
        for (double[] stroke : strokes(sign)) {
            double[] points = stroke.clone();
            for (int i = 0; i < points.length; i++) {
                points[i] += (wild ? 0.03 : 0.018) * random.nextGaussian();
            }
            draw(paper, points, pen, (x, y) -> {
                double u = x - 0.5 - slant * (y - 0.5);
                double v = y - 0.5;
                return new double[] {
                    left + width / 2 + width * u - height * turn * v, top + height / 2 + height * v + width * turn * u
                };
            });
        }
    }

    private double width(char sign) {
        return (sign == '1' ? 0.35 : 0.45) + 0.4 * random.nextDouble();
    }

    /** From the unit square to the paper. */
    private interface Place {
        double[] of(double x, double y);
    }

    /** A Catmull-Rom spline through the points, drawn with a round pen that presses now more, now less. */
    private void draw(Graphics2D paper, double[] points, double pen, Place place) {
        int last = points.length / 2 - 1;
        double phase = 6 * random.nextDouble();
        for (int i = 0; i < last; i++) {
            for (int part = 0; part <= PARTS; part++) {
                double t = (double) part / PARTS;
                double[] at = place.of(
                        spline(points, 0, Math.max(0, i - 1), i, i + 1, Math.min(last, i + 2), t),
                        spline(points, 1, Math.max(0, i - 1), i, i + 1, Math.min(last, i + 2), t));
                double breadth = pen * (1 + 0.15 * Math.sin(phase + i + t));
                paper.fill(new Ellipse2D.Double(at[0] - breadth / 2, at[1] - breadth / 2, breadth, breadth));
            }
        }
    }

    private static double spline(double[] p, int axis, int a, int b, int c, int d, double t) {
        double before = p[2 * a + axis];
        double from = p[2 * b + axis];
        double to = p[2 * c + axis];
        double after = p[2 * d + axis];
        return from
                + 0.5
                        * t
                        * (to
                                - before
                                + t
                                        * (2 * before
                                                - 5 * from
                                                + 4 * to
                                                - after
                                                + t * (3 * (from - to) + after - before)));
    }
}

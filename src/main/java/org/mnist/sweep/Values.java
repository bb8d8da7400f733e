package org.mnist.sweep;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mnist.base.Failure;
import org.mnist.config.SweepFile;

/** The values that a sweep tries for one setting, as they would stand on the command line: a list of them, or a range to draw from. */
public sealed interface Values {
    /** A value that is drawn. */
    String draw(SplittableRandom random);

    /** How many values there are; empty where there is no end to them. */
    Optional<Integer> count();

    /**
     * Values that are named one by one.
     *
     * @param all at least one
     */
    record Choices(List<String> all) implements Values {
        /** Keeps a copy of the list. */
        public Choices {
            all = List.copyOf(all);
        }

        @Override
        public String draw(SplittableRandom random) {
            return all.get(random.nextInt(all.size()));
        }

        @Override
        public Optional<Integer> count() {
            return Optional.of(all.size());
        }
    }

    /**
     * Numbers between two, both of which belong to them.
     *
     * @param scale how they are spread
     * @param low the lowest
     * @param high the highest
     */
    record Range(Scale scale, double low, double high) implements Values {
        /** Drawn numbers are rounded to this share of themselves or of the range, whichever is less, so that they can be read. */
        private static final double GRAIN = 1e-3;

        /** With more places than these a number is written with a power of ten. */
        private static final int READABLE = 10;

        @Override
        public String draw(SplittableRandom random) {
            return switch (scale) {
                case INT -> Long.toString(random.nextLong((long) low, (long) high + 1));
                case UNIFORM -> text(low + (high - low) * random.nextDouble());
                case LOG -> text(Math.exp(Math.log(low) + (Math.log(high) - Math.log(low)) * random.nextDouble()));
            };
        }

        @Override
        public Optional<Integer> count() {
            return Optional.empty();
        }

        private String text(double drawn) {
            double grain = GRAIN * Math.min(Math.abs(drawn), high - low);
            int places = grain > 0 ? (int) Math.ceil(-Math.log10(grain)) : 0;
            BigDecimal rounded = new BigDecimal(drawn)
                    .setScale(places, RoundingMode.HALF_EVEN)
                    .max(new BigDecimal(Double.toString(low)))
                    .min(new BigDecimal(Double.toString(high)))
                    .stripTrailingZeros();
            return Math.abs(rounded.scale()) <= READABLE ? rounded.toPlainString() : rounded.toString();
        }
    }

    /** Ways to spread numbers over a range. */
    enum Scale {
        /** Every power of ten as often as another. */
        LOG,
        /** Every stretch of a length as often as another. */
        UNIFORM,
        /** Whole numbers, each as often as another. */
        INT
    }

    /** A range as it is written: {@code log:1e-4..1e-2}. */
    Pattern RANGE = Pattern.compile("(log|uniform|int):(.*?)\\.\\.(.*)");

    /**
     * Reads what stands behind {@code KEY=}.
     *
     * @param text values between commas, or a range; commas within brackets or braces separate nothing
     * @param origin what to call it in messages
     * @throws Failure of kind USAGE if it is neither
     */
    static Values parse(String text, String origin) {
        Matcher range = RANGE.matcher(text.strip());
        if (range.matches()) {
            return range(Scale.valueOf(range.group(1).toUpperCase(Locale.ROOT)), range, origin);
        }
        List<String> all = SweepFile.split(text);
        if (all.stream().anyMatch(String::isEmpty) || all.stream().distinct().count() < all.size()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    origin
                            + ": a value is empty, or there twice; it takes values such as 0.001,0.003 or a range such as"
                            + " log:1e-4..1e-2, uniform:0..0.5 or int:5..20");
        }
        return new Choices(all);
    }

    private static Range range(Scale scale, Matcher range, String origin) {
        double low = number(range.group(2));
        double high = number(range.group(3));
        boolean whole =
                low == Math.rint(low) && high == Math.rint(high) && Math.abs(low) < 1e15 && Math.abs(high) < 1e15;
        if (!(low < high && Double.isFinite(high - low))
                || (scale == Scale.LOG && low <= 0)
                || (scale == Scale.INT && !whole)) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    origin + ": " + range.group() + " is no range; valid are "
                            + switch (scale) {
                                case LOG -> "two numbers above 0, the lower first, such as log:1e-4..1e-2";
                                case UNIFORM -> "two numbers, the lower first, such as uniform:0..0.5";
                                case INT -> "two whole numbers, the lower first, such as int:5..20";
                            });
        }
        return new Range(scale, low, high);
    }

    private static double number(String text) {
        try {
            return new BigDecimal(text.strip()).doubleValue();
        } catch (NumberFormatException e) {
            return Double.NaN; // which is in no order
        }
    }
}

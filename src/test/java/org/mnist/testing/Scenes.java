package org.mnist.testing;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Pictures such as people have, made by a seed: what is written on them is known, so it can be counted how many are read
 * right. Nothing in them is taken from MNIST.
 */
public final class Scenes {
    /**
     * A picture.
     *
     * @param name kind and number
     * @param picture itself
     * @param text the digits on it, from left to right; a question mark for what is no digit
     */
    public record Scene(String name, BufferedImage picture, String text) {
        /** Its kind. */
        public String kind() {
            return name.substring(0, name.lastIndexOf('-'));
        }
    }

    private final List<Scene> scenes = new ArrayList<>();

    private Scenes() {}

    /** Pictures that need no font. */
    public static List<Scene> handwritten(int each) {
        Scenes all = new Scenes();
        for (int i = 0; i < each; i++) {
            String digit = Integer.toString(i % 10);
            all.add("plain", i, digit, new Luminance(0, 0, 2), Color.WHITE, new Color(20, 20, 30), 0.11, Ruling.NONE);
            all.add(
                    "shadow",
                    i,
                    digit,
                    new Luminance(0.5, 0.45, 6),
                    new Color(235, 228, 210),
                    new Color(25, 35, 90),
                    0.08,
                    Ruling.NONE);
            all.add(
                    "ruled",
                    i,
                    digit,
                    new Luminance(0.3, 0, 5),
                    new Color(245, 245, 240),
                    new Color(30, 30, 40),
                    0.09,
                    Ruling.LINES);
            all.add(
                    "squared",
                    i,
                    digit,
                    new Luminance(0.3, 0, 5),
                    new Color(245, 245, 240),
                    new Color(30, 30, 40),
                    0.09,
                    Ruling.SQUARES);
            all.add(
                    "pencil",
                    i,
                    digit,
                    new Luminance(0.4, 0, 7),
                    new Color(238, 236, 230),
                    new Color(120, 118, 116),
                    0.045,
                    Ruling.NONE);
            all.add(
                    "chalk",
                    i,
                    digit,
                    new Luminance(0.4, 0, 8),
                    new Color(40, 60, 50),
                    new Color(225, 228, 220),
                    0.1,
                    Ruling.NONE);
            all.add(
                    "several",
                    i,
                    several(i),
                    new Luminance(0.4, 0.3, 5),
                    new Color(240, 236, 225),
                    new Color(25, 25, 60),
                    0.09,
                    Ruling.NONE);
        }
        return all.scenes;
    }

    /** Pictures of what is no digit. */
    public static List<Scene> others(int count) {
        Scenes all = new Scenes();
        for (int i = 0; i < count; i++) {
            String sign = String.valueOf(Hand.OTHERS.charAt(i % Hand.OTHERS.length()));
            all.add(
                    "other",
                    i,
                    sign,
                    new Luminance(0.3, 0, 5),
                    new Color(240, 238, 230),
                    new Color(25, 25, 40),
                    0.1,
                    Ruling.NONE);
        }
        return all.scenes.stream()
                .map(scene -> new Scene(scene.name(), scene.picture(), "?"))
                .toList();
    }

    /** Printed digits, as on a screen: every logical font of Java's. */
    public static List<Scene> printed(int each) {
        List<Scene> printed = new ArrayList<>();
        String[] fonts = {Font.SANS_SERIF, Font.SERIF, Font.MONOSPACED};
        for (int i = 0; i < each; i++) {
            int digit = i % 10;
            int size = 30 + 37 * i % 170;
            Font font = new Font(fonts[i % 3], i / 3 % 3, size);
            boolean dark = i % 4 == 3;
            boolean clear = i % 4 == 1;
            BufferedImage picture = new BufferedImage(
                    2 * size, 2 * size, clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = pen(picture);
            pen.setColor(clear ? new Color(0, true) : dark ? new Color(0x1e1e2e) : new Color(0xfafafa));
            pen.fillRect(0, 0, 2 * size, 2 * size);
            pen.setColor(dark ? new Color(0xe0e0f0) : Color.getHSBColor(i / 10f, 0.6f, 0.4f));
            pen.setFont(font);
            pen.drawString(Integer.toString(digit), size * 0.7f, size * 1.35f);
            pen.dispose();
            printed.add(new Scene((clear ? "transparent-" : dark ? "screen-" : "printed-") + i, picture, "" + digit));
        }
        return printed;
    }

    private enum Ruling {
        NONE,
        LINES,
        SQUARES
    }

    /**
     * How light falls.
     *
     * @param gradient how much darker the darkest corner is
     * @param shadow how much of the light a hand's shadow takes
     * @param noise of the camera, of 255
     */
    private record Luminance(double gradient, double shadow, double noise) {}

    private static String several(int i) {
        Random random = new Random(77 + i);
        StringBuilder text = new StringBuilder();
        int count = 2 + random.nextInt(4);
        for (int d = 0; d < count; d++) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }

    private static Graphics2D pen(BufferedImage picture) {
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return pen;
    }

    private void add(
            String kind, int number, String text, Luminance light, Color ground, Color ink, double pen, Ruling ruling) {
        Random random = new Random(1000L * kind.hashCode() + number);
        int height = 300 + random.nextInt(500);
        int width = Math.max(height, (int) (height * (0.4 + 0.45 * text.length())));
        double digit = height * (0.35 + 0.3 * random.nextDouble());
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = pen(picture);
        graphics.setColor(ground);
        graphics.fillRect(0, 0, width, height);
        if (ruling != Ruling.NONE) {
            rule(graphics, width, height, digit * 0.45, ruling, random);
        }
        graphics.setColor(ink);
        Hand hand = new Hand(random.nextLong());
        double step = text.length() == 1 ? 0 : digit * (0.85 + 0.2 * random.nextDouble());
        double left = (width - step * (text.length() - 1) - digit * 0.65) / 2 + 0.05 * width * random.nextGaussian();
        double top = (height - digit) / 2 + 0.04 * height * random.nextGaussian();
        for (int i = 0; i < text.length(); i++) {
            hand.write(
                    graphics,
                    text.charAt(i),
                    left + i * step,
                    top + 0.04 * digit * random.nextGaussian(),
                    digit,
                    pen * digit * (0.8 + 0.4 * random.nextDouble()));
        }
        graphics.dispose();
        shine(picture, light, random);
        scenes.add(new Scene(kind + "-" + number, picture, text));
    }

    private static void rule(
            Graphics2D graphics, int width, int height, double distance, Ruling ruling, Random random) {
        graphics.setColor(new Color(90, 130, 190));
        double tilt = 0.03 * random.nextGaussian();
        double thickness = Math.max(1.5, height / 250.0);
        graphics.setStroke(new java.awt.BasicStroke((float) thickness));
        for (double y = distance * random.nextDouble() - distance; y < height + distance; y += distance) {
            graphics.draw(new java.awt.geom.Line2D.Double(0, y, width, y + tilt * width));
        }
        for (double x = distance * random.nextDouble() - distance;
                ruling == Ruling.SQUARES && x < width + distance;
                x += distance) {
            graphics.draw(new java.awt.geom.Line2D.Double(x, 0, x - tilt * height, height));
        }
    }

    private static void shine(BufferedImage picture, Luminance light, Random random) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        double angle = 2 * Math.PI * random.nextDouble();
        double edge = (random.nextDouble() - 0.5) * 0.4;
        double edgeAngle = 2 * Math.PI * random.nextDouble();
        double soft = 0.02 + 0.2 * random.nextDouble();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = (double) x / width - 0.5;
                double v = (double) y / height - 0.5;
                double share = 1 - light.gradient() * (0.5 + 0.7 * (u * Math.cos(angle) + v * Math.sin(angle)));
                double across = (u * Math.cos(edgeAngle) + v * Math.sin(edgeAngle) - edge) / soft;
                share *= 1 - light.shadow() / (1 + Math.exp(-4 * across));
                int rgb = picture.getRGB(x, y);
                int shone = 0;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    double value = (rgb >> shift & 0xff) * share + light.noise() * random.nextGaussian();
                    shone |= (int) Math.max(0, Math.min(255, Math.round(value))) << shift;
                }
                picture.setRGB(x, y, shone);
            }
        }
    }
}

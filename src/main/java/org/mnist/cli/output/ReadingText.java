package org.mnist.cli.output;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist.base.Text;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.Recogniser;
import org.mnist.vision.Recogniser.Reading;

/**
 * The digits of a picture for a person.
 *
 * @param top how many of the most probable digits are named
 * @param draws whether each digit is drawn as the network saw it
 */
public record ReadingText(int top, boolean draws) {
    /**
     * A line for one digit; for several a line with all, and one for each.
     *
     * @param name the picture's
     * @param photo where its digits are
     * @param readings what they were read as
     * @return lines, each with its end
     */
    public String of(String name, Photo photo, List<Reading> readings) {
        StringBuilder text = new StringBuilder(Text.printable(name)).append(": ");
        if (readings.isEmpty()) {
            return text.append("no digit found\n").toString();
        }
        boolean several = readings.size() > 1;
        if (several) {
            text.append(Reading.signs(readings)).append('\n');
        }
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            text.append(several ? "  " + line(reading) + place(photo.boxes().get(i)) : line(reading))
                    .append('\n')
                    .append(draws ? ImageDrawing.of(photo.digits(), i, bars(reading)) : "");
        }
        return text.toString();
    }

    private static List<ImageDrawing.Bar> bars(Reading reading) {
        return IntStream.range(0, reading.guesses().size())
                .mapToObj(digit -> new ImageDrawing.Bar(Integer.toString(digit), reading.probability(digit)))
                .toList();
    }

    private static String place(Box box) {
        return "  at " + box.x() + "," + box.y() + " " + box.width() + "×" + box.height();
    }

    private String line(Reading reading) {
        String guesses = reading.guesses().subList(0, top).stream()
                .map(guess -> guess.digit() + " (" + Text.percent(guess.probability()) + ")")
                .collect(Collectors.joining(", "));
        return reading.refused() ? Recogniser.REFUSED + " is no clear digit; closest is " + guesses : guesses;
    }
}

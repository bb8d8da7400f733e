package org.mnist.cli.output;

import java.util.List;
import java.util.stream.Collectors;
import org.mnist.base.Text;
import org.mnist.vision.WholeReader.Answer;

/**
 * The class of a picture for a person.
 *
 * @param top how many of the most probable classes are named
 * @param draws whether the picture is drawn as the network saw it
 */
public record WholeText(int top, boolean draws) {
    /**
     * A line with the most probable classes.
     *
     * @param name the picture's
     * @return lines, each with its end
     */
    public String of(String name, Answer answer) {
        String guesses = answer.guesses().stream()
                .limit(top)
                .map(guess -> guess.name() + " (" + Text.percent(guess.probability()) + ")")
                .collect(Collectors.joining(", "));
        return Text.printable(name) + ": " + guesses + "\n" + (draws ? drawing(answer) : "");
    }

    private static String drawing(Answer answer) {
        List<ImageDrawing.Bar> bars = answer.guesses().stream()
                .map(guess -> new ImageDrawing.Bar(guess.name(), guess.probability()))
                .toList();
        return ImageDrawing.of(answer.seen(), 0, bars);
    }
}

package org.mnist.cli.commands;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist.cli.commands.PictureAnswer.Part;
import org.mnist.cli.output.ReadingText;
import org.mnist.cli.output.WholeText;
import org.mnist.picture.Picture;
import org.mnist.report.Explanation;
import org.mnist.report.WholeExplanation;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.Recogniser;
import org.mnist.vision.Recogniser.Guess;
import org.mnist.vision.Recogniser.Reading;
import org.mnist.vision.WholePicture;
import org.mnist.vision.WholeReader;

/**
 * A way to answer what pictures show.
 *
 * @param <T> what is made of a picture before the network is asked
 */
interface PictureAnswers<T> {
    /** What several threads may do at once: finds the digits, or scales the picture. */
    T prepare(Picture picture);

    /**
     * Asks the network, which one thread does at a time.
     *
     * @param name the picture's
     * @param warning what is wrong with its file, though it can be read
     */
    PictureAnswer answer(String name, T prepared, @Nullable String warning);

    /**
     * The way to answer with the digits in a picture.
     *
     * @param recogniser reads digits
     * @param top how many of the most probable digits are told
     * @param explains whether the text draws each digit
     */
    record Digits(Recogniser recogniser, int top, boolean explains) implements PictureAnswers<Photo> {
        /** A digit in JSON; {@code digit} is null where it was refused as none. */
        private record PredictedDigit(
                @Nullable Integer digit, int closest, double probability, double likeness, Box box, List<Guess> top) {}

        /** The digits of one picture in JSON. */
        private record Prediction(
                String image,
                String text,
                List<PredictedDigit> digits,
                @Nullable String warning) {}

        @Override
        public Photo prepare(Picture picture) {
            return Photo.of(picture);
        }

        @Override
        public PictureAnswer answer(String name, Photo found, @Nullable String warning) {
            Photo photo = recogniser.cut(found);
            List<Reading> readings = recogniser.read(photo);
            List<PredictedDigit> digits = IntStream.range(0, readings.size())
                    .mapToObj(i -> digit(readings.get(i), photo.boxes().get(i)))
                    .toList();
            List<Part> parts = IntStream.range(0, readings.size())
                    .mapToObj(i -> new Part(
                            readings.get(i).sign(),
                            readings.get(i).probability(),
                            Optional.of(photo.boxes().get(i))))
                    .toList();
            return new PictureAnswer(
                    new Prediction(name, Reading.signs(readings), digits, warning),
                    new ReadingText(top, explains).of(name, photo, readings).stripTrailing(),
                    parts,
                    photo.digits(),
                    () -> Explanation.draw(photo, readings));
        }

        private PredictedDigit digit(Reading reading, Box box) {
            return new PredictedDigit(
                    reading.digit(),
                    reading.closest(),
                    reading.probability(),
                    reading.likeness(),
                    box,
                    reading.guesses().subList(0, top));
        }
    }

    /**
     * The way to answer with the class of a picture.
     *
     * @param reader tells the class
     * @param top how many of the most probable classes are told
     * @param explains whether the text draws the picture as the network saw it
     */
    record Whole(WholeReader reader, int top, boolean explains) implements PictureAnswers<WholePicture> {
        /** The class of one picture in JSON; {@code text} is its name, so that it stands where it stands for digits. */
        private record WholePrediction(
                String image,
                String text,
                int label,
                String name,
                double probability,
                List<WholeReader.Guess> top,
                @Nullable String warning) {}

        @Override
        public WholePicture prepare(Picture picture) {
            return reader.scaled(picture);
        }

        @Override
        public PictureAnswer answer(String name, WholePicture picture, @Nullable String warning) {
            WholeReader.Answer answer = reader.read(picture.seen());
            WholeReader.Guess best = answer.best();
            return new PictureAnswer(
                    new WholePrediction(
                            name,
                            best.name(),
                            best.label(),
                            best.name(),
                            best.probability(),
                            answer.guesses().subList(0, top),
                            warning),
                    new WholeText(top, explains).of(name, answer).stripTrailing(),
                    List.of(new Part(best.name(), best.probability(), Optional.empty())),
                    answer.seen(),
                    () -> WholeExplanation.draw(picture, answer));
        }
    }
}

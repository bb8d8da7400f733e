package org.mnist.serve;

import java.util.List;
import org.mnist.data.Images;
import org.mnist.network.Task;
import org.mnist.picture.Picture;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.Recogniser;
import org.mnist.vision.WholeReader;

/** What reads the pictures that are posted. It is asked by one thread at a time. */
public sealed interface PictureReader {
    /** The way of a reader, for the page. */
    String kind();

    /** What the network tells. */
    Task task();

    /** Whether the page draws in white on black, as most sets of small grey images are; otherwise in black on white. */
    boolean darkPaper();

    /** What is found before the network is asked, which several threads may do at once. */
    Prepared prepare(Picture picture);

    /** The same for one image that has the network's shape already, in which nothing is looked for. */
    Prepared prepare(Images image);

    /** A picture that is ready to be read. */
    interface Prepared {
        /** The answer, a record that is written as JSON. */
        Object read();
    }

    /** A reader of digits that are found in pictures. */
    static PictureReader digits(Recogniser recogniser) {
        return new Digits(recogniser);
    }

    /** A reader of pictures as a whole. */
    static PictureReader whole(WholeReader reader) {
        return new Whole(reader);
    }

    /** Finds digits. */
    record Digits(Recogniser recogniser) implements PictureReader {
        @Override
        public String kind() {
            return "digits";
        }

        @Override
        public Task task() {
            return Task.MNIST;
        }

        @Override
        public boolean darkPaper() {
            return false;
        }

        @Override
        public Prepared prepare(Picture picture) {
            Photo found = Photo.of(picture);
            return () -> {
                Photo photo = recogniser.cut(found);
                List<Recogniser.Reading> readings = recogniser.read(photo);
                return PredictResponse.of(photo.boxes(), photo.digits(), readings);
            };
        }

        @Override
        public Prepared prepare(Images image) {
            Box whole = new Box(0, 0, image.image().width(), image.image().height());
            return () -> PredictResponse.of(List.of(whole), image, recogniser.read(image));
        }
    }

    /** Takes pictures as a whole. */
    record Whole(WholeReader reader) implements PictureReader {
        @Override
        public String kind() {
            return "whole";
        }

        @Override
        public Task task() {
            return reader.task();
        }

        @Override
        public boolean darkPaper() {
            return task().channels() == 1 && !reader.inverts();
        }

        @Override
        public Prepared prepare(Picture picture) {
            return prepare(reader.scaled(picture).seen());
        }

        @Override
        public Prepared prepare(Images image) {
            return () -> WholeResponse.of(reader.read(image));
        }
    }
}

package org.mnist.cli.output;

import java.util.Optional;
import org.mnist.cli.options.OutputFolder;
import org.mnist.data.Images;
import org.mnist.report.ImagePicture;
import org.mnist.vision.Box;

/** A folder of what the network saw, a PNG each, with a table that tells where each is from: images to label. */
public final class Crops {
    private static final String TABLE = "crops.csv";

    private final OutputFolder folder;
    private final CsvText table = new CsvText("file", "image", "text", "probability", "x", "y", "width", "height");

    /** Those in a folder, none yet. */
    public Crops(OutputFolder folder) {
        this.folder = folder;
        folder.create();
    }

    /**
     * Adds an image.
     *
     * @param file name of its file
     * @param seen what holds it
     * @param i its place there
     * @param image the picture that it is of
     * @param text what it was read as
     * @param box where it was in the picture; none for a picture that was taken as a whole
     */
    public void add(String file, Images seen, int i, String image, String text, double probability, Optional<Box> box) {
        folder.write(file, ImagePicture.of(seen, i));
        table.add(
                file,
                image,
                text,
                probability,
                box.map(Box::x).orElse(null),
                box.map(Box::y).orElse(null),
                box.map(Box::width).orElse(null),
                box.map(Box::height).orElse(null));
    }

    /** Writes the table. */
    public void finish() {
        folder.write(TABLE, table.bytes());
    }
}

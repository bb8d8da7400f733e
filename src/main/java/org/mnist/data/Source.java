package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A place that files of a data set can be had from. What it delivers is not trusted: the taker checks every byte. */
public interface Source {
    /** The name of the source in messages. */
    String name();

    /**
     * Brings files.
     *
     * @param files which ones
     * @param taker gets each; takes nothing that is not the file
     * @throws IOException if one cannot be had here; those taken before stay
     */
    void fetch(List<KnownFile> files, Taker taker) throws IOException;

    /** Checks and keeps what a source delivers. */
    interface Taker {
        /**
         * Takes one file's content.
         *
         * @param content plain, or compressed with gzip if {@code gzip}
         * @throws IOException if it cannot be read, or is not that file
         */
        void take(KnownFile file, InputStream content, boolean gzip) throws IOException;
    }
}

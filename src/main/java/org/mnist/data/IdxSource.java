package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mnist.base.PlainFiles;

/** The bytes of an IDX file, plain or compressed with gzip, wherever they are kept. */
interface IdxSource {
    /** The name for messages. */
    String name();

    /** The bytes from the first one on. */
    InputStream open() throws IOException;

    /** How many bytes are kept: of a compressed file, the compressed ones. */
    long length() throws IOException;

    /** A file. */
    static IdxSource of(Path path) {
        return new IdxSource() {
            @Override
            public String name() {
                return path.toString();
            }

            @Override
            public InputStream open() throws IOException {
                return PlainFiles.open(path);
            }

            @Override
            public long length() throws IOException {
                return Files.size(path);
            }
        };
    }
}

package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mnist.base.PlainFiles;

/**
 * Files in a folder, compressed or plain.
 *
 * @param folder where
 * @param name what to call it in messages
 */
record FolderSource(Path folder, String name) implements Source {
    @Override
    public void fetch(List<KnownFile> files, Taker taker) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        for (KnownFile file : files) {
            Path delivered = folder.resolve(file.delivered());
            boolean there = Files.exists(delivered);
            try (InputStream in = PlainFiles.open(there ? delivered : folder.resolve(file.name()))) {
                taker.take(file, in, there && !file.asDelivered());
            }
        }
    }
}

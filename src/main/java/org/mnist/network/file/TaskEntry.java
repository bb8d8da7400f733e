package org.mnist.network.file;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.mnist.base.Failure;
import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/**
 * The entry of a model file that tells the {@link Task}, so that a model on its own knows the names of its classes. DL4J
 * leaves an entry alone that it does not know. A model of MNIST's own task has none.
 */
final class TaskEntry {
    /** The name of the entry. */
    static final String NAME = "task.json";

    /** A thousand names of a hundred characters, each of up to six bytes in JSON. */
    static final int MAX_BYTES = 1 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TaskEntry() {}

    /** Writes a model file once more, with a task behind its entries. */
    static void append(ByteArrayOutputStream model, Task task, OutputStream out) throws IOException {
        ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(model.toByteArray()));
        ZipOutputStream zip = new ZipOutputStream(out);
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            zip.putNextEntry(new ZipEntry(entry.getName()));
            in.transferTo(zip);
        }
        zip.putNextEntry(new ZipEntry(NAME));
        zip.write(JSON.writeValueAsBytes(task));
        zip.finish();
    }

    /** The task that an entry's content tells, which must be one that the network fits. */
    static Task read(byte[] content, Architecture architecture) throws InvalidModelException {
        try {
            Task task = JSON.readValue(content, Task.class);
            if (task == null || task.classCount() != architecture.classes() || !fits(task.image(), architecture)) {
                throw new InvalidModelException("its " + NAME + " is not of its network");
            }
            return task;
        } catch (IOException e) {
            throw new InvalidModelException("its " + NAME + " is damaged", e);
        }
    }

    /** Whether images have the network's shape; one that begins with a vector tells only their size. */
    private static boolean fits(Shape image, Architecture architecture) {
        return architecture.rows().get(0).layer() instanceof LayerSpec.Flatten
                ? image.size() == architecture.image().size()
                : image.equals(architecture.image());
    }

    /** The task of a network whose file tells none: classes have numbers for names. */
    static Task missing(Architecture architecture) throws InvalidModelException {
        try {
            return Task.of(architecture.image(), Task.numbers(0, architecture.classes()));
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException("it has no " + NAME + ", and " + Failure.message(e), e);
        }
    }
}

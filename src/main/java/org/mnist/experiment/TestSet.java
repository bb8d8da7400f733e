package org.mnist.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Text;
import org.mnist.network.Task;

/**
 * The images that a run was scored on, or is to be.
 *
 * @param run the run, for messages
 * @param data the name of the data
 * @param task what is told of each image
 * @param images how many there are; null where the run has not been scored
 * @param hashes the SHA-256 of their files by name; empty where that is not known
 */
record TestSet(String run, String data, Task task, @Nullable Integer images, Map<String, String> hashes) {
    /** The most names of classes in a line. */
    private static final int MOST_NAMES = 4;

    /**
     * Says how two sets differ; empty if they are the same, as far as can be told. What the images are counts for more than
     * what they were called: people's own data may lie anywhere.
     */
    Optional<String> differenceFrom(TestSet other) {
        if (!task.classes().equals(other.task.classes())) {
            return Optional.of("not the same classes: " + other.run + " tells " + names(other.task) + ", and " + run
                    + " " + names(task));
        }
        boolean bothHashed = !hashes.isEmpty() && hashes.keySet().equals(other.hashes.keySet());
        if (bothHashed && hashes.equals(other.hashes)) {
            return Optional.empty();
        }
        boolean otherNumber = images != null && other.images != null && !images.equals(other.images);
        if (otherNumber || !data.equals(other.data)) {
            return Optional.of("not the same test images: " + other.run + " has " + other.words() + ", and " + run + " "
                    + words());
        }
        return bothHashed
                ? Optional.of("not the same test images: those of " + other.run + " and " + run + ", both called "
                        + Text.printable(data) + ", have different SHA-256")
                : Optional.empty();
    }

    private String words() {
        return Text.printable(data) + (images == null ? "" : " with " + Text.number(images, "image"));
    }

    /** The classes in a few words: {@code 26 classes (a, b, c … z)}. */
    private static String names(Task task) {
        List<String> classes = task.classes();
        int count = classes.size();
        String names = count <= MOST_NAMES
                ? String.join(", ", classes)
                : String.join(", ", classes.subList(0, MOST_NAMES - 1)) + " … " + classes.get(count - 1);
        return count + " classes (" + Text.printable(names) + ")";
    }
}

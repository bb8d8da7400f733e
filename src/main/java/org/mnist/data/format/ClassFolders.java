package org.mnist.data.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetFormat;
import org.mnist.data.Images;
import org.mnist.data.ReadOptions;
import org.mnist.data.TestImages;
import org.mnist.network.Task;

/** A folder with a folder of pictures for each class, or with folders {@code train}, {@code test} and {@code val} of those. */
public final class ClassFolders implements DatasetFormat {
    @Override
    public String form() {
        return "a folder with a folder of pictures for each class";
    }

    @Override
    public Optional<Dataset> open(Path path, ReadOptions options, Consumer<String> log) {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        Optional<FolderTree> tree = FolderTree.of(path, log);
        if (tree.isEmpty() && (!FolderTree.alone(path).isEmpty() || FolderTree.hasOneClass(path))) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    Text.printable(path.toString())
                            + " is not supported: to train on pictures, each class has a folder of"
                            + " its own, such as cat and dog, and there are two at least");
        }
        return tree.map(found -> dataset(path, found, options, log));
    }

    @Override
    public Optional<TestImages> openTest(Path path, Task task, ReadOptions options, Consumer<String> log) {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        Optional<FolderTree> tree = FolderTree.of(path, log);
        if (tree.isEmpty()) {
            return Optional.of(FolderTree.alone(path))
                    .filter(pictures -> !pictures.isEmpty())
                    .map(pictures -> test(path, pictures, task, options, log));
        }
        List<FolderTree.Member> tests = tree.get().parts().get(FileRole.TEST);
        if (tests != null) {
            return Optional.of(test(path, tests, task, options, log));
        }
        boolean onlyTest = !tree.get().split()
                && FileRole.ofFolder(Listing.name(path.toAbsolutePath().normalize()))
                        .equals(Optional.of(FileRole.TEST));
        return Optional.of(
                onlyTest
                        ? test(path, tree.get().members(FileRole.TRAIN), task, options, log)
                        : heldOut(path, tree.get(), task, options, log));
    }

    private static Dataset dataset(Path path, FolderTree tree, ReadOptions options, Consumer<String> log) {
        PictureSet pictures = new PictureSet(path, options.skipBad(), log);
        pictures.chooseSize(tree, options.imageSize());
        return read(path, tree, pictures, log);
    }

    /** The images that are held out of a data set without a test set, of which a model was trained on the others. */
    private static TestImages heldOut(
            Path path, FolderTree tree, Task task, ReadOptions options, Consumer<String> log) {
        PictureSet pictures = new PictureSet(path, options.skipBad(), log);
        pictures.fit(task.image());
        return TestImages.of(read(path, tree, pictures, log), task, log);
    }

    private static Dataset read(Path path, FolderTree tree, PictureSet pictures, Consumer<String> log) {
        pictures.read(tree);
        return new ReadImages(
                        pictures.images(FileRole.TRAIN),
                        tree.parts().containsKey(FileRole.VALIDATION) ? pictures.images(FileRole.VALIDATION) : null,
                        tree.parts().containsKey(FileRole.TEST) ? pictures.images(FileRole.TEST) : null,
                        pictures.classes())
                .dataset(path.toString(), log);
    }

    private static TestImages test(
            Path path, List<FolderTree.Member> members, Task task, ReadOptions options, Consumer<String> log) {
        PictureSet pictures = new PictureSet(path, options.skipBad(), log);
        pictures.fit(task.image());
        pictures.read(FolderTree.ofTests(members));
        Images images = pictures.images(FileRole.TEST).build();
        return TestImages.of(path.toString(), images, pictures.classes().names(), task, log);
    }
}

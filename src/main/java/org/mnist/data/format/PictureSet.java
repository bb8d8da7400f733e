package org.mnist.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.base.Text;
import org.mnist.config.ImageSize;
import org.mnist.data.Images;
import org.mnist.network.Shape;
import org.mnist.network.Task;
import org.mnist.picture.PictureFile;
import org.mnist.picture.PictureSize;
import org.mnist.picture.ScaledPicture;

/**
 * Reads picture files into images of one size, on all processors. They are grey if every pixel of every picture is; a single
 * picture with colours gives all of them three channels.
 */
final class PictureSet {
    /** The longer side that pictures get whose commonest size is too large. */
    private static final int SMALLER = 64;

    /** How many files are read before their images are put in order. */
    private static final int AT_ONCE = 512;

    /** How many files that cannot be read are listed. */
    private static final int LISTED = 10;

    /** By the name of the file, so that pictures that are numbered over all classes come as they were numbered. */
    private static final Comparator<FolderTree.Member> ORDER = Comparator.comparing(
                    (FolderTree.Member member) -> String.valueOf(member.file().getFileName()))
            .thenComparing(member -> String.valueOf(member.className()))
            .thenComparing(member -> member.file().toString());

    private static final int GREY = 1;
    private static final int COLOURS = 3;

    /** About how many bytes a decoder needs for a pixel. */
    private static final long BYTES_A_PIXEL = 6;

    private final Path root;
    private final boolean skipBad;
    private final Consumer<String> log;
    private final ClassTurns classes = new ClassTurns();
    private final Map<FileRole, Images.Builder> images = new EnumMap<>(FileRole.class);
    private final List<String> bad = new ArrayList<>();
    /** A quarter of the heap. */
    private final int megabytes = (int) Math.max(64, Runtime.getRuntime().maxMemory() >> 22);

    private final Semaphore memory = new Semaphore(megabytes);
    private PictureSize size = new PictureSize(0, 0);

    /** How many channels the images are to have; 0 if that is left to the pictures. */
    private int channels;

    PictureSet(Path root, boolean skipBad, Consumer<String> log) {
        this.root = root;
        this.skipBad = skipBad;
        this.log = log;
    }

    /** The classes of the pictures that were read. */
    ClassTurns classes() {
        return classes;
    }

    /** The images of a part. */
    Images.Builder images(FileRole role) {
        return Objects.requireNonNull(images.get(role));
    }

    /** Gives images the shape that a model takes. */
    void fit(Shape image) {
        size = new PictureSize(image.height(), image.width());
        channels = image.channels();
    }

    /** Gives images the size that somebody asks for, or the commonest one. */
    void chooseSize(FolderTree tree, ImageSize asked) {
        if (!asked.equals(ImageSize.AUTO)) {
            size = new PictureSize(asked.height(), asked.width());
            return;
        }
        List<Path> files = tree.parts().values().stream()
                .flatMap(List::stream)
                .map(FolderTree.Member::file)
                .toList();
        Map<PictureSize, Long> counts = files.parallelStream()
                .map(PictureSet::sizeOf)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(found -> found, Collectors.counting()));
        if (counts.isEmpty()) {
            size = new PictureSize(Task.MIN_SIDE, Task.MIN_SIDE); // reading will say what is wrong with each
            return;
        }
        PictureSize commonest = counts.entrySet().stream()
                .min(Map.Entry.<PictureSize, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(
                                Comparator.comparingLong(PictureSet::area).thenComparingInt(PictureSize::height))))
                .orElseThrow()
                .getKey();
        size = within(commonest);
        say(counts, commonest);
    }

    private static @Nullable PictureSize sizeOf(Path file) {
        try (PictureFile picture = PictureFile.open(file)) {
            return picture.size();
        } catch (IOException e) {
            return null; // said when the file is read
        }
    }

    private static long area(PictureSize size) {
        return (long) size.height() * size.width();
    }

    /** A size of the same form, as nearly as can be, whose sides are within a task's limits. */
    private static PictureSize within(PictureSize size) {
        int longer = Math.max(size.height(), size.width());
        int shorter = Math.min(size.height(), size.width());
        double factor = longer > Task.MAX_SIDE
                ? SMALLER / (double) longer
                : shorter < Task.MIN_SIDE ? Task.MIN_SIDE / (double) shorter : 1;
        return new PictureSize(side(size.height() * factor), side(size.width() * factor));
    }

    private static int side(double side) {
        return (int) Math.max(Task.MIN_SIDE, Math.min(Task.MAX_SIDE, Math.round(side)));
    }

    private void say(Map<PictureSize, Long> counts, PictureSize commonest) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long have = Objects.requireNonNull(counts.get(commonest));
        if (have == all && size.equals(commonest)) {
            return;
        }
        String share = have == all ? "all have" : Text.count(have) + " of " + Text.count(all) + " have";
        log.accept(Text.printable(root.toString()) + ": pictures are scaled to " + size
                + (size.equals(commonest)
                        ? ", the commonest size, which " + share
                        : ", because the commonest size, which " + share + ", is " + commonest)
                + "; --image-size says another");
    }

    /**
     * Reads all parts.
     *
     * @throws Failure of kind BAD_INPUT if files cannot be read and are not to be left out
     */
    void read(FolderTree tree) {
        int all = 0;
        for (Map.Entry<FileRole, List<FolderTree.Member>> part : tree.parts().entrySet()) {
            images.put(
                    part.getKey(), read(part.getValue().stream().sorted(ORDER).toList()));
            all += part.getValue().size();
        }
        if (!bad.isEmpty()) {
            judgeBad(all);
        }
        boolean colours =
                images.values().stream().anyMatch(builder -> builder.image().channels() == COLOURS);
        if (colours) {
            images.replaceAll((role, builder) -> coloured(builder));
        }
    }

    private Images.Builder read(List<FolderTree.Member> members) {
        Images.Builder read = new Images.Builder(shape(channels == COLOURS ? COLOURS : GREY));
        for (int first = 0; first < members.size(); first += AT_ONCE) {
            List<FolderTree.Member> some = members.subList(first, Math.min(members.size(), first + AT_ONCE));
            List<Result> results =
                    some.parallelStream().map(member -> read(member.file())).toList();
            for (int i = 0; i < some.size(); i++) {
                Result result = results.get(i);
                if (result.problem != null) {
                    note(some.get(i).file(), result.problem);
                    continue;
                }
                if (result.pixels.length > read.image().size()) {
                    read = coloured(read);
                }
                read.add(
                        inChannels(result.pixels, read.image().channels()),
                        0,
                        turn(some.get(i).className()));
            }
        }
        return read;
    }

    private Shape shape(int of) {
        return Shape.maps(of, size.height(), size.width());
    }

    /** What became of a file: its pixels, or why it has none. */
    private static final class Result {
        private final byte[] pixels;
        private final @Nullable String problem;

        Result(byte[] pixels, @Nullable String problem) {
            this.pixels = pixels;
            this.problem = problem;
        }
    }

    private Result read(Path file) {
        try (PictureFile picture = PictureFile.open(file)) {
            int needed = (int) Math.min(megabytes, 1 + ((area(picture.size()) * BYTES_A_PIXEL) >> 20));
            memory.acquireUninterruptibly(needed);
            try {
                return new Result(pixels(picture), null);
            } finally {
                memory.release(needed);
            }
        } catch (IOException e) {
            return new Result(new byte[0], SafeFiles.reason(e));
        }
    }

    private byte[] pixels(PictureFile picture) throws IOException {
        ScaledPicture scaled =
                picture.decode(decoded -> ScaledPicture.of(decoded.image(), size.height(), size.width()));
        boolean grey = channels == GREY || (channels == 0 && scaled.isGrey());
        return grey ? scaled.grey() : scaled.colours();
    }

    /** The same numbers once for each of three channels, if so many are wanted and there is one. */
    private byte[] inChannels(byte[] pixels, int wanted) {
        int area = size.height() * size.width();
        if (pixels.length == wanted * area) {
            return pixels;
        }
        byte[] all = new byte[COLOURS * area];
        IntStream.range(0, COLOURS).forEach(channel -> System.arraycopy(pixels, 0, all, channel * area, area));
        return all;
    }

    private Images.Builder coloured(Images.Builder builder) {
        if (builder.image().channels() == COLOURS) {
            return builder;
        }
        Images grey = builder.build();
        Images.Builder coloured = new Images.Builder(shape(COLOURS));
        for (int i = 0; i < grey.count(); i++) {
            coloured.add(inChannels(grey.bytes(i), COLOURS), 0, grey.label(i));
        }
        return coloured;
    }

    private int turn(@Nullable String className) {
        try {
            return className == null ? -1 : classes.turn(className);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    Text.printable(root.toString()) + " is not supported: " + Failure.message(e),
                    e);
        }
    }

    private void note(Path file, String problem) {
        String name = root.relativize(file).toString();
        bad.add(Text.printable(name + " (" + problem.substring(0, Math.min(problem.length(), 100)) + ")"));
    }

    private void judgeBad(int all) {
        String list = Stream.concat(
                        bad.stream().limit(LISTED),
                        bad.size() > LISTED
                                ? Stream.of("and " + Text.count(bad.size() - LISTED) + " more")
                                : Stream.of())
                .collect(Collectors.joining(", "));
        String many = Text.printable(root.toString()) + ": " + Text.count(bad.size()) + " of " + Text.count(all)
                + " files are no pictures that can be read";
        boolean some = images.values().stream().allMatch(builder -> builder.count() > 0);
        if (!skipBad || !some) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    many + ": " + list
                            + (some ? "; mend them or take them away, or leave them out by --skip-bad" : ""));
        }
        log.accept(many + " and are left out: " + list);
    }
}

package org.mnist.data;

import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.mnist.base.Failure;

/**
 * How data sets are downloaded: by which proxies, and from which mirror of one's own before all others. Such a mirror has the files
 * as their publishers deliver them, in a folder for each data set, as the cache has.
 */
public final class Downloads {
    /** What is said of a server that answers. */
    public static final String ANSWERS = "answers";

    private final Proxies proxies;
    private final Optional<URI> mirror;

    private Downloads(Proxies proxies, Optional<URI> mirror) {
        this.proxies = proxies;
        this.mirror = mirror;
    }

    /**
     * Downloads as variables say: the usual ones of proxies, and {@code MNIST_MIRROR}.
     *
     * @throws Failure of kind USAGE if that is no address of a server
     */
    public static Downloads of(Map<String, String> variables) {
        String mirror = variables.getOrDefault("MNIST_MIRROR", "");
        Downloads downloads = new Downloads(new Proxies(variables), Optional.empty());
        return mirror.isEmpty() ? downloads : downloads.from("MNIST_MIRROR", mirror);
    }

    /**
     * The same from another mirror of one's own.
     *
     * @param origin who names it, for messages
     * @throws Failure of kind USAGE if it is no address of a server
     */
    public Downloads from(String origin, String address) {
        try {
            URI uri = URI.create(address.endsWith("/") ? address : address + "/");
            boolean ofServer = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (ofServer && uri.getHost() != null && uri.getUserInfo() == null && uri.getPort() <= Proxies.MOST_PORT) {
                return new Downloads(proxies, Optional.of(uri));
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new Failure(
                Failure.Kind.USAGE,
                origin + " is " + withoutUser(address)
                        + "; it must be the address of a server, such as https://HOST/PATH/, which has"
                        + " the files of each data set in a folder of its name");
    }

    /** An address without the name and the password that may be in it. */
    private static String withoutUser(String address) {
        return address.replaceFirst("//[^/]*@", "//…@");
    }

    /** A data set that is fetched so. */
    KnownDataset of(KnownDataset dataset) {
        List<Source> sources = Stream.concat(own(dataset), dataset.sources().stream())
                .map(source -> source instanceof MirrorSource server ? server.through(proxies) : source)
                .toList();
        return dataset.from(sources);
    }

    /**
     * Whether the servers of a data set answer at all, whatever they say: for each its name, and {@link #ANSWERS} or why not. They
     * are asked at the same time, for no more than a few seconds.
     */
    public Map<String, String> answers(KnownDataset dataset) {
        List<MirrorSource> servers = of(dataset).sources().stream()
                .filter(MirrorSource.class::isInstance)
                .map(MirrorSource.class::cast)
                .toList();
        Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
        servers.forEach(server -> asked.put(
                server.name(),
                CompletableFuture.supplyAsync(() -> server.whySilent().orElse(ANSWERS))));
        Map<String, String> answers = new LinkedHashMap<>();
        asked.forEach((name, answer) -> answers.put(name, answer.join()));
        return answers;
    }

    private Stream<Source> own(KnownDataset dataset) {
        return mirror.stream()
                .map(base -> new MirrorSource(base.resolve(dataset.folder() + "/"), limits(dataset, base)));
    }

    /** As patient as with the others; and the server that somebody has named may be of any kind, anywhere. */
    private static MirrorSource.Limits limits(KnownDataset dataset, URI base) {
        MirrorSource.Limits others = dataset.sources().stream()
                .filter(MirrorSource.class::isInstance)
                .map(source -> ((MirrorSource) source).limits())
                .findFirst()
                .orElse(MirrorSource.Limits.STANDARD);
        Set<String> trusted = new HashSet<>(others.trusted());
        trusted.add(Objects.requireNonNull(base.getAuthority()));
        return new MirrorSource.Limits(others.connect(), others.answer(), others.body(), trusted);
    }
}

package org.mnist.base;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The folder for what a user's programs can make or fetch again. */
public final class UserCache {
    private UserCache() {}

    /**
     * The folder of this program: {@code $XDG_CACHE_HOME/mnist} if that is absolute, else {@code ~/.cache/mnist}; for a user without a home
     * {@link #temporary}. Nothing is created.
     *
     * @param variables the environment
     */
    public static Path folder(Map<String, String> variables) {
        String caches = variables.getOrDefault("XDG_CACHE_HOME", "");
        if (Path.of(caches)
                .isAbsolute()) { // a relative one is to be passed over, says the XDG Base Directory Specification
            return Path.of(caches, "mnist");
        }
        String home = variables.getOrDefault("HOME", "");
        if (home.isEmpty()) {
            home = System.getProperty("user.home", "");
        }
        // Java says "?" for a user whom the system does not know; that is no folder.
        return Path.of(home).isAbsolute() ? Path.of(home, ".cache", "mnist") : temporary();
    }

    /** A folder in that of temporary files, with the user's number or name in its own, so that it is nobody else's by chance. */
    public static Path temporary() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        String user = System.getProperty("user.name");
        if (Users.areNumbered()) {
            try {
                user = Long.toString(Users.current(temporary));
            } catch (IOException e) {
                user = "unknown"; // where no file can be created no folder can be, and that is said then
            }
        }
        return temporary.resolve("mnist-" + user);
    }
}

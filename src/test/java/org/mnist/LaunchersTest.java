package org.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The launcher for Windows, read where it cannot be run. PackageIT runs it there. */
class LaunchersTest {
    private static List<String> lines() throws IOException {
        return Files.readString(Path.of("scripts/mnist.bat")).lines().toList();
    }

    @Test
    void windowsGetsItsLineEndsAndNothingButAscii() throws IOException {
        String text = Files.readString(Path.of("scripts/mnist.bat"));
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(text).matches("(?s)\\p{ASCII}*");
    }

    /** A folder may be called "C:\Program Files (x86)": every path is quoted, and so is every assignment. */
    @Test
    void pathsAreQuoted() throws IOException {
        for (String line : lines()) {
            if (!line.startsWith("rem ")) {
                String bare = line.replaceAll("\"[^\"]*\"", "");
                assertThat(bare).as(line).doesNotContain("%here%", "%root%", "%jar%", "%java%", "%JAVA_HOME%", "~dp0");
                assertThat(line).as(line).doesNotContainPattern("(^|[&(]) *set (?!\")");
            }
        }
    }

    @Test
    void theExitCodeIsJavasAndTheArgumentsAreTheCallers() throws IOException {
        List<String> lines = lines();
        int call = lines.indexOf("\"%java%\" @\"%here%mnist.options\" %flags% %MNIST_JAVA_OPTS% -jar \"%jar%\" %*");
        assertThat(call).isPositive();
        assertThat(lines.get(call + 1)).isEqualTo("set \"code=%errorlevel%\"");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("exit /b %code%");
    }

    /** The code page that was there before comes back, and the Java of a release goes before another one. */
    @Test
    void theConsoleSpeaksUtf8WhileItRuns() throws IOException {
        String text = String.join("\n", lines());
        assertThat(text.indexOf("chcp 65001 >nul")).isBetween(text.indexOf("set \"page=%%p\""), text.indexOf("-jar"));
        assertThat(text.indexOf("chcp %page% >nul")).isGreaterThan(text.indexOf("-jar"));
        assertThat(text.indexOf("%root%\\java\\bin\\java.exe")).isBetween(0, text.indexOf("%JAVA_HOME%"));
    }

    /** One file has Java's options, for every launcher. */
    @Test
    void bothGiveJavaTheSameOptions() throws IOException {
        assertThat(Files.readString(Path.of("scripts/mnist"))).contains("flags=(@\"$here/mnist.options\")");
        assertThat(Files.readString(Path.of("scripts/mnist.bat"))).contains("@\"%here%mnist.options\"");
    }
}

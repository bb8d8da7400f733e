package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mnist.base.Hashes;

/** The page as text; a browser looks at it in {@code DrawingPageTest}. */
class DrawingPageTemplateTest {
    private static final String PAGE = DrawingPage.of(List.of(TestServer.digits("five")));

    @Test
    void theModelIsNamedInTitleAndHead() {
        assertThat(PAGE)
                .contains("<title>Draw a digit: &lt;b&gt;five&lt;/b&gt;</title>")
                .contains("<b>&lt;b&gt;five&lt;/b&gt;</b> knows &quot;much&quot;</p>")
                .doesNotContain("${");
    }

    /** A browser runs the script, and takes the style, only if these are their hashes. */
    @Test
    void thePolicyHasTheHashesOfStyleAndScript() throws Exception {
        for (String element : new String[] {"style", "script"}) {
            Matcher found = Pattern.compile("(?s)<" + element + ">(.*)</" + element + ">")
                    .matcher(PAGE);
            assertThat(found.find()).isTrue();
            byte[] hash = Hashes.sha256().digest(found.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(DrawingPage.POLICY)
                    .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        }
        assertThat(DrawingPage.POLICY).startsWith("default-src 'none'; connect-src 'self';");
    }
}

package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mnist.base.Resources;

class HtmlTest {
    @Test
    void textIsEscapedOnce() {
        assertThat(Html.escape("<b class=\"a\">1 & 2</b>"))
                .isEqualTo("&lt;b class=&quot;a&quot;&gt;1 &amp; 2&lt;/b&gt;");
        assertThat(Html.escape("&lt;")).isEqualTo("&amp;lt;");
        assertThat(Html.escape("it's 5 €")).isEqualTo("it's 5 €");
    }

    @Test
    void eachHoleIsFilledWithItsPart() {
        assertThat(Html.fill("${a} and ${b}, ${a}; $c ${}", Map.of("a", "one", "b", "two", "c", "three")))
                .isEqualTo("one and two, one; $c ${}");
    }

    /** A user's text is no template. */
    @Test
    void partsAreNoTemplates() {
        assertThat(Html.fill("${a}${b}", Map.of("a", "${b}$1\\", "b", "x"))).isEqualTo("${b}$1\\x");
    }

    @Test
    void aHoleWithoutAPartIsAFault() {
        assertThatThrownBy(() -> Html.fill("${missing}", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("${missing}");
    }

    @Test
    void templatesLieBesideTheirClasses() {
        assertThat(Resources.text(ReportPage.class, "page.html")).startsWith("<!DOCTYPE html>");
    }
}

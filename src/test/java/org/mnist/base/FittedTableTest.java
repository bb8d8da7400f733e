package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FittedTableTest {
    private static FittedTable table() {
        FittedTable table = new FittedTable();
        table.column("name", "name", 0, List.of("a/long/name", "b"));
        table.column("first key", ">k1", 10, List.of("12345", "1"));
        table.column("second key", ">k2", 10, List.of("12345", "2"));
        table.column("test", ">test", 0, List.of("98.55 %", "–"));
        table.column("time", "time", 99, List.of("1 min", "2 min"));
        return table;
    }

    @Test
    void whatFitsIsAllThere() {
        FittedTable.Fitted fitted = table().fit(80);
        assertThat(fitted.left()).isEmpty();
        assertThat(fitted.table().text()).isEqualTo(table().all().text()).contains("k1", "k2", "time");
        assertThat(fitted.table().width()).isEqualTo(11 + 5 + 5 + 7 + 5 + 4 * 2);
        assertThat(table().fit(41).left()).isEmpty();
    }

    /** The highest rank goes first, of equal ones the last column; what is left is named as the columns stood. */
    @Test
    void whatMattersLeastGoesFirst() {
        assertThat(table().fit(40).left()).containsExactly("time");
        assertThat(table().fit(34).left()).containsExactly("time");
        assertThat(table().fit(33).left()).containsExactly("second key", "time");
        assertThat(table().fit(26).left()).containsExactly("first key", "second key", "time");
    }

    /** No line is ever longer than asked for, as long as there is room for the rows' names at all. */
    @ParameterizedTest
    @ValueSource(ints = {17, 18, 19, 20, 25, 30, 40, 60})
    void noLineIsLonger(int width) {
        assertThat(table().fit(width).table().text().lines())
                .hasSize(4)
                .allMatch(line -> Text.length(line) <= width, "at most " + width);
    }

    /** As many names as there is room for, and one in any case. */
    @Test
    void whatIsNotShownIsSaidInOneLine() {
        assertThat(table().fit(41).notShown(80)).isEmpty();
        assertThat(table().fit(20).notShown(80)).hasValue("not shown: first key, second key, time; --json has all");
        assertThat(table().fit(20).notShown(49)).hasValue("not shown: first key and 2 more; --json has all");
        assertThat(table().fit(20).notShown(10)).hasValue("not shown: first key and 2 more; --json has all");
    }

    @Test
    void aNameThatIsTooLongIsCutAtItsBeginning() {
        assertThat(table().fit(18).table().text()).contains("…ong/name  98.55 %", "b                –");
    }
}

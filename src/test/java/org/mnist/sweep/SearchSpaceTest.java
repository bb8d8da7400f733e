package org.mnist.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.base.Failure;

class SearchSpaceTest {
    private static SearchSpace space(String... settings) {
        Map<String, Values> all = new LinkedHashMap<>();
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            all.put(pair[0], Values.parse(pair[1], setting));
        }
        return new SearchSpace(List.of("a", "b"), all);
    }

    @Test
    void aGridHasEveryCombinationOnceTheLastKeyFastest() {
        assertThat(space("x=1,2", "y=u,v").grid())
                .extracting(point -> point.arch() + point.settings())
                .containsExactly(
                        "a{x=1, y=u}",
                        "a{x=1, y=v}",
                        "a{x=2, y=u}",
                        "a{x=2, y=v}",
                        "b{x=1, y=u}",
                        "b{x=1, y=v}",
                        "b{x=2, y=u}",
                        "b{x=2, y=v}");
        assertThat(space().grid()).extracting(SearchSpace.Point::arch).containsExactly("a", "b");
    }

    @Test
    void aGridWithoutEndOrTooLargeIsRefused() {
        assertThatThrownBy(() -> space("x=log:1..2").grid())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--set x names a range")
                .hasMessageContaining("--trials");
        String many = String.join(
                ",", IntStream.range(0, 400).mapToObj(Integer::toString).toList());
        assertThatThrownBy(() -> space("x=" + many, "y=" + many, "z=" + many, "w=" + many, "v=" + many)
                        .grid())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("more than 100,000 combinations");
    }

    @Test
    void whatIsDrawnDependsOnTheSeedAndOnNothingElse() {
        SearchSpace space = space("x=log:1e-3..1", "y=1,2,3");
        List<SearchSpace.Point> drawn = space.draw(20, 7);
        assertThat(drawn).hasSize(20).doesNotHaveDuplicates().isEqualTo(space.draw(20, 7));
        assertThat(space.draw(50, 7)).startsWith(drawn.toArray(SearchSpace.Point[]::new));
        assertThat(space.draw(20, 8)).isNotEqualTo(drawn);
        assertThat(drawn).extracting(SearchSpace.Point::arch).contains("a", "b");
        assertThat(drawn).extracting(point -> point.settings().get("y")).contains("1", "2", "3");
    }

    @Test
    void moreThanThereAreAreAllThatThereAre() {
        SearchSpace space = space("x=1,2", "y=1,2");
        assertThat(space.draw(1000, 1)).containsExactlyInAnyOrderElementsOf(space.grid());
    }

    @Test
    void onlyWhatVariesIsTold() {
        assertThat(space("x=1", "y=1,2", "z=int:1..2").varied()).containsExactly("y", "z");
    }
}

package org.mnist.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.eval.EvalResult.Mistake;

class ConfusedPairTest {
    /** Both ways round count as one pair; the surest mistakes are its examples. */
    @Test
    void pairsAreInTheOrderOfTheirMistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            mistakes.add(new Mistake(i, i % 2 == 0 ? 9 : 4, i % 2 == 0 ? 4 : 9, 1 - i / 100.0));
        }
        mistakes.add(new Mistake(20, 1, 7, 0.8));
        mistakes.add(new Mistake(21, 0, 7, 0.7));
        mistakes.add(new Mistake(22, 7, 1, 0.6));
        List<ConfusedPair> pairs = ConfusedPair.hardest(mistakes);
        assertThat(pairs).extracting(ConfusedPair::first).containsExactly(4, 1, 0);
        assertThat(pairs).extracting(ConfusedPair::second).containsExactly(9, 7, 7);
        assertThat(pairs).extracting(ConfusedPair::mistakes).containsExactly(10, 2, 1);
        assertThat(pairs.get(0).examples()).isEqualTo(mistakes.subList(0, 8));
        assertThat(pairs.get(1).examples()).extracting(Mistake::image).containsExactly(20, 22);
    }

    @Test
    void fivePairsAreKept() {
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            mistakes.add(new Mistake(i, i, i + 1, 0.5));
        }
        assertThat(ConfusedPair.hardest(mistakes))
                .extracting(ConfusedPair::first)
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(ConfusedPair.hardest(List.of())).isEmpty();
    }

    @Test
    void examplesAreOfThePair() {
        assertThatThrownBy(() -> new ConfusedPair(1, 7, 1, List.of(new Mistake(0, 1, 2, 0.5))))
                .hasMessage("a mistake of other classes is listed with 1 and 7");
    }
}

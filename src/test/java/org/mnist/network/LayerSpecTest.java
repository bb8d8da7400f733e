package org.mnist.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mnist.config.ValidationSplit;

class LayerSpecTest {
    private static final Shape MAPS = Shape.maps(3, 7, 9);

    @Test
    void convolutionsCountShapesParametersAndWork() {
        LayerSpec.Conv conv = new LayerSpec.Conv(4, 3, 2, Padding.VALID, true, null);
        assertThat(conv.output(MAPS)).isEqualTo(Shape.maps(4, 3, 4));
        assertThat(conv.parameters(MAPS)).isEqualTo(4 * 3 * 9 + 4);
        assertThat(conv.multiplyAdds(MAPS)).isEqualTo(4 * 12 * 27);
        assertThat(new LayerSpec.Conv(4, 3, 2, Padding.SAME, false, null).output(MAPS))
                .isEqualTo(Shape.maps(4, 4, 5));
        assertThat(new LayerSpec.Conv(4, 3, 2, Padding.SAME, false, null).parameters(MAPS))
                .isEqualTo(108);
        assertThat(new LayerSpec.Conv(4, 3, 1, new Padding(false, 2), null, null).output(MAPS))
                .isEqualTo(Shape.maps(4, 9, 11));
    }

    @Test
    void poolsCutRaggedEdgesUnlessPadded() {
        assertThat(new LayerSpec.MaxPool(2, null, null).output(MAPS)).isEqualTo(Shape.maps(3, 3, 4));
        assertThat(new LayerSpec.AvgPool(2, null, Padding.SAME).output(MAPS)).isEqualTo(Shape.maps(3, 4, 5));
        assertThat(new LayerSpec.GlobalAvgPool().output(MAPS)).isEqualTo(Shape.vector(3));
        assertThat(new LayerSpec.GlobalMaxPool().output(MAPS)).isEqualTo(Shape.vector(3));
        assertThat(new LayerSpec.ZeroPad(1).output(MAPS)).isEqualTo(Shape.maps(3, 9, 11));
        assertThat(new LayerSpec.CentreCrop(4).output(MAPS)).isEqualTo(Shape.maps(3, 4, 4));
        assertThat(new LayerSpec.CentreCrop(4).rows(MAPS)).isEqualTo(new Padding.Edges(1, 2));
        assertThat(new LayerSpec.CentreCrop(4).columns(MAPS)).isEqualTo(new Padding.Edges(2, 3));
        assertThatThrownBy(() -> new LayerSpec.CentreCrop(8).output(MAPS)).hasMessageContaining("sizes up to 7");
        assertThat(new LayerSpec.Flatten().output(MAPS)).isEqualTo(Shape.vector(189));
    }

    @Test
    void batchNormsHaveRunningStatisticsThatAreNotTrained() {
        assertThat(new LayerSpec.BatchNorm(null, null).parameters(MAPS)).isEqualTo(12);
        assertThat(new LayerSpec.BatchNorm(null, null).trainable(MAPS)).isEqualTo(6);
    }

    @Test
    void anOutputWithoutWeightsTakesTenNumbers() {
        assertThat(new LayerSpec.Output(false, 10).output(Shape.vector(10))).isEqualTo(Shape.vector(10));
        assertThat(new LayerSpec.Output(false, 10).parameters(Shape.vector(10))).isZero();
        assertThatThrownBy(() -> new LayerSpec.Output(false, 10).output(Shape.vector(11)))
                .hasMessageContaining("exactly 10");
        assertThatThrownBy(() -> new LayerSpec.Dense(5, null, null).output(MAPS))
                .hasMessageContaining("flatten");
        assertThatThrownBy(() -> new LayerSpec.MaxPool(2, null, null).output(Shape.vector(9)))
                .hasMessageContaining("feature maps");
    }

    /** A kind must be named to Jackson, and be among those that a model is read by; the compiler cannot see this. */
    @Test
    void everyKindIsDeclaredEverywhere() {
        Set<Class<?>> kinds = Stream.of(LayerSpec.class.getPermittedSubclasses())
                .flatMap(kind -> kind.isInterface() ? Stream.of(kind.getPermittedSubclasses()) : Stream.of(kind))
                .collect(Collectors.toSet());
        assertThat(LayerSpec.class.getAnnotation(JsonSubTypes.class).value())
                .extracting(JsonSubTypes.Type::value)
                .containsExactlyInAnyOrderElementsOf(kinds);
        LayerSpec.Kinds<?> names = (LayerSpec.Kinds<?>) Proxy.newProxyInstance(
                LayerSpec.class.getClassLoader(),
                new Class<?>[] {LayerSpec.Kinds.class},
                (proxy, method, none) -> method.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, method)
                        : method.getName().toLowerCase(Locale.ROOT));
        assertThat((List<?>) names.all())
                .extracting(Object::toString)
                .containsExactlyInAnyOrderElementsOf(kinds.stream()
                        .map(kind -> kind.getSimpleName().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void aWindowMustNotLieInThePaddingOnly() {
        assertThatThrownBy(() -> new LayerSpec.Conv(1, 3, 1, new Padding(false, 3), null, null))
                .hasMessageContaining("smaller than the kernel");
    }

    @Test
    void validationSplitsAreCountsSharesOrFractions() {
        assertThat(ValidationSplit.parse(5000).of(60_000)).isEqualTo(5000);
        assertThat(ValidationSplit.parse(0.2).of(60_000)).isEqualTo(12_000);
        assertThat(ValidationSplit.parse("1/12").of(60_000)).isEqualTo(5000);
        assertThat(ValidationSplit.parse("1/12").of(6_000)).isEqualTo(500);
        assertThat(ValidationSplit.parse(0).of(60_000)).isZero();
        assertThatThrownBy(() -> ValidationSplit.parse(60_000).of(60_000)).hasMessageContaining("leaves none");
    }
}

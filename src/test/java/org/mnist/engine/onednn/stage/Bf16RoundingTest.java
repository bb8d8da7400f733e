package org.mnist.engine.onednn.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.api.Test;
import org.mnist.engine.onednn.primitive.Arena;
import org.mnist.engine.onednn.primitive.CallRecorder;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.NativeScope;
import org.mnist.engine.onednn.primitive.PrimitiveCall;
import org.mnist.engine.onednn.primitive.Tensor;
import org.mnist.testing.NeedsOneDnn;

@NeedsOneDnn
class Bf16RoundingTest {
    private static final int COUNT = 1000;

    /** bfloat16 is the upper half of a float: 8 significant bits, so half a unit in the last place is x·2^−8 or less. */
    @Test
    void givesTheNearestNumberThatBfloat16Has() {
        try (NativeScope scope = new NativeScope()) {
            CallRecorder recorder = new CallRecorder(scope);
            Tensor numbers = recorder.own(dnnl.dnnl_f32, Layout.LINE, COUNT);
            Tensor result = recorder.own(dnnl.dnnl_f32, Layout.LINE, COUNT);
            recorder.reorder("test", Bf16Rounding.round(recorder, "test", numbers), result);
            var calls = recorder.take();
            Arena.place(scope, calls);
            Random random = new Random(1);
            for (int i = 0; i < COUNT; i++) {
                float number = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6));
                numbers.storage().floats().put(i, number);
            }
            calls.forEach(call -> call.bind(scope));
            calls.forEach(PrimitiveCall::run);
            for (int i = 0; i < COUNT; i++) {
                float number = numbers.storage().floats().get(i);
                float rounded = result.storage().floats().get(i);
                float unit = Math.scalb(1f, Math.getExponent(number) - 7);
                assertThat(Float.floatToRawIntBits(rounded) & 0xFFFF)
                        .as("%g", number)
                        .isZero();
                assertThat(rounded).isCloseTo(number, within(unit / 2));
            }
        }
    }
}

package io.doppelstream.trainer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

class SeedsTest {

    @Property(tries = 200)
    void shouldDifferWhenTheOperationDiffers(
            @ForAll long modelSeed,
            @ForAll @LongRange(max = 100_000) long one,
            @ForAll @LongRange(max = 100_000) long other) {
        assertThat(SeedMixing.mix(modelSeed, one) == SeedMixing.mix(modelSeed, other))
                .isEqualTo(one == other);
    }

    @Test
    void shouldNeverRepeatWhenManyAreDrawn() {
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            List<Seeds> sources = List.of(
                    Seeds.ofInitialization(5),
                    Seeds.ofStep(tf.constant(0L), 5),
                    Seeds.ofStep(tf.constant(1L), 5),
                    Seeds.ofRequest(tf.constant(new long[] {7, 8})));
            List<List<Long>> drawn = new ArrayList<>();
            sources.forEach(source -> {
                drawn.add(words(source.next(tf)));
                drawn.add(words(source.next(tf)));
            });
            assertThat(drawn).doesNotHaveDuplicates();
        }
    }

    private static List<Long> words(Operand<TInt64> seed) {
        TInt64 tensor = seed.asTensor();
        return List.of(tensor.getLong(0), tensor.getLong(1));
    }
}

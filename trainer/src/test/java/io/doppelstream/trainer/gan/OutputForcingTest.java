package io.doppelstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.codec.CategoryCodec;
import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.trainer.graph.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Protects what a condition forbids, and the shares that a generator learned. */
class OutputForcingTest {

    private static final int ROWS = 20_000;
    /** Two groups of two, one of three, one of seven that is padded to eight. */
    private static final EncodedLayout LAYOUT = EncodedLayout.of(List.of(
            new CategoryCodec(7, false),
            new CategoryCodec(2, false),
            new CategoryCodec(3, false),
            new CategoryCodec(2, false)));

    @Test
    void shouldDrawEachCategoryWithItsSoftmaxWhenNothingIsForbidden() {
        float[] logits = new float[LAYOUT.width()];
        for (int place = 0; place < logits.length; place++) {
            logits[place] = (place * 7 % 5) - 1.5f;
        }
        int[][] drawn = draw(logits, new float[LAYOUT.width()], ROWS);
        for (EncodedLayout.Slot slot : LAYOUT.slots()) {
            int group = LAYOUT.groupIndex(slot);
            double total = 0;
            for (int category = 0; category < slot.categories(); category++) {
                total += Math.exp(logits[slot.group() + category]);
            }
            for (int category = 0; category < slot.categories(); category++) {
                int wanted = category;
                double expected = ROWS * Math.exp(logits[slot.group() + category]) / total;
                double found =
                        Arrays.stream(drawn).filter(row -> row[group] == wanted).count();
                assertThat(found).isCloseTo(expected, within(5 * Math.sqrt(expected)));
            }
        }
    }

    @Test
    void shouldDrawOnlyWhatIsAllowedWhenTheGeneratorGivesItNoChance() {
        EncodedLayout.Slot seven = LAYOUT.slots().get(0);
        float[] logits = new float[LAYOUT.width()];
        float[] mask = new float[LAYOUT.width()];
        logits[seven.group()] = 500;
        Arrays.fill(mask, seven.group(), seven.group() + 7, ConditionLayout.FORBIDDEN);
        mask[seven.group() + 3] = 0;
        mask[seven.group() + 6] = 0;
        int group = LAYOUT.groupIndex(seven);
        assertThat(Arrays.stream(draw(logits, mask, ROWS))
                        .mapToInt(row -> row[group])
                        .distinct())
                .containsExactlyInAnyOrder(3, 6);
    }

    @Test
    void shouldDrawTheSameRowsWhenMoreOfThemAreAskedFor() {
        float[] logits = new float[LAYOUT.width()];
        float[] mask = new float[LAYOUT.width()];
        assertThat(Arrays.copyOf(draw(logits, mask, 100), 7)).isEqualTo(draw(logits, mask, 7));
    }

    /** Categories of all groups in rows of the same logits. */
    private static int[][] draw(float[] logits, float[] mask, int rows) {
        int groups = LAYOUT.groups();
        int[] drawn = new int[rows * groups];
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> raw = tf.tile(row(tf, logits), tf.constant(new int[] {rows, 1}));
            Operand<TInt32> categories = new OutputForcing(LAYOUT)
                    .categories(tf, Seeds.ofInitialization(1), raw, row(tf, mask), new float[LAYOUT.width()]);
            try (Result result = session.runner().fetch(categories).run()) {
                ((TInt32) result.get(0)).asRawTensor().data().asInts().read(drawn);
            }
        }
        int[][] byRow = new int[rows][];
        for (int row = 0; row < rows; row++) {
            byRow[row] = Arrays.copyOfRange(drawn, row * groups, (row + 1) * groups);
        }
        return byRow;
    }

    private static Operand<TFloat32> row(Ops tf, float[] values) {
        return tf.constant(Shape.of(1, values.length), DataBuffers.of(values));
    }
}

package io.doppelstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.trainer.TestTables;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.privacy.PrivacyPlan;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.Update;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** What an observer of the critic's gradient sees of single rows. */
class PrivateTabularGanTest {

    private static final int CAPACITY = 6;
    private static final double BATCH = 4;
    private static final TabularData DATA = TabularData.of(TestTables.everyKind(200, 1), TabularConfig.defaults(), 1);

    /** Gradients of one critic under one plan. */
    private static final class Critic implements AutoCloseable {
        private final TrainingGraph graph = new TrainingGraph(5);
        private final Session session;
        private final List<Output<?>> gradients;

        private Critic(double clip, double noiseMultiplier) {
            PrivacyPlan plan = new PrivacyPlan(200, 1, 1e-4, BATCH / 200, CAPACITY, 10, clip, noiseMultiplier, 1, 1, 5);
            Update update = new PrivateTabularGan(TabularConfig.defaults(), plan)
                    .draw(graph, DATA)
                    .plan()
                    .stages()
                    .get(0)
                    .updates()
                    .get(0);
            List<Variable<TFloat32>> variables =
                    update.parameters().stream().map(graph.variables()::of).toList();
            gradients = graph.tf().gradients(update.loss(), variables).dy();
            session = graph.open(new ExecutionConfig(1, 1));
        }

        /** The whole gradient on some rows of the data, times the expected batch. */
        private double[] of(long key, int... rows) {
            int width = DATA.layout().width();
            float[] real = new float[CAPACITY * width];
            float[] present = new float[CAPACITY];
            for (int place = 0; place < rows.length; place++) {
                DATA.coded().write(rows[place], real, place);
                present[place] = 1;
            }
            return of(key, real, present);
        }

        private double[] of(long key, float[] real, float[] present) {
            Map<String, Tensor> fed = Map.of(
                    PrivateInputs.REAL,
                    TFloat32.tensorOf(Shape.of(CAPACITY, DATA.layout().width()), DataBuffers.of(real)),
                    PrivateInputs.PRESENT,
                    TFloat32.vectorOf(present),
                    PrivateInputs.NOISE_KEY,
                    TInt64.vectorOf(key, 1));
            try (Batch batch = new Batch(fed);
                    TInt64 step = TInt64.scalarOf(0)) {
                Session.Runner runner = session.runner().feed(graph.step(), step);
                batch.feed(runner);
                gradients.forEach(gradient -> runner.fetch(gradient));
                try (Result result = runner.run()) {
                    return IntStream.range(0, result.size())
                            .mapToObj(result::get)
                            .flatMapToDouble(PrivateTabularGanTest::values)
                            .toArray();
                }
            }
        }

        @Override
        public void close() {
            session.close();
            graph.close();
        }
    }

    private static DoubleStream values(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        ((TFloat32) tensor).asRawTensor().data().asFloats().read(values);
        return IntStream.range(0, values.length).mapToDouble(at -> values[at] * BATCH);
    }

    private static double[] minus(double[] left, double[] right) {
        double[] difference = new double[left.length];
        Arrays.setAll(difference, at -> left[at] - right[at]);
        return difference;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    }

    @Test
    void shouldSumTheClippedGradientsOfSingleRows() {
        double[][] single = new double[4][];
        double[] norms = new double[4];
        try (Critic unclipped = new Critic(1e6, 1e-12)) {
            double[] none = unclipped.of(1);
            for (int row = 0; row < 4; row++) {
                single[row] = minus(unclipped.of(1, row), none);
                norms[row] = norm(single[row]);
            }
        }
        // Two rows are above this clip, two below.
        double[] sorted = norms.clone();
        Arrays.sort(sorted);
        double clip = (sorted[1] + sorted[2]) / 2;
        assertThat(sorted[1]).isLessThan(sorted[2]);
        double[] expected = new double[single[0].length];
        for (int row = 0; row < 4; row++) {
            double factor = Math.min(1, clip / norms[row]);
            double[] gradient = single[row];
            Arrays.setAll(expected, at -> expected[at] + factor * gradient[at]);
        }
        try (Critic clipped = new Critic(clip, 1e-12)) {
            double[] found = minus(clipped.of(1, 0, 1, 2, 3), clipped.of(1));
            assertThat(norm(minus(found, expected))).isLessThan(1e-3 * norm(expected));
            assertThat(norm(minus(found, sum(single)))).isGreaterThan(1e-3 * norm(expected));
        }
    }

    private static double[] sum(double[][] vectors) {
        double[] sum = new double[vectors[0].length];
        for (double[] vector : vectors) {
            Arrays.setAll(sum, at -> sum[at] + vector[at]);
        }
        return sum;
    }

    @Test
    void shouldMoveByAtMostTheClipWhenAnExtremeRowIsAdded() {
        double clip = 0.01;
        try (Critic critic = new Critic(clip, 1e-6)) {
            float[] real = new float[CAPACITY * DATA.layout().width()];
            for (int row = 0; row < CAPACITY; row++) {
                DATA.coded().write(row, real, row);
            }
            float[] present = {1, 1, 1, 0, 0, 0};
            double[] without = critic.of(1, real, present);
            // No codec makes such a row: the bound must not rest on what codecs make.
            Arrays.fill(real, 3 * DATA.layout().width(), 4 * DATA.layout().width(), 1000);
            assertThat(critic.of(1, real, present)).isEqualTo(without);
            present[3] = 1;
            double moved = norm(minus(critic.of(1, real, present), without));
            assertThat(moved).isBetween(0.5 * clip, 1.001 * clip);
        }
    }

    @Test
    void shouldAddNoiseOfTheStatedScaleToEveryWeight() {
        double clip = 0.5;
        double multiplier = 3;
        try (Critic critic = new Critic(clip, multiplier)) {
            double[] first = critic.of(1, 0, 1);
            assertThat(critic.of(1, 0, 1)).isEqualTo(first);
            double[] difference = minus(critic.of(2, 0, 1), first);
            double deviation = norm(difference) / Math.sqrt(2.0 * difference.length);
            assertThat(deviation).isCloseTo(multiplier * clip, within(0.02 * multiplier * clip));
            assertThat(Arrays.stream(difference).filter(x -> x == 0).count()).isZero();
            assertThat(Arrays.stream(difference).average().orElseThrow()).isCloseTo(0, within(0.05));
        }
    }

    @Test
    void shouldHaveNoiseOverManySteps() {
        try (Critic critic = new Critic(1, 2)) {
            double[] squares = new double[3];
            double[] sums = new double[3];
            int steps = 300;
            double[] center = new double[3];
            for (int step = 0; step < steps; step++) {
                double[] gradient = critic.of(step);
                for (int at = 0; at < 3; at++) {
                    center[at] = step == 0 ? gradient[at] : center[at];
                    sums[at] += gradient[at] - center[at];
                    squares[at] += (gradient[at] - center[at]) * (gradient[at] - center[at]);
                }
            }
            for (int at = 0; at < 3; at++) {
                double mean = sums[at] / steps;
                assertThat(Math.sqrt(squares[at] / steps - mean * mean)).isCloseTo(2, within(0.3));
            }
        }
    }
}

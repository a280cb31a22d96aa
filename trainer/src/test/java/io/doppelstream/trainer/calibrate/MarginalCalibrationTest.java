package io.doppelstream.trainer.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.gan.OutputForcing;
import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.nn.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
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

/** On samples whose logits favour one mode, or one category, in all rows. */
class MarginalCalibrationTest {

    private static final int ROWS = 3000;

    /** Four fifths of the values are about 0, the others about 50. */
    private static Table twoModes() {
        Random random = new Random(1);
        double[] values = IntStream.range(0, ROWS)
                .mapToDouble(row -> random.nextGaussian() + (random.nextInt(5) == 0 ? 50 : 0))
                .toArray();
        return new Table(
                new TableSchema(
                        List.of(new Column("load", new ValueType.Floating(), new Role.Continuous(), false)), null),
                List.of(new ColumnData.Doubles(values)));
    }

    private static double highShare(Table table) {
        return IntStream.range(0, table.rows())
                        .filter(row -> table.column(0).number(row) > 25)
                        .count()
                / (double) table.rows();
    }

    private static RawSample favouringTheFirstMode(EncodedLayout layout) {
        float[] values = new float[ROWS * layout.width()];
        for (int row = 0; row < ROWS; row++) {
            values[row * layout.width() + layout.slots().get(0).group()] = 3;
        }
        return new RawSample(ROWS, values);
    }

    @Test
    void shouldGiveTheModesOfAMixtureTheirRealShares() {
        Table real = twoModes();
        TabularData data =
                TabularData.of(real, GanConfig.of("tabular"), CodecFitter.QUANTILE.withMixtures(Set.of("load")), 1);
        RawSample sample = favouringTheFirstMode(data.layout());
        Table calibrated = MarginalCalibration.of(data, sample).finish(sample, real.schema(), 1);
        assertThat(highShare(calibrated)).isCloseTo(highShare(real), within(0.03));
        Table raw = MarginalCalibration.none(data).finish(sample, real.schema(), 1);
        assertThat(Math.abs(highShare(raw) - highShare(real))).isGreaterThan(0.05);
    }

    /** One row in a hundred is {@code rare}. */
    private static Table withRareClass() {
        int[] codes =
                IntStream.range(0, ROWS).map(row -> row % 100 == 0 ? 1 : 0).toArray();
        return new Table(
                new TableSchema(
                        List.of(new Column(
                                "claim",
                                new ValueType.Text(),
                                new Role.Categorical(List.of("none", "rare", "unseen")),
                                false)),
                        null),
                List.of(new ColumnData.Codes(codes)));
    }

    private static RawSample droppingTheRareClass(EncodedLayout layout) {
        float[] values = new float[ROWS * layout.width()];
        for (int row = 0; row < ROWS; row++) {
            int group = row * layout.width() + layout.slots().get(0).group();
            values[group + 1] = -20 - row % 5;
            values[group + 2] = -30;
        }
        return new RawSample(ROWS, values);
    }

    @Test
    void shouldBringBackACategoryThatTheGeneratorDropped() {
        Table real = withRareClass();
        TabularData data = TabularData.of(real, GanConfig.of("tabular"), 1);
        RawSample sample = droppingTheRareClass(data.layout());
        Table calibrated = MarginalCalibration.of(data, sample).finish(sample, real.schema(), 1);
        double rare = IntStream.range(0, ROWS)
                        .filter(row -> calibrated.column(0).number(row) == 1)
                        .count()
                / (double) ROWS;
        assertThat(rare).isCloseTo(0.01, within(0.006));
    }

    @Test
    void shouldDrawInTheGraphWithTheProbabilitiesOfTheCorrectedLogits() {
        Table real = withRareClass();
        TabularData data = TabularData.of(real, GanConfig.of("tabular"), 1);
        EncodedLayout layout = data.layout();
        RawSample sample = droppingTheRareClass(layout);
        MarginalCalibration calibration = MarginalCalibration.of(data, sample);
        EncodedLayout.Slot slot = layout.slots().get(0);
        assertThat(calibration.correction().hasFloor(slot)).isTrue();
        double[] expected = new double[slot.categories()];
        for (int row = 0; row < ROWS; row++) {
            double[] logits = calibration.correction().apply(sample.values(), row * layout.width(), slot);
            double total = Arrays.stream(logits).map(Math::exp).sum();
            for (int category = 0; category < expected.length; category++) {
                expected[category] += Math.exp(logits[category]) / total;
            }
        }
        int[] found = new int[slot.categories()];
        for (int category : drawn(calibration.apply(new Fixed(sample, layout.width())), layout)) {
            found[category]++;
        }
        for (int category = 0; category < expected.length; category++) {
            assertThat((double) found[category])
                    .isCloseTo(expected[category], within(5 * Math.sqrt(expected[category] + 1)));
        }
    }

    /** Category of the first column in each row that a generator makes. */
    private static int[] drawn(RowGenerator generator, EncodedLayout layout) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Seeds seeds = Seeds.ofInitialization(1);
            Operand<TFloat32> raw =
                    generator.raw(Pass.inference(tf, parameter -> null, seeds), tf.constant(ROWS), null);
            Operand<TFloat32> mask = tf.zeros(tf.constant(new int[] {1, layout.logits()}), TFloat32.class);
            Operand<TInt32> categories =
                    new OutputForcing(layout).categories(tf, seeds, raw, mask, generator.floors(layout));
            Operand<TInt32> first = tf.gather(
                    categories, tf.constant(layout.groupIndex(layout.slots().get(0))), tf.constant(1));
            int[] drawn = new int[ROWS];
            try (Result result = session.runner().fetch(first).run()) {
                ((TInt32) result.get(0)).asRawTensor().data().asInts().read(drawn);
            }
            return drawn;
        }
    }

    /** A generator that always makes the same rows. */
    private record Fixed(RawSample sample, int width) implements RowGenerator {

        @Override
        public Operand<TFloat32> raw(Pass pass, Operand<TInt32> rows, Operand<TFloat32> condition) {
            return pass.tf().constant(Shape.of(sample.rows(), width), DataBuffers.of(sample.values()));
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public List<Parameter> statistics() {
            return List.of();
        }
    }
}

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
import io.doppelstream.trainer.gan.TabularData;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On a sample whose logits favour one mode in all rows. */
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
}

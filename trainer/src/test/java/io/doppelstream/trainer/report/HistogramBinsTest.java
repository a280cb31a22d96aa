package io.doppelstream.trainer.report;

import static io.doppelstream.trainer.evaluate.SmallTables.doubles;
import static io.doppelstream.trainer.evaluate.SmallTables.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.schema.ValueType;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistogramBinsTest {

    private static ColumnData range(long from, long to) {
        return longs(LongStream.rangeClosed(from, to).toArray());
    }

    @Test
    void shouldPutEquallyManyWholeNumbersIntoEachBin() {
        Distribution.Histogram histogram = HistogramBins.of(new ValueType.Whole(), range(1, 100), range(1, 50));
        assertThat(histogram.low()).isEqualTo(0.5);
        assertThat(histogram.high()).isEqualTo(102.5);
        assertThat(histogram.real()).hasSize(34);
        assertThat(histogram.real()[0]).isCloseTo(0.03, within(1e-12));
        assertThat(histogram.real()[32]).isCloseTo(0.03, within(1e-12));
        assertThat(histogram.synthetic()[0]).isCloseTo(0.06, within(1e-12));
        assertThat(histogram.realBeyond()).isZero();
    }

    @Test
    void shouldStateWhatLiesBeyondTheRealValues() {
        Distribution.Histogram histogram = HistogramBins.of(
                new ValueType.Floating(), doubles(0, 0.5, 1, 0.25), doubles(0.1, 5, -1, Double.NaN, 1));
        assertThat(histogram.low()).isZero();
        assertThat(histogram.high()).isEqualTo(1);
        assertThat(histogram.syntheticBeyond()).isCloseTo(0.5, within(1e-12));
        assertThat(histogram.real()[39]).isEqualTo(0.25);
        assertThat(histogram.synthetic()[39]).isEqualTo(0.25);
    }

    @Test
    void shouldCutOffLongTails() {
        long[] values = LongStream.range(0, 1000).map(i -> i % 10).toArray();
        values[999] = 1_000_000;
        Distribution.Histogram histogram = HistogramBins.of(new ValueType.Whole(), longs(values), longs(values));
        assertThat(histogram.high()).isEqualTo(9.5);
        assertThat(histogram.real()).hasSize(10);
        assertThat(histogram.realBeyond()).isCloseTo(0.001, within(1e-12));
    }

    @Test
    void shouldHaveOneBinForAConstant() {
        Distribution.Histogram histogram =
                HistogramBins.of(new ValueType.Floating(), doubles(2.5, 2.5), doubles(2.5, 7));
        assertThat(histogram.real()).containsExactly(1);
        assertThat(histogram.synthetic()).containsExactly(0.5);
        assertThat(histogram.low()).isLessThan(histogram.high());
    }

    @Test
    void shouldShowDecimalsInWholeUnits() {
        Distribution.Histogram histogram =
                HistogramBins.of(new ValueType.Decimal(6, 2), range(100, 199), range(100, 199));
        assertThat(histogram.low()).isCloseTo(0.995, within(1e-12));
    }
}
